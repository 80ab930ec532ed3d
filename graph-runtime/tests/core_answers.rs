//! Answers of every kind: what is no JSON, or not the JSON that was promised, is an error that says where and quotes nothing.
#![allow(clippy::unwrap_used)]

use std::fmt::{self, Debug};

use bytes::Bytes;
use graph_runtime::Page;
use graph_runtime::error::DecodeError;
use graph_runtime::request::{Decode, RawResponse};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use proptest::prelude::*;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};
use serde_json::value::RawValue;

#[path = "core/mod.rs"]
mod declared;

use declared::schema::any_thing;
use declared::{AnyPart, AnyThing, Chain, Part, Thing};

/// In every body below; in no error.
const SECRET: &str = "hunter2";

fn answer(status: StatusCode, body: impl Into<Bytes>) -> RawResponse {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    RawResponse {
        status,
        headers,
        body: body.into(),
    }
}

fn read<T: Decode>(body: impl Into<Bytes>) -> Result<T, DecodeError> {
    T::from_response(&answer(StatusCode::OK, body))
}

#[track_caller]
fn refused<T: Decode + Debug>(body: impl Into<Bytes>) -> DecodeError {
    let error = read::<T>(body).unwrap_err();
    for shown in [
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
    ] {
        assert!(!shown.contains(SECRET), "{shown}");
    }
    let shown = error.to_string();
    assert!(
        shown.starts_with("the answer (200 OK, application/json, "),
        "{shown}"
    );
    error
}

/// As an entity, as a family, and as a page.
#[track_caller]
fn refused_as_anything(body: &str) -> Vec<DecodeError> {
    let body = body.to_owned();
    vec![
        refused::<Thing>(body.clone()),
        refused::<AnyThing>(body.clone()),
        refused::<Option<AnyThing>>(body.clone()),
        refused::<Page<AnyThing>>(body),
    ]
}

#[test]
fn an_empty_answer_is_none_or_an_error() {
    let error = refused::<Thing>("");
    assert!(error.to_string().ends_with("it is empty"));
    assert!(error.is_truncated());
    assert_eq!((error.line(), error.column()), (0, 0));
    refused::<Page<Thing>>("");

    assert_eq!(read::<Option<Thing>>("").unwrap(), None);
    let nothing = answer(StatusCode::NO_CONTENT, "");
    assert_eq!(Option::<Thing>::from_response(&nothing).unwrap(), None);
    assert!(
        Option::<Page<Thing>>::from_response(&nothing)
            .unwrap()
            .is_none()
    );
    <()>::from_response(&nothing).unwrap();
    assert!(Bytes::from_response(&nothing).unwrap().is_empty());
    Thing::from_response(&nothing).unwrap_err();
}

#[test]
fn an_answer_that_nobody_reads_may_be_anything() {
    for body in ["", "<html>", "{", "null"] {
        read::<()>(body).unwrap();
        assert_eq!(read::<Bytes>(body).unwrap(), body);
        assert_eq!(read::<RawResponse>(body).unwrap().body, body);
    }
}

#[test]
fn the_body_is_read_as_what_was_promised() {
    let thing: AnyThing = read(r##"{"id":"1","@odata.type":"#microsoft.graph.gadget"}"##).unwrap();
    assert!(matches!(thing, AnyThing::Gadget(_)));
    let page: Page<AnyThing> = read(
        r#" {"@odata.context":"c","@odata.count":2,"value":[{"id":"1"},{}],"@odata.nextLink":"n","@odata.deltaLink":"d"} "#,
    )
    .unwrap();
    assert_eq!((page.value.len(), page.count), (2, Some(2)));
    assert_eq!(page.next_link.as_deref(), Some("n"));
    assert_eq!(page.delta_link.as_deref(), Some("d"));
    assert_eq!(page.unknown().next().unwrap().0, "@odata.context");
}

#[test]
fn html_and_other_text_is_an_error_at_its_beginning() {
    for body in [
        "<!DOCTYPE html><html>hunter2</html>",
        "hunter2",
        "Bad Gateway hunter2",
        "\u{feff}hunter2",
    ] {
        for error in refused_as_anything(body) {
            assert_eq!((error.line(), error.column()), (1, 1), "{error}");
            assert!(!error.is_truncated());
        }
    }
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let body = |json: &str| format!("\u{feff}{json}");
    let thing: Thing = read(body(r#"{"id":"1"}"#)).unwrap();
    assert_eq!(thing.id.as_ref().unwrap(), "1");
    let any: AnyThing = read(body(" {\"id\":\"1\"}")).unwrap();
    assert_eq!(any.id.as_ref().unwrap(), "1");
    let page: Page<Thing> = read(body(r#"{"value":[{}]}"#)).unwrap();
    assert_eq!(page.value.len(), 1);
    for error in refused_as_anything("\u{feff}") {
        assert!(error.is_truncated(), "{error}");
    }
    // A second one is no white space.
    for error in refused_as_anything("\u{feff}\u{feff}{}") {
        assert_eq!((error.line(), error.column()), (1, 1), "{error}");
    }
}

#[test]
fn errors_say_the_line_and_the_column() {
    let error = refused::<Thing>("{\r\n \"text\": \"hunter2\",\n \"count\": hunter2\n}");
    assert_eq!((error.line(), error.column()), (3, 11));
    assert!(
        error
            .to_string()
            .ends_with("expected value at line 3 column 11"),
        "{error}"
    );
    let error = refused::<AnyThing>("{\"text\": \"hunter2\" \"count\": 1}");
    assert_eq!((error.line(), error.column()), (1, 20));
    let error = refused::<AnyThing>("{\"unknown\": {\"hunter2\": [1,\n2,]}}");
    assert_eq!((error.line(), error.column()), (2, 3));
}

#[test]
fn garbage_behind_the_value_is_an_error() {
    for (body, column) in [
        ("{}hunter2", 3),
        ("{} {\"hunter2\":1}", 4),
        ("{}\"hunter2\"", 3),
        ("{},", 3),
    ] {
        for error in refused_as_anything(body) {
            assert_eq!((error.line(), error.column()), (1, column), "{error}");
            assert!(error.to_string().contains("trailing characters"));
        }
    }
}

/// Cut off anywhere, an answer is an error that says so, and never half a value.
#[test]
fn a_truncated_answer_is_an_error_wherever_it_ends() {
    let body = r##"{"id":"hunter2","text":"hunter2é\u00e9","count":3,"flag":true,"part":{"x":[1.5,null]},"y":{"z":[{}]},
        "parts":[{"label":"hunter2"}],"@odata.type":"#microsoft.graph.gadget","bytes":"AQI="}"##;
    read::<AnyThing>(body).unwrap();
    for end in 1..body.len() {
        let error = refused::<AnyThing>(&body.as_bytes()[..end]);
        // In the middle of a character or behind a decimal point, it is that which is wrong.
        let middle = !body.is_char_boundary(end) || body[..end].ends_with('.');
        assert!(error.is_truncated() || middle, "{error}");
        assert!(error.line() > 0, "{error}");
        refused::<Page<AnyThing>>(&body.as_bytes()[..end]);
    }
}

#[test]
fn json_of_another_shape_is_an_error_that_says_which() {
    for (body, found) in [
        (r#"["hunter2"]"#, "a JSON array"),
        (r#""hunter2""#, "a JSON string"),
        ("17", "a number"),
        ("-1.5e3", "a number"),
        ("true", "true or false"),
        ("false", "true or false"),
        ("null", "null"),
        (" null ", "null"),
    ] {
        for error in refused_as_anything(body) {
            let expected = format!("expected a JSON object, found {found}");
            assert!(error.to_string().ends_with(&expected), "{error}");
        }
    }
}

#[test]
fn an_object_that_is_no_page_is_refused() {
    for body in [
        "{}",
        r#"{"id":"1"}"#,
        r#"{"value":5}"#,
        r#"{"value":null}"#,
        r#"{"value":{"id":"1"}}"#,
        r#"{"value":[{"id":"1"},5]}"#,
    ] {
        let error = refused::<Page<AnyThing>>(body);
        let expected = r#"expected a collection, `{"value": [...]}`, found other JSON"#;
        assert!(error.to_string().ends_with(expected), "{body}: {error}");
        // As data it is kept whole all the same.
        let page: Page<AnyThing> = serde_json::from_str(body).unwrap();
        let before: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(serde_json::to_value(&page).unwrap(), before);
    }
}

#[test]
fn a_link_that_is_no_text_is_kept() {
    let body = r#"{"@odata.nextLink":7,"value":[]}"#;
    let page: Page<AnyThing> = read(body).unwrap();
    assert!(page.value.is_empty() && page.next_link.is_none());
    let before: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(serde_json::to_value(&page).unwrap(), before);
}

#[test]
fn what_is_no_unicode_is_an_error() {
    for body in [
        &b"{\"text\":\"hunter2\xff\"}"[..],
        b"{\"unknown\":\"hunter2\xc3\"}",
        b"{\"hunter2\xf0\x28\":1}",
        b"{\"part\":[\"hunter2\xed\xa0\x80\"]}",
        // A name with half a character in it.
        b"{\"hunter2\\ud800\":1}",
    ] {
        let error = refused::<AnyThing>(body);
        assert_eq!(error.line(), 1, "{error}");
    }
    // Half a character in an escape is JSON all the same, but no value of any property: it is kept.
    for body in [
        r#"{"unknown":"\ud800"}"#,
        r#"{"text":"a\ud800","colour":"\udc00","texts":["a","\ud800"]}"#,
    ] {
        let thing: AnyThing = read(body).unwrap();
        assert_eq!((&thing.text, &thing.texts), (&None, &None));
        assert_eq!(serde_json::to_string(&thing).unwrap(), body);
    }
    let body =
        r##"{"size":1,"spare":"\ud800","gram":1e999,"@odata.type":"#microsoft.graph.tinyGadget"}"##;
    let AnyThing::TinyGadget(gadget) = read(body).unwrap() else {
        panic!("the type is declared");
    };
    assert_eq!((gadget.size, gadget.gram), (Some(1), None));
    assert_eq!(
        serde_json::to_string(&gadget).unwrap(),
        r##"{"@odata.type":"#microsoft.graph.tinyGadget","size":1,"spare":"\ud800","gram":1e999}"##
    );
}

#[test]
fn a_number_beyond_all_doubles_is_kept() {
    let body = r#"{"double":1e999,"count":-1e999,"decimal":1e999,"part":[1e999],"unknown":1e999}"#;
    let thing: Thing = read(body).unwrap();
    assert_eq!((thing.double, thing.count), (None, None));
    assert_eq!(thing.decimal.as_ref().unwrap().as_str(), "1e999");
    let written = serde_json::to_string(&thing).unwrap();
    assert_eq!(written.len(), body.len());
    assert_eq!(read::<Thing>(written).unwrap(), thing);
}

const TEN_MEGABYTES: usize = 10 << 20;

/// Whether it can be read; what was read is cloned, compared, written and dropped, on the stack of an ordinary thread.
fn survives<T: Decode + Clone + PartialEq + serde::Serialize>(body: String) -> bool {
    let body = Bytes::from(body);
    let Ok(value) = read::<T>(body.clone()) else {
        return false;
    };
    assert!(value == value.clone());
    // The order may be another, but no part is missing.
    assert_eq!(serde_json::to_string(&value).unwrap().len(), body.len());
    true
}

fn nested(open: &str, close: &str, bytes: usize) -> String {
    let levels = bytes / (open.len() + close.len());
    open.repeat(levels) + "{}" + &close.repeat(levels)
}

#[test]
fn ten_megabytes_of_nesting_are_survived() {
    let closed = |open, close| nested(open, close, TEN_MEGABYTES);
    assert!(survives::<Part>(closed(r#"{"a":"#, "}")));
    assert!(survives::<Chain>(closed(r#"{"next":"#, "}")));
    assert!(survives::<Chain>(closed(r#"{"links":["#, "]}")));
    assert!(survives::<Page<Chain>>(closed(r#"{"value":["#, "]}")));
    assert!(survives::<AnyPart>(closed(r#"{"@odata.type":["#, "]}")));
    assert!(survives::<AnyPart>(closed(
        r##"{"@odata.type":"#microsoft.graph.screw","bolt":"##,
        "}"
    )));
    assert!(!survives::<AnyPart>(closed("[", "]")));
}

#[test]
fn ten_megabytes_of_nesting_without_an_end_are_an_error() {
    for open in ["[", r#"{"a":"#, r#"{"next":"#, r#"{"links":["#] {
        let body = open.repeat(TEN_MEGABYTES / open.len());
        assert!(refused::<Chain>(body).is_truncated(), "{open}");
    }
    let open = r##"{"@odata.type":"#microsoft.graph.screw","bolt":"##;
    refused::<Page<AnyPart>>(format!(r#"{{"value":[{}"#, open.repeat(1 << 17)));
}

/// Each level is read again once its type is known, so that this takes longest.
#[test]
fn nesting_of_late_types_is_survived() {
    let (open, close) = (
        r#"{"bolt":"#,
        r##","@odata.type":"#microsoft.graph.screw"}"##,
    );
    let mut body = nested(open, close, 200 << 10);
    assert!(survives::<AnyPart>(body.clone()));
    body.pop();
    assert!(!survives::<AnyPart>(body));
}

/// Whether each name in a JSON text is text: an escape in it may be half a character, which no string has.
fn has_only_names_of_text(json: &str) -> bool {
    Names
        .deserialize(&mut serde_json::Deserializer::from_str(json))
        .is_ok()
}

/// Reads the names of all objects as text, and values as JSON alone: a value may be half a character, or a number beyond all doubles.
struct Names;

impl<'de> DeserializeSeed<'de> for Names {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        let mut inner = serde_json::Deserializer::from_str(json);
        let read = match json.as_bytes().first() {
            Some(b'{') => inner.deserialize_map(Names),
            Some(b'[') => inner.deserialize_seq(Names),
            _ => Ok(()),
        };
        read.map_err(D::Error::custom)
    }
}

impl<'de> Visitor<'de> for Names {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("names of text")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key::<String>()?.is_some() {
            map.next_value_seed(Names)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Names)?.is_some() {}
        Ok(())
    }
}

#[test]
fn names_of_text_are_told_from_others() {
    for (json, is_text) in [
        (r#"{"a":"\ud800","b":[1e999,{"c\u00e4":{}}]}"#, true),
        (r#"{"a\ud83d\ude00":1}"#, true),
        (r#"{"a\ud800":1}"#, false),
        (r#"{"a":1,"a":[[{"\udc00":1}]],"a":2}"#, false),
        (r#"{"\ud800\u0041":1}"#, false),
    ] {
        assert_eq!(has_only_names_of_text(json), is_text, "{json}");
        // All of it is JSON, and what no declared type reads is kept.
        let unknown = format!("{{\"unknown\":{json}}}");
        assert_eq!(
            serde_json::to_string(&read::<Thing>(unknown.clone()).unwrap()).unwrap(),
            unknown
        );
        assert_eq!(
            read::<Thing>(json).is_ok(),
            is_text || json.contains("[["),
            "{json}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A byte changed, cut out or put in: an error or a value, and no word of the body in the error.
    #[test]
    fn damaged_answers_do_no_harm(thing in any_thing(), seed: u64, at: prop::sample::Index, byte: u8, how in 0..3) {
        let mut body = thing.sloppy(seed).into_bytes();
        let at = at.index(body.len());
        match how {
            0 => body[at] = byte,
            1 => drop(body.remove(at)),
            _ => body.insert(at, byte),
        }
        // What is JSON and what is not, serde_json says.
        let json = str::from_utf8(&body).ok().filter(|text| serde_json::from_str::<IgnoredAny>(text).is_ok());
        let is_object = body.trim_ascii_start().starts_with(b"{");
        let [thing, any_thing] = [read::<Thing>(body.clone()).err(), read::<AnyThing>(body.clone()).err()];
        for error in [&thing, &any_thing] {
            // A name with half a character in it is refused where a declared type reads it, and kept where nobody does.
            if json.is_none_or(has_only_names_of_text) {
                prop_assert_eq!(error.is_none(), json.is_some() && is_object, "{:?} {:?}", error, body.escape_ascii());
            }
        }
        for error in [
            thing,
            any_thing,
            read::<Page<AnyThing>>(body.clone()).err(),
        ].into_iter().flatten() {
            let shown = error.to_string();
            prop_assert!(shown.is_ascii() && shown.len() < 200, "{}", shown);
        }
    }

    #[test]
    fn answers_of_any_bytes_do_no_harm(body in prop::collection::vec(any::<u8>(), 0..64)) {
        let error = read::<AnyThing>(body.clone()).err();
        prop_assert!(error.is_none_or(|error| error.to_string().is_ascii()));
        let page = read::<Page<AnyThing>>(body);
        prop_assert!(page.is_err());
    }
}
