//! Any string as a key is exactly one key and comes back whole, through a decoder that shares nothing with the encoder.
#![allow(clippy::unwrap_used)]

use graph_runtime::error::InvalidRequest;
use graph_runtime::path::Path as _;
use graph_runtime::{Id, Update, graph_path};
use proptest::prelude::*;
use url::Url;

#[path = "core/mod.rs"]
mod declared;

use declared::{Beta, Gadget, Thing};

/// Reads the key that follows `collection`, by RFC 3986 and the URL conventions of OData: the key, and what follows it.
fn read_key<'a>(url: &'a str, collection: &str) -> Result<(String, &'a str), String> {
    let rest = url.strip_prefix(collection).ok_or("another collection")?;
    if let Some(segment) = rest.strip_prefix('/') {
        let end = segment.find('/').unwrap_or(segment.len());
        let (segment, rest) = segment.split_at(end);
        let key = percent_decode(segment)?;
        return match &*key {
            "" => Err("no key".to_owned()),
            "." | ".." => Err("a dot segment".to_owned()),
            key if key.starts_with('$') => Err("a system resource".to_owned()),
            key if key.to_lowercase().starts_with("microsoft.graph.") => {
                Err("a type cast".to_owned())
            }
            key if key.contains('(') => Err("a call".to_owned()),
            key if key.eq_ignore_ascii_case("delta") => Err("an operation".to_owned()),
            _ => Ok((key, rest)),
        };
    }
    let quoted = rest.strip_prefix("('").ok_or("neither form of a key")?;
    let (quoted, rest) = quoted.split_once("')").ok_or("no end of the key")?;
    let mut key = String::new();
    let decoded = percent_decode(quoted)?;
    let mut characters = decoded.chars();
    while let Some(character) = characters.next() {
        if character == '\'' && characters.next() != Some('\'') {
            return Err("a quote that ends the key".to_owned());
        }
        key.push(character);
    }
    Ok((key, rest))
}

fn percent_decode(text: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let mut digit = || {
                    let digit = rest.next().and_then(|byte| char::from(byte).to_digit(16));
                    digit.ok_or_else(|| format!("no hexadecimal digit in {text}"))
                };
                bytes.push((digit()? * 16 + digit()?) as u8);
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => bytes.push(byte),
            _ => return Err(format!("{:?} stands unencoded", char::from(byte))),
        }
    }
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// One key in the middle of a path, two in a row, and one at the end.
fn check(key: &str, other: &str) -> Result<(), TestCaseError> {
    let request = Beta.things().id(key).children().id(other).get();
    let (first, rest) = read_key(request.url(), "/beta/things").map_err(TestCaseError::fail)?;
    prop_assert_eq!(first, key);
    let (second, rest) = read_key(rest, "/children").map_err(TestCaseError::fail)?;
    prop_assert_eq!(second, other);
    prop_assert_eq!(rest, "");
    prop_assert_eq!(request.problem(), None);

    // What HTTP clients do to a URL leaves it as it is: no segment is resolved away, nothing is encoded anew.
    let sent = Url::parse(&format!("http://127.0.0.1{}", request.url())).unwrap();
    prop_assert_eq!(sent.path(), request.url());
    prop_assert_eq!((sent.query(), sent.fragment()), (None, None));

    let id = Id::<Thing>::new(key);
    let typed = Beta.things().id(&id).children().id(other).get();
    prop_assert_eq!(&typed, &request);
    let path = graph_path!(Beta: /things/{key}/children/{other});
    prop_assert_eq!(path.get(), request);
    Ok(())
}

fn special_key() -> impl Strategy<Value = String> {
    prop_oneof![
        "[/?#%'+$. &=;:@()*,!~\\\\\"<>|^`{}\\[\\]-]{1,8}",
        "[.$%'/]{1,4}",
        "(\\$|microsoft\\.graph\\.|%2[eEfF]|\\.\\./|root:/){1,3}[a-z']{0,4}",
        "[\u{0}-\u{20}\u{7f}-\u{a0}]{1,6}",
        "[\u{1f600}-\u{1f64f}äß漢\u{202e}\u{feff}]{1,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_one_key(key in any::<String>(), other in any::<String>()) {
        prop_assume!(!key.is_empty() && !other.is_empty());
        check(&key, &other)?;
    }

    #[test]
    fn any_string_of_special_characters_is_one_key(key in special_key(), other in special_key()) {
        check(&key, &other)?;
    }
}

#[test]
fn each_known_trap_is_one_key() {
    let long = "é/".repeat(5_000);
    let traps = [
        "/",
        "//",
        "a/b",
        "?",
        "a?b=c",
        "#",
        "%",
        "%2F",
        "%252F",
        "%2e%2e",
        "'",
        "''",
        "a'b",
        "+",
        " ",
        " a ",
        "\t",
        "\r\n",
        "\0",
        ".",
        "..",
        "...",
        "./",
        "../..",
        "$",
        "$value",
        "$ref",
        "$'",
        "$batch/..",
        "('a')",
        "a='b'",
        "😀",
        "\u{202e}",
        "microsoft.graph.gadget",
        "Microsoft.Graph.Gadget",
        "delta",
        "Delta",
        "delta()",
        "a(b",
        "microsoft.graph.'",
        "~",
        "-",
        "_",
        "*",
        "\\",
        "a\\..\\b",
        "http://example.com/",
        &long,
    ];
    for key in traps {
        check(key, "plain").unwrap();
        check("plain", key).unwrap();
    }
}

#[test]
fn ordinary_keys_stand_as_segments() {
    let url = |key: &str| Beta.things().id(key).get().url().to_owned();
    assert_eq!(url("adele@contoso.com"), "/beta/things/adele%40contoso.com");
    assert_eq!(url("AAMk-_~.1"), "/beta/things/AAMk-_~.1");
    assert_eq!(url("a b"), "/beta/things/a%20b");
    let guid = graph_runtime::edm::Guid::from_u128(0xa10c_ee54);
    assert_eq!(
        Beta.things().id(guid).get().url(),
        "/beta/things/00000000-0000-0000-0000-0000a10cee54"
    );
}

#[test]
fn keys_that_cannot_be_segments_stand_in_parentheses() {
    let url = |key: &str| Beta.things().id(key).children().get().url().to_owned();
    assert_eq!(url("$it's"), "/beta/things('%24it%27%27s')/children");
    assert_eq!(url("."), "/beta/things('.')/children");
    assert_eq!(url(".."), "/beta/things('..')/children");
    assert_eq!(
        url("microsoft.graph.gadget"),
        "/beta/things('microsoft.graph.gadget')/children"
    );
}

#[test]
fn an_empty_key_is_a_problem_that_names_the_collection() {
    let request = Beta.things().id("a/b").children().id("").delete();
    let expected = InvalidRequest::EmptyKey {
        collection: "/beta/things/a%2Fb/children".to_owned(),
    };
    assert_eq!(request.problem(), Some(&expected));
    assert!(
        expected
            .to_string()
            .contains("`/beta/things/a%2Fb/children`")
    );

    // The first of several is the one to mend.
    let request = Beta.things().id("").children().id(String::new()).get();
    assert_eq!(
        request.problem(),
        Some(&InvalidRequest::EmptyKey {
            collection: "/beta/things".to_owned()
        })
    );
    let path = graph_path!(Beta: /things/{Id::<Thing>::new("")}/microsoft.graph.gadget);
    assert!(path.clone().get().problem().is_some());
    assert!(path.patch(Update::<Gadget>::new()).problem().is_some());
}
