//! Query options: each once, in the order in which they came, encoded once.

use graph_runtime::error::InvalidRequest;
use graph_runtime::path::Path as _;
use graph_runtime::query::Operand as _;
use graph_runtime::{Bytes, Method, Page, Request, graph_request};

use crate::declared::{Beta, DirectoryObject, Group, MailboxSettings, Message, User, WorkingHours};
use crate::odata;

fn messages() -> Request<Page<Message>> {
    Beta.me().messages().get()
}

#[test]
fn each_option_has_its_name() {
    assert_eq!(
        messages()
            .select((Message::SUBJECT, Message::ID))
            .filter(Message::SUBJECT.eq("a"))
            .order_by(Message::SUBJECT.desc())
            .expand(Message::ATTACHMENTS)
            .search("b")
            .top(1)
            .skip(2)
            .count()
            .url(),
        "/beta/me/messages?$select=subject,id&$filter=subject%20eq%20%27a%27&$orderby=subject%20desc\
         &$expand=attachments&$search=%22b%22&$top=1&$skip=2&$count=true"
    );
}

#[test]
fn lists_go_on_and_other_options_are_replaced() {
    let request = messages()
        .top(1)
        .select(Message::SUBJECT)
        .order_by(Message::SUBJECT.asc())
        .skip(5)
        .search("a")
        .select((Message::ID, Message::FROM))
        .order_by(Message::RECEIVED_DATE_TIME.desc())
        .expand(Message::ATTACHMENTS)
        .expand(Message::ATTACHMENTS.select(crate::declared::Attachment::NAME))
        .skip(u32::MAX)
        .search("b")
        .top(0)
        .count()
        .count();
    assert_eq!(
        request.url(),
        "/beta/me/messages?$top=0&$select=subject,id,from&$orderby=subject,receivedDateTime%20desc\
         &$skip=4294967295&$search=%22b%22&$expand=attachments,attachments($select=name)&$count=true"
    );
}

#[test]
fn a_single_entity_takes_select_and_expand() {
    let id = "u";
    assert_eq!(
        graph_request!(Beta: GET /users/{id})
            .select((User::DISPLAY_NAME, DirectoryObject::ID))
            .expand(User::MANAGER)
            .url(),
        "/beta/users/u?$select=displayName,id&$expand=manager"
    );
    assert_eq!(
        graph_request!(Beta: GET /users/{id}/mailboxSettings)
            .select(MailboxSettings::TIME_ZONE)
            .url(),
        "/beta/users/u/mailboxSettings?$select=timeZone"
    );
    assert_eq!(
        graph_request!(Beta: GET /users/{id}/mailboxSettings/workingHours)
            .select((WorkingHours::DAYS, (WorkingHours::START_TIME,)))
            .url(),
        "/beta/users/u/mailboxSettings/workingHours?$select=days,startTime"
    );
}

#[test]
fn what_a_function_answers_takes_options_too() {
    assert_eq!(
        Beta.users()
            .delta()
            .get()
            .select(User::DISPLAY_NAME)
            .filter(DirectoryObject::ID.eq("a"))
            .url(),
        "/beta/users/delta()?$select=displayName&$filter=id%20eq%20%27a%27"
    );
}

#[test]
fn orders_name_nested_properties() {
    let zone = || User::MAILBOX_SETTINGS.then(MailboxSettings::TIME_ZONE);
    assert_eq!(
        Beta.me()
            .direct_reports()
            .cast::<User, _>()
            .get()
            .order_by(zone().asc())
            .order_by(zone().desc())
            .url(),
        "/beta/me/directReports/microsoft.graph.user\
         ?$orderby=mailboxSettings/timeZone,mailboxSettings/timeZone%20desc&$count=true"
    );
}

#[test]
fn a_search_is_one_phrase_in_quotes() {
    for (text, quoted) in [
        ("pizza", r#""pizza""#),
        ("displayName:a b", r#""displayName:a b""#),
        (r#"say "hi""#, r#""say \"hi\"""#),
        (r"back\slash", r#""back\\slash""#),
        (r#"" OR ""#, r#""\" OR \"""#),
        ("a&$top=1#b+c%20", r#""a&$top=1#b+c%20""#),
        ("", r#""""#),
    ] {
        let request = messages().search(text).top(1);
        let (_, options) = odata::query_options(request.url()).unwrap();
        let expected = [("$search", quoted), ("$top", "1")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(options, expected);
    }
}

#[test]
fn a_raw_option_stands_as_it_is_in_front_of_the_typed_ones() {
    let request = messages()
        .top(1)
        .raw_query_option_unchecked("$format=json%20")
        .select(Message::ID)
        .raw_query_option_unchecked("a=b")
        .skip(2);
    assert_eq!(
        request.url(),
        "/beta/me/messages?$format=json%20&a=b&$top=1&$select=id&$skip=2"
    );
    let request = Request::<Page<Group>>::new(Method::GET, "/beta/groups?x=1").top(3);
    assert_eq!(request.url(), "/beta/groups?x=1&$top=3");
}

fn given_twice<R>(request: &Request<R>) -> Option<&str> {
    match request.problem() {
        Some(InvalidRequest::RepeatedOption { name }) => Some(name),
        Some(other) => panic!("{other:?}"),
        None => None,
    }
}

#[test]
fn an_option_beside_a_typed_one_of_the_same_name_is_a_problem() {
    for option in [
        "$select=id",
        "select=id",
        "%24select=id",
        "%24%73elect=id",
        "$SELECT=id",
        "Select=id",
        "$select",
        "a=b&$select=id",
    ] {
        let before = messages()
            .raw_query_option_unchecked(option)
            .top(1)
            .select(Message::ID);
        assert_eq!(given_twice(&before), Some("$select"), "{option}");
        let after = messages()
            .select(Message::ID)
            .raw_query_option_unchecked(option);
        assert_eq!(given_twice(&after), Some("$select"), "{option}");
        assert_eq!(
            given_twice(&after.top(1).clone()),
            Some("$select"),
            "{option}"
        );
        let in_url =
            Request::<Page<Message>>::new(Method::GET, format!("/beta/me/messages?{option}"));
        assert_eq!(given_twice(&in_url), None, "{option}");
        assert_eq!(
            given_twice(&in_url.select(Message::ID)),
            Some("$select"),
            "{option}"
        );
    }
    let counted = messages()
        .count()
        .raw_query_option_unchecked("$count=false");
    assert_eq!(given_twice(&counted), Some("$count"));
    // A condition that is advanced brings `$count` along.
    let advanced = Beta
        .groups()
        .get()
        .raw_query_option_unchecked("%24count=true")
        .filter(Group::DISPLAY_NAME.ne("a"));
    assert_eq!(given_twice(&advanced), Some("$count"));
}

#[test]
fn two_raw_options_of_the_same_name_are_a_problem() {
    for (first, second, name) in [
        ("$filter=a", "$filter=b", "$filter"),
        ("$filter=a", "filter=a", "$filter"),
        ("search=a", "%24search=b", "$search"),
        ("$skipToken=a", "$skiptoken=b", "$skiptoken"),
        ("$id=a", "$id=b", "$id"),
        ("@p=1", "@p=2", "@p"),
    ] {
        let path = "/beta/me/drive/root/search(q='x')";
        let raw = Request::<Bytes>::new(Method::GET, path)
            .raw_query_option_unchecked(first)
            .raw_query_option_unchecked(second);
        assert_eq!(given_twice(&raw), Some(name), "{first} {second}");
        let in_url = Request::<Bytes>::new(Method::GET, format!("{path}?{first}&{second}"));
        assert_eq!(given_twice(&in_url), Some(name), "{first} {second}");
        let mixed = Request::<Bytes>::new(Method::GET, format!("{path}?{first}"));
        let mixed = mixed.raw_query_option_unchecked(second);
        assert_eq!(given_twice(&mixed), Some(name), "{first} {second}");
    }
    let message = Request::<Bytes>::new(Method::GET, "/beta/me?$top=1&$top=2");
    assert_eq!(
        message.problem().expect("a problem").to_string(),
        "the query option `$top` is given twice, and a request has each option once\n\
         help: give it once: by a typed method, or in the URL or a raw option"
    );
}

#[test]
fn options_of_different_names_are_no_problem() {
    for options in [
        "$filter=a&$orderby=b&$top=1",
        "a=1&a=2",
        "id=1&id=2",
        "@p=1&@q=2&@P=3",
        "$filter=$filter",
        "period=D7&$format=text/csv",
        "tok%65n=1&token=2",
        "",
        "&&",
    ] {
        let request = Request::<Page<Message>>::new(Method::GET, format!("/beta/x?{options}"));
        let request = request.raw_query_option_unchecked("$search=x").skip(1);
        assert_eq!(given_twice(&request), None, "{options}");
    }
}

#[test]
fn a_raw_option_that_cannot_be_sent_is_the_problem_of_its_request() {
    for (option, at) in [
        (
            "$filter=a eq 1",
            "the character ' ' at byte 27 is not percent-encoded",
        ),
        (
            "$filter=a%20eq%20'b'",
            "the `'` at byte 35 would be changed on the way; write `%27`",
        ),
        (
            "$search=\"x\"",
            "the `\"` at byte 26 would be changed on the way; write `%22`",
        ),
        (
            "$filter=ä",
            "the character 'ä' at byte 26 is not percent-encoded",
        ),
        (
            "a=b#c",
            "the `#` at byte 21 would cut off what follows; write `%23`",
        ),
        (
            "a=b\n",
            "the character '\\n' at byte 21 is not percent-encoded",
        ),
        (
            "a=<b>",
            "the `<` at byte 20 would be changed on the way; write `%3C`",
        ),
    ] {
        for request in [
            messages().raw_query_option_unchecked(option),
            messages()
                .raw_query_option_unchecked(option)
                .select(Message::ID),
            messages()
                .select(Message::ID)
                .raw_query_option_unchecked(option),
            Request::new(Method::GET, format!("/beta/me/messages?{option}")),
        ] {
            let Some(InvalidRequest::Url { path, problem }) = request.problem() else {
                panic!("{option}: {:?}", request.problem());
            };
            assert_eq!((&**path, &**problem), ("/beta/me/messages", at));
        }
    }
    for url in [
        "",
        "beta/me",
        "//evil.example/",
        "/\\evil.example",
        "/beta/me#x",
        "/beta/ä",
    ] {
        assert!(
            Request::<()>::new(Method::GET, url).problem().is_some(),
            "{url:?}"
        );
    }
}

#[test]
fn a_clone_keeps_what_it_was_asked_for_and_goes_its_own_way() {
    let request = Beta
        .groups()
        .get()
        .filter(Group::DISPLAY_NAME.ne("a"))
        .top(1);
    let copy = request.clone();
    assert_eq!(copy, request);
    assert_eq!(copy.headers(), request.headers());
    let further = copy.top(2).select(Group::DISPLAY_NAME);
    assert_ne!(further, request);
    assert_eq!(
        further.url(),
        "/beta/groups?$filter=displayName%20ne%20%27a%27&$count=true&$top=2&$select=displayName"
    );
    assert_eq!(request.clone().top(2).select(Group::DISPLAY_NAME), further);

    let read_otherwise = request.decode_as::<Page<Group>>().top(9);
    assert!(read_otherwise.url().ends_with("&$top=9"));
}

#[test]
fn requests_differ_where_their_options_do() {
    assert_ne!(messages().top(1), messages().top(2));
    assert_ne!(messages().top(1), messages());
    // The header that comes along is part of the request.
    let counted = Beta.groups().get().count();
    let raw = Beta
        .groups()
        .get()
        .raw_query_option_unchecked("$count=true");
    assert_eq!(counted.url(), raw.url());
    assert_ne!(counted, raw);
    assert_eq!(counted, raw.eventual());
}
