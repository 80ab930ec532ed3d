//! Any text stays one literal: in a filter, in filters further in, as an argument, as an alternate key.

use graph_runtime::path::Path as _;
use graph_runtime::query::Operand as _;
use graph_runtime::{Request, graph_path, graph_request};
use proptest::prelude::*;

use crate::declared::{AssignedLicense, Beta, MailFolder, Message, Plan, User};
use crate::odata::{self, text_literal};

/// Text that knows what URLs and literals are made of.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "['()]{0,6}",
        "[a'\"%&#+?=;,:/\\\\$ )(\\[\\]{}.-]{0,12}",
        "('|''|%27|%2527|\\) or \\(|;\\$top=1\\)|&\\$top=9|#|\\+| eq | and |\r\n|\u{0}|\u{2019}){0,5}",
        "[\u{1f600}-\u{1f64f}\u{202e}\u{feff}é漢]{0,4}",
    ]
}

type Checked = Result<(), TestCaseError>;

/// The options of a URL, which has to survive what HTTP clients do to one.
fn options<R>(request: &Request<R>) -> Result<Vec<(String, String)>, TestCaseError> {
    let url = request.url();
    let sent = url::Url::parse(&format!("http://127.0.0.1{url}")).unwrap();
    prop_assert_eq!(&sent.as_str()["http://127.0.0.1".len()..], url);
    prop_assert_eq!(sent.fragment(), None);
    prop_assert!(!sent.query().unwrap_or_default().contains('\''));
    prop_assert_eq!(request.problem(), None);
    let (_, options) = odata::query_options(url).map_err(TestCaseError::fail)?;
    Ok(options)
}

/// The literal between what stands before it and what stands behind it.
fn literal_in<'a>(
    whole: &'a str,
    before: &str,
    after: &str,
) -> Result<(String, &'a str), TestCaseError> {
    let rest = whole.strip_prefix(before);
    let rest = rest.ok_or_else(|| TestCaseError::fail(format!("{before} begins not {whole}")))?;
    let (text, rest) = text_literal(rest).map_err(TestCaseError::fail)?;
    let rest = rest.strip_prefix(after);
    let rest =
        rest.ok_or_else(|| TestCaseError::fail(format!("{after} follows not in {whole}")))?;
    Ok((text, rest))
}

fn filters(text: &str, other: &str) -> Checked {
    let request = Beta
        .me()
        .messages()
        .get()
        .filter(
            Message::SUBJECT
                .eq(text)
                .and(Message::SUBJECT.contains(other)),
        )
        .filter(Message::SUBJECT.is_in([text, other]))
        .top(1);
    let options = options(&request)?;
    prop_assert_eq!(options.len(), 2);
    prop_assert_eq!(&options[1], &("$top".to_owned(), "1".to_owned()));
    let (name, filter) = &options[0];
    prop_assert_eq!(name, "$filter");
    let (first, rest) = literal_in(filter, "(subject eq ", " and contains(subject,")?;
    let (second, rest) = literal_in(rest, "", ")) and (subject in (")?;
    let (third, rest) = literal_in(rest, "", ",")?;
    let (fourth, rest) = literal_in(rest, "", "))")?;
    prop_assert_eq!([first, second, third, fourth], [text, other, text, other]);
    prop_assert_eq!(rest, "");
    Ok(())
}

fn filters_further_in(text: &str) -> Checked {
    let request = Beta
        .users()
        .get()
        .expand(
            User::MAIL_FOLDERS
                .expand(
                    MailFolder::MESSAGES
                        .filter(Message::SUBJECT.eq(text))
                        .top(2),
                )
                .filter(MailFolder::DISPLAY_NAME.starts_with(text))
                .top(3),
        )
        .expand(User::MANAGER)
        .skip(4);
    let options = options(&request)?;
    prop_assert_eq!(options.len(), 2);
    prop_assert_eq!(&options[1], &("$skip".to_owned(), "4".to_owned()));
    let expanded = odata::split(&options[0].1, ',');
    prop_assert_eq!(expanded.len(), 2);
    prop_assert_eq!(expanded[1], "manager");
    let inner = expanded[0].strip_prefix("mailFolders(").unwrap();
    let inner = odata::split(inner.strip_suffix(')').unwrap(), ';');
    prop_assert_eq!(inner.len(), 3);
    prop_assert_eq!(inner[2], "$top=3");
    let (found, rest) = literal_in(inner[0], "$expand=messages($filter=subject eq ", ";$top=2)")?;
    prop_assert_eq!((&*found, rest), (text, ""));
    let (found, rest) = literal_in(inner[1], "$filter=startsWith(displayName,", ")")?;
    prop_assert_eq!((&*found, rest), (text, ""));

    let request = Beta
        .users()
        .get()
        .filter(User::ASSIGNED_LICENSES.any(|license| {
            license.then(AssignedLicense::PLANS).all(|plan| {
                plan.then(Plan::NAME)
                    .eq(text)
                    .or(plan.then(Plan::NAME).eq("b"))
            })
        }));
    let options = self::options(&request)?;
    prop_assert_eq!(options.len(), 1);
    let before = "assignedLicenses/any(x1:x1/plans/all(x2:x2/name eq ";
    let (found, rest) = literal_in(&options[0].1, before, " or x2/name eq 'b'))")?;
    prop_assert_eq!((&*found, rest), (text, ""));
    Ok(())
}

/// The arguments of a segment, each decoded by itself.
fn arguments(url: &str, index: usize) -> Result<(String, Vec<String>), TestCaseError> {
    let segment = url.split('/').nth(index).unwrap();
    let (name, rest) = segment.split_once('(').unwrap();
    let rest = rest.strip_suffix(')').unwrap();
    // Before decoding: nothing that is encoded can separate.
    prop_assert!(!segment.contains('\''));
    let arguments = rest.split(',').map(odata::segment);
    let arguments = arguments
        .collect::<Result<_, _>>()
        .map_err(TestCaseError::fail)?;
    Ok((name.to_owned(), arguments))
}

fn in_paths(text: &str, other: &str) -> Checked {
    let request =
        graph_request!(Beta: GET /me/reminderView(startDateTime={text}, endDateTime={other}))
            .top(1);
    prop_assert_eq!(options(&request)?.len(), 1);
    let (path, _) = request.url().split_once('?').unwrap();
    prop_assert_eq!(path.split('/').count(), 4);
    let (name, values) = arguments(path, 3)?;
    prop_assert_eq!((&*name, values.len()), ("reminderView", 2));
    let (found, rest) = literal_in(&values[0], "startDateTime=", "")?;
    prop_assert_eq!((&*found, rest), (text, ""));
    let (found, rest) = literal_in(&values[1], "endDateTime=", "")?;
    prop_assert_eq!((&*found, rest), (other, ""));

    let request = graph_path!(Beta: /applications(appId={text})/owners/{"o"}).get();
    prop_assert!(options(&request)?.is_empty());
    prop_assert_eq!(request.url().split('/').count(), 5);
    prop_assert!(request.url().ends_with(")/owners/o"));
    let (name, values) = arguments(request.url(), 2)?;
    prop_assert_eq!((&*name, values.len()), ("applications", 1));
    let (found, rest) = literal_in(&values[0], "appId=", "")?;
    prop_assert_eq!((&*found, rest), (text, ""));

    // A composable function, and its JSON argument.
    let request = Beta.drive().root().search(text).id("i").children().get();
    prop_assert!(request.url().ends_with(")/i/children"));
    let (_, values) = arguments(request.url(), 4)?;
    let (found, rest) = literal_in(&values[0], "q=", "")?;
    prop_assert_eq!((&*found, rest), (text, ""));
    let request = Beta.samples().id("s").strings_of([text, other]).get();
    prop_assert!(options(&request)?.is_empty());
    let (_, values) = arguments(request.url(), 4)?;
    let json = values[0].strip_prefix("value=").unwrap();
    let strings: Vec<String> = serde_json::from_str(json).unwrap();
    prop_assert_eq!(strings, [text, other]);
    Ok(())
}

/// A path below a drive item: parts of it that are empty mean nothing, and none leads up.
fn below_a_drive_item(text: &str) -> Checked {
    let request = Beta.drive().root().at_path(text).children().get();
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || parts.iter().any(|part| matches!(*part, "." | "..")) {
        prop_assert!(request.problem().is_some());
        return Ok(());
    }
    prop_assert!(options(&request)?.is_empty());
    let rest = request.url().strip_prefix("/beta/drive/root:/").unwrap();
    let rest = rest.strip_suffix(":/children").unwrap();
    let found = rest.split('/').map(odata::segment);
    let found = found
        .collect::<Result<Vec<_>, _>>()
        .map_err(TestCaseError::fail)?;
    prop_assert_eq!(found, parts);
    Ok(())
}

/// A search is one phrase, in double quotes.
fn searches(text: &str) -> Checked {
    let request = Beta.me().messages().get().search(text).top(1);
    let options = options(&request)?;
    prop_assert_eq!(options.len(), 2);
    let phrase = options[0].1.strip_prefix('"').unwrap();
    let mut found = String::new();
    let mut characters = phrase.chars();
    loop {
        match characters.next() {
            Some('"') => break,
            Some('\\') => found.extend(characters.next()),
            Some(character) => found.push(character),
            None => return Err(TestCaseError::fail("no end of the phrase")),
        }
    }
    prop_assert_eq!(&*found, text);
    prop_assert_eq!(characters.as_str(), "");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_one_literal(text in text(), other in text()) {
        filters(&text, &other)?;
        filters_further_in(&text)?;
        searches(&text)?;
    }

    #[test]
    fn any_text_is_one_argument(text in text(), other in text()) {
        in_paths(&text, &other)?;
        below_a_drive_item(&text)?;
    }
}

#[test]
fn each_known_trap_is_one_literal() {
    let long = "é'".repeat(5_000);
    for trap in [
        "",
        "'",
        "''",
        "' or 1 eq 1 or '",
        "a')",
        "%27",
        "%2527",
        "&$top=9",
        "#",
        "+",
        "a b",
        "\"",
        "\\",
        "\\\"",
        "/../",
        "..",
        "?",
        "\0",
        "\r\nHost: x",
        "😀",
        "\u{2019}",
        ";$top=1)",
        &long,
    ] {
        filters(trap, "b").unwrap();
        filters("a", trap).unwrap();
        filters_further_in(trap).unwrap();
        in_paths(trap, "b").unwrap();
        in_paths("a", trap).unwrap();
        below_a_drive_item(trap).unwrap();
        searches(trap).unwrap();
    }
}
