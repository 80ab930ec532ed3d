//! Declared types inside the program's own serde types, some of which hand on buffers instead of JSON text.
#![allow(clippy::unwrap_used)]

use graph_runtime::edm::Json;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[path = "core/mod.rs"]
mod declared;

use declared::schema::{any_thing, normalize_thing};
use declared::{AnyThing, Chain, Thing};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flattened {
    own: Option<i32>,
    #[serde(flatten)]
    thing: Thing,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct FlattenedFamily {
    #[serde(flatten)]
    thing: AnyThing,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(i32),
    Thing(Box<AnyThing>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    One(Box<Thing>),
    Many { things: Vec<AnyThing>, next: Chain },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Plain {
    things: Vec<AnyThing>,
    one: Option<Box<Thing>>,
}

fn example() -> Value {
    json!({
        "id": "1", "text": null, "count": "a", "decimal": 1.5, "json": {"a": [1, null]},
        "part": {"label": 5, "y": {"z": [1.5, "a", true, -3]}}, "parts": [{}, 5, {"x": [{}]}],
        "x": {"y": [1, {"z": null}]}, "@odata.context": "c", "own": 3,
        "@odata.type": "#microsoft.graph.gadget", "size": 2, "spare": {"pitch": 1.0},
    })
}

/// Decodes from text and from a `Value`, and encodes.
fn comes_back<T: Serialize + for<'de> Deserialize<'de>>(value: &Value) -> T {
    let from_text: T = serde_json::from_str(&value.to_string()).unwrap();
    let from_value: T = serde_json::from_value(value.clone()).unwrap();
    for decoded in [&from_text, &from_value] {
        assert_eq!(serde_json::to_value(decoded).unwrap(), *value);
        let text = serde_json::to_string(decoded).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), *value);
    }
    from_text
}

#[test]
fn a_flattened_type_keeps_what_it_does_not_know() {
    let value: Flattened = comes_back(&example());
    assert_eq!(value.own, Some(3));
    assert_eq!(
        value.thing.get_unknown("x").unwrap().get(),
        r#"{"y":[1,{"z":null}]}"#
    );
    assert_eq!(value.thing.decimal.as_ref().unwrap().as_str(), "1.5");
    let json: Value = value.thing.json.as_ref().map(Json::parse).unwrap().unwrap();
    assert_eq!(json, json!({"a": [1, null]}));
}

#[test]
fn a_flattened_family_finds_its_type() {
    let value: FlattenedFamily = comes_back(&example());
    let AnyThing::Gadget(gadget) = &value.thing else {
        panic!("the type is declared");
    };
    assert_eq!(gadget.size, Some(2));
}

#[test]
fn untagged_and_tagged_enums_can_hold_declared_types() {
    let value: Untagged = comes_back(&example());
    assert!(matches!(value, Untagged::Thing(thing) if matches!(*thing, AnyThing::Gadget(_))));
    assert_eq!(comes_back::<Untagged>(&json!(5)), Untagged::Number(5));
    // No object: no thing either.
    serde_json::from_value::<Untagged>(json!("a")).unwrap_err();

    let mut one = example();
    one["kind"] = json!("One");
    assert!(matches!(comes_back(&one), Tagged::One(_)));
    let many = json!({"kind": "Many", "things": [example(), {}], "next": {"next": {"x": 1}, "links": [1]}});
    assert!(matches!(comes_back(&many), Tagged::Many { .. }));
}

#[test]
fn declared_types_are_ordinary_fields() {
    let value: Plain = comes_back(&json!({"things": [example(), {}], "one": example()}));
    assert_eq!(value.things.len(), 2);
    comes_back::<Plain>(&json!({"things": [], "one": null}));
    // An error says what was expected, and quotes nothing.
    let error = serde_json::from_str::<Plain>(r#"{"things":["hunter2"],"one":null}"#).unwrap_err();
    assert!(
        error.to_string().contains("expected a JSON object"),
        "{error}"
    );
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

/// Buffers have a depth of their own; it is serde_json that refuses there, before anything of ours is asked.
#[test]
fn nesting_in_a_buffer_is_an_error_or_kept() {
    for (levels, accepted) in [(100, true), (20_000, false)] {
        for open in [r#"{"next":"#, r#"{"x":"#] {
            let chain = open.repeat(levels) + "{}" + &"}".repeat(levels);
            let text = format!(r#"{{"kind":"Many","things":[],"next":{chain}}}"#);
            let value = serde_json::from_str::<Tagged>(&text);
            assert_eq!(value.is_ok(), accepted);
            if let Ok(value) = value {
                assert_eq!(serde_json::to_string(&value).unwrap(), text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_in_a_buffer(thing in any_thing(), seed: u64) {
        let text = thing.sloppy(seed);
        let mut expected: Value = serde_json::from_str(&text).unwrap();
        normalize_thing(&mut expected);
        let untagged: Untagged = serde_json::from_str(&text).unwrap();
        let flattened: FlattenedFamily = serde_json::from_str(&text).unwrap();
        for mut value in [
            serde_json::to_value(&untagged).unwrap(),
            serde_json::to_value(&flattened).unwrap(),
        ] {
            normalize_thing(&mut value);
            prop_assert_eq!(&value, &expected);
        }
    }
}
