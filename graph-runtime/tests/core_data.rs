//! Decoding never fails, whatever a service sends, and encoding gives back what came.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use graph_runtime::Page;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[path = "core/mod.rs"]
mod declared;

use declared::json::{J, Ordered};
use declared::schema::{any_part, any_thing, normalize_thing};
use declared::{AnyPart, AnyThing, AnyWide, Chain, Colour, Gadget, Part, Thing, Wide, Wider};

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Decodes and encodes; what comes out has to be what went in, after `normalize`, and of a clone as well.
fn round_trip<T: Serialize + DeserializeOwned + Clone>(
    text: &str,
    normalize: fn(&mut Value),
) -> Result<T, TestCaseError> {
    let fail = |error: serde_json::Error| TestCaseError::fail(error.to_string());
    let decoded: T = serde_json::from_str(text).map_err(fail)?;
    let encoded = serde_json::to_string(&decoded).map_err(fail)?;
    let of_clone = serde_json::to_string(&decoded.clone()).map_err(fail)?;
    prop_assert_eq!(&of_clone, &encoded);
    let mut before: Value = serde_json::from_str(text).map_err(fail)?;
    let mut after: Value = serde_json::from_str(&encoded).map_err(fail)?;
    normalize(&mut before);
    normalize(&mut after);
    prop_assert_eq!(before, after, "{}", encoded);
    // A `Value` hides a name that is written twice.
    let Ordered(entries) = serde_json::from_str(&encoded).map_err(fail)?;
    let names: BTreeSet<_> = entries.iter().map(|(name, _)| name).collect();
    prop_assert_eq!(names.len(), entries.len(), "{}", encoded);
    Ok(decoded)
}

/// Equal values, or values that hold a NaN, which equals nothing.
fn same<T: PartialEq + Serialize>(one: &T, other: &T) -> bool {
    let json = |value| serde_json::to_value(value).unwrap();
    one == other || json(one) == json(other) && json(one).to_string().contains("NaN")
}

fn normalize_page(page: &mut Value) {
    if let Some(Value::Array(members)) = page.get_mut("value") {
        members.iter_mut().for_each(normalize_thing);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_is_lost(thing in any_thing(), seed: u64) {
        let text = thing.sloppy(seed);
        let base: Thing = round_trip(&text, normalize_thing)?;
        let family: AnyThing = round_trip(&text, normalize_thing)?;
        round_trip::<Gadget>(&text, normalize_thing)?;

        // Whatever the family made of it, it reads as the base.
        prop_assert_eq!(&family.text, &base.text);
        prop_assert_eq!(&family.id, &base.id);

        let encoded = serde_json::to_string(&family).unwrap();
        let again: AnyThing = serde_json::from_str(&encoded).unwrap();
        prop_assert!(same(&again, &family), "{:?}\n{:?}", again, family);
    }

    #[test]
    fn nothing_is_lost_in_pages(things in prop::collection::vec(any_thing(), 0..4), seed: u64, next: bool) {
        let mut page = vec![("value".to_owned(), J::Array(things.clone()))];
        if next {
            page.insert(0, ("@odata.nextLink".to_owned(), J::text("https://graph.microsoft.com/x?$skiptoken=a")));
            page.push(("@odata.count".to_owned(), J::number(7)));
            page.push(("@odata.context".to_owned(), J::text("$metadata")));
        }
        let page: Page<AnyThing> = round_trip(&J::Object(page).sloppy(seed), normalize_page)?;
        prop_assert_eq!(page.value.len(), things.len());
        prop_assert_eq!(page.next_link.is_some(), next);
        prop_assert_eq!(page.count.is_some(), next);
    }

    #[test]
    fn the_place_of_the_type_makes_no_difference(thing in any_thing()) {
        let J::Object(mut entries) = thing else { unreachable!() };
        let Some(index) = entries.iter().position(|(name, _)| name == "@odata.type" || name == "@type") else {
            return Ok(());
        };
        let entry = entries.remove(index);
        let with_type_at = |index: usize| {
            let mut entries = entries.clone();
            entries.insert(index, entry.clone());
            serde_json::from_str::<AnyThing>(&J::Object(entries).compact()).unwrap()
        };
        let first = with_type_at(0);
        for index in 1..=entries.len() {
            prop_assert!(same(&first, &with_type_at(index)), "{}", index);
        }
    }

    #[test]
    fn all_ways_in_and_out_agree(thing in any_thing()) {
        let text = thing.compact();
        let value: Value = serde_json::from_str(&text).unwrap();
        let slice: AnyThing = serde_json::from_slice(text.as_bytes()).unwrap();
        let string: AnyThing = serde_json::from_str(&text).unwrap();
        let reader: AnyThing = serde_json::from_reader(text.as_bytes()).unwrap();
        let owned: AnyThing = serde_json::from_value(value.clone()).unwrap();
        let borrowed = <AnyThing as serde::Deserialize>::deserialize(&value).unwrap();
        prop_assert!(same(&slice, &string) && same(&slice, &reader) && same(&owned, &borrowed));

        let expected: Value = serde_json::from_str(&serde_json::to_string(&slice).unwrap()).unwrap();
        for way in [&slice, &owned] {
            prop_assert_eq!(&serde_json::to_value(way).unwrap(), &expected);
            let bytes = serde_json::to_vec_pretty(way).unwrap();
            prop_assert_eq!(&serde_json::from_slice::<Value>(&bytes).unwrap(), &expected);
        }
    }

    #[test]
    fn nothing_is_lost_deep_down(part in any_part(2), properties in prop::collection::vec(0..4usize, 1..60), late: bool, seed: u64) {
        let deep = properties.iter().fold(part, |inner, property| {
            // Two of the four are the subtype's own: with a late type, all of the depth is read again at each level.
            let (name, value) = match property {
                0 => ("inner", inner),
                1 => ("inners", J::Array(vec![inner])),
                2 => ("bolt", inner),
                _ => ("bolts", J::Array(vec![J::Object(vec![]), inner])),
            };
            let mut entries = vec![(name.to_owned(), value)];
            let place = if late { entries.len() } else { 0 };
            entries.insert(place, ("@odata.type".to_owned(), J::text("#microsoft.graph.screw")));
            J::Object(entries)
        });
        // Under the name of a property, so that the parts are normalized.
        let thing = J::Object(vec![("part".to_owned(), deep)]);
        round_trip::<Thing>(&thing.sloppy(seed), normalize_thing)?;
    }
}

/// Encodes what was decoded, without any form that may differ: the very values have to come back.
fn comes_back<T: Serialize + DeserializeOwned>(value: Value) -> T {
    let decoded: T = serde_json::from_str(&value.to_string()).unwrap();
    let encoded = serde_json::to_string(&decoded).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&encoded).unwrap(), value);
    decoded
}

#[test]
fn the_type_is_read_in_any_place_with_and_without_hash() {
    for text in [
        r##"{"@odata.type":"#microsoft.graph.tinyGadget","gram":1.5,"size":3,"text":"t","x":[1]}"##,
        r##"{"gram":1.5,"@odata.type":"microsoft.graph.tinyGadget","size":3,"text":"t","x":[1]}"##,
        r##"{"text":"t","x":[1],"size":3,"gram":1.5,"@odata.type":"#microsoft.graph.tinyGadget"}"##,
    ] {
        let thing: AnyThing = serde_json::from_str(text).unwrap();
        let AnyThing::TinyGadget(gadget) = &thing else {
            panic!("{thing:?}");
        };
        assert_eq!((gadget.gram, gadget.size), (Some(1.5), Some(3)));
        assert_eq!(gadget.text.as_deref(), Some("t"));
        let unknown: Vec<_> = gadget.unknown().map(|(name, _)| name).collect();
        assert_eq!(unknown, ["x"]);
        comes_back::<AnyThing>(serde_json::from_str(text).unwrap());
    }
}

#[test]
fn an_undeclared_subtype_is_kept_whole_and_readable_as_its_base() {
    for name in [
        "#microsoft.graph.contraption",
        "#Microsoft.Graph.Contraption",
        "",
    ] {
        let thing = comes_back::<AnyThing>(json!({
            "id": "1", "size": 3, "@odata.type": name, "text": "t", "levers": [{"@odata.type": "x"}],
        }));
        assert!(matches!(thing, AnyThing::Thing(_)));
        assert_eq!(thing.text.as_deref(), Some("t"));
        assert_eq!(thing.odata_type(), Some(name));
        assert_eq!(thing.get_unknown("size").unwrap().get(), "3");
    }
}

#[test]
fn an_undeclared_member_keeps_its_name() {
    let thing = comes_back::<Thing>(json!({
        "colour": "unknownFutureValue", "colours": ["red", "Mauve", ""],
    }));
    assert_eq!(thing.colour.unwrap().as_str(), "unknownFutureValue");
    assert_eq!(thing.colours.as_deref().unwrap()[0], Colour::Red);
    let odd = comes_back::<Thing>(json!({"colour": 1, "colours": ["red", 2]}));
    assert_eq!((odd.colour, odd.colours), (None, None));
}

#[test]
fn nulls_come_back_as_nulls_and_what_is_absent_stays_absent() {
    let thing = comes_back::<AnyThing>(json!({
        "@odata.type": "#microsoft.graph.gadget", "@odata.etag": null, "id": null, "text": null,
        "parts": null, "json": null, "part": {"inner": null, "inners": null}, "size": null,
        "spares": null, "nobodyKnows": null,
    }));
    assert_eq!(
        (&thing.text, &thing.id, &thing.parts),
        (&None, &None, &None)
    );
    comes_back::<Thing>(json!({}));
    comes_back::<Page<Thing>>(json!({"value": [], "@odata.nextLink": null, "@odata.count": null}));
    comes_back::<Page<Thing>>(json!({"value": null}));
}

#[test]
fn nulls_come_back_from_types_with_many_properties() {
    let mut all: serde_json::Map<String, Value> = (0..140)
        .map(|index| (format!("w{index:03}"), Value::Null))
        .collect();
    all.insert("next".to_owned(), Value::Null);
    let wide = comes_back::<Wide>(Value::Object(all.clone()));
    assert_eq!(wide.w139, None);

    // With the type last, everything was read as the base before.
    for (name, value) in [("last", json!(null)), ("lastNumber", json!(1))] {
        all.insert(name.to_owned(), value);
    }
    let early = r##""@odata.type":"#microsoft.graph.wider""##;
    let rest = Value::Object(all).to_string();
    let rest = rest.trim_matches(['{', '}']);
    let first: AnyWide = serde_json::from_str(&format!("{{{early},{rest}}}")).unwrap();
    let last: AnyWide = serde_json::from_str(&format!("{{{rest},{early}}}")).unwrap();
    assert!(matches!(&last, AnyWide::Wider(wider) if wider.last_number == Some(1)));
    assert_eq!(first, last);
    comes_back::<AnyWide>(serde_json::to_value(&last).unwrap());
}

#[test]
fn what_the_program_sets_replaces_what_came() {
    let came = json!({
        "@odata.type": 5, "id": null, "count": "Int32", "text": null, "flag": {"a": 1}, "x": 1,
    });
    let mut thing: Thing = serde_json::from_value(came).unwrap();
    thing.set_odata_type("#microsoft.graph.thing");
    thing.id = Some("1".into());
    thing.count = Some(3);
    thing.text = Some("t".to_owned());
    // As text: a `Value` would hide a name that is written twice.
    assert_eq!(
        serde_json::to_string(&thing).unwrap(),
        r##"{"@odata.type":"#microsoft.graph.thing","id":"1","text":"t","count":3,"flag":{"a":1},"x":1}"##
    );

    let mut wide: Wide = serde_json::from_str(r#"{"w139":null,"w000":null}"#).unwrap();
    wide.w139 = Some("a".to_owned());
    wide.w000 = Some("b".to_owned());
    assert_eq!(
        serde_json::to_string(&wide).unwrap(),
        r#"{"w000":"b","w139":"a"}"#
    );
}

#[test]
fn equality_knows_neither_order_nor_explicit_nulls() {
    let thing = |text: &str| serde_json::from_str::<Thing>(text).unwrap();
    assert_eq!(thing(r#"{"x":1,"y":2}"#), thing(r#"{"y":2,"x":1}"#));
    assert_eq!(thing(r#"{"x":null,"id":null,"text":null}"#), thing("{}"));
    assert_ne!(thing(r#"{"x":1}"#), thing(r#"{"x":2}"#));
    assert_ne!(thing(r#"{"x":1}"#), thing(r#"{"x":1,"y":2}"#));
    assert_ne!(thing(r#"{"x":1,"y":2}"#), thing(r#"{"x":1}"#));
}

#[test]
fn records_are_equal_if_all_properties_are_as_values() {
    let wider = |text: &str| serde_json::from_str::<Wider>(text).unwrap();
    let text = r#"{"w000":"a","w017":"b","w139":"c"}"#;
    assert_eq!(wider(text), wider(text).clone());
    for other in [
        r#"{"w017":"b","w139":"c"}"#,
        r#"{"w000":"a","w017":"x","w139":"c"}"#,
        r#"{"w000":"a","w018":"b","w139":"c"}"#,
        r#"{"w000":"a","w017":"b","w139":"x"}"#,
    ] {
        assert_ne!(wider(text), wider(other));
        assert_ne!(wider(other), wider(text));
    }
    let chain = |text: &str| serde_json::from_str::<Chain>(text).unwrap();
    let text = r#"{"next":{"note":"a"},"links":[{},{"note":"b"}]}"#;
    assert_eq!(chain(text), chain(text).clone());
    assert_ne!(
        chain(text),
        chain(r#"{"next":{"note":"x"},"links":[{},{"note":"b"}]}"#)
    );
    assert_ne!(
        chain(text),
        chain(r#"{"next":{"note":"a"},"links":[{},{"note":"x"}]}"#)
    );
    let thing = |text: &str| serde_json::from_str::<Thing>(text).unwrap();
    assert_eq!(
        thing(r#"{"moment":"2026-01-01T00:00:00Z"}"#),
        thing(r#"{"moment":"2026-01-01T00:00:00.000Z"}"#)
    );
    assert_eq!(Gadget::default(), Gadget::default());
    assert_ne!(
        Gadget::default(),
        serde_json::from_str(r#"{"size":1}"#).unwrap()
    );
}

#[test]
fn digits_beyond_a_double_survive_wherever_no_number_is_read() {
    let digits = "1234567890.12345678901234567890";
    let text = format!(
        r#"{{"decimal":{digits},"json":{digits},"part":[{digits}],"texts":{{"a":{digits}}},"x":{digits},"y":1e999}}"#
    );
    let thing: Thing = serde_json::from_str(&text).unwrap();
    assert_eq!(thing.decimal.as_ref().unwrap().as_str(), digits);
    assert_eq!(serde_json::to_string(&thing).unwrap(), text);
}

/// `levels` objects, one inside the other.
fn nested(open: &str, close: &str, levels: usize) -> String {
    open.repeat(levels) + "{}" + &close.repeat(levels)
}

#[test]
fn no_depth_is_too_deep() {
    for levels in [60, 127, 128, 1_000, 20_000] {
        for (open, close) in [
            (r#"{"next":"#, "}"),
            (r#"{"links":["#, "]}"),
            (r#"{"note":"#, "}"),
            (r#"{"x":"#, "}"),
        ] {
            let text = nested(open, close, levels);
            let chain: Chain = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_string(&chain).unwrap(), text);
            assert_eq!(chain.clone(), chain);
            assert_eq!(format!("{chain:?}"), format!("Chain {text}"));
        }
    }
    assert_eq!(depth_of(60), 61);
}

/// How many levels are read as what they are, of a chain of so many.
fn depth_of(levels: usize) -> usize {
    let chain: Chain = serde_json::from_str(&nested(r#"{"next":"#, "}", levels)).unwrap();
    std::iter::successors(Some(&chain), |chain| chain.next.as_deref()).count()
}

/// The levels of a late type are read again and again, each time by a deserializer that counts from the beginning.
#[test]
fn no_depth_of_late_types_is_too_deep() {
    let close = r##","@odata.type":"#microsoft.graph.screw"}"##;
    for (levels, open) in [
        (60, r#"{"bolt":"#),
        (2_000, r#"{"bolt":"#),
        (2_000, r#"{"inner":"#),
    ] {
        let text = nested(open, close, levels);
        let part: AnyPart = serde_json::from_str(&text).unwrap();
        assert!(matches!(&part, AnyPart::Screw(_)));
        let typed = std::iter::successors(Some(&part), |part| match part {
            AnyPart::Screw(screw) => screw.bolt.as_deref(),
            AnyPart::Part(_) => None,
        });
        assert!(levels != 60 || typed.count() == 61);
        let encoded = serde_json::to_string(&part).unwrap();
        // The type is written first, except where it was not read.
        assert_eq!(encoded.len(), text.len());
        assert_eq!(encoded.matches("screw").count(), levels);
    }
}

/// Structs of several kilobytes, one inside the other, on the stack of an ordinary thread.
#[test]
fn wide_types_nest_as_deep_as_the_stack_bears() {
    assert!(size_of::<Wide>() > 3_000);
    let text = nested(r#"{"next":"#, "}", 10_000);
    let wide: Wide = serde_json::from_str(&text).unwrap();
    assert!(wide.next.is_some());
    assert_eq!(serde_json::to_string(&wide).unwrap(), text);
    let close = r##","@odata.type":"#microsoft.graph.wider"}"##;
    let text = nested(r#"{"late":"#, close, 1_000);
    let wide: AnyWide = serde_json::from_str(&text).unwrap();
    assert!(matches!(&wide, AnyWide::Wider(wider) if wider.late.is_some()));
    assert_eq!(serde_json::to_string(&wide).unwrap().len(), text.len());
}

/// Not even if it broke off in the depth.
#[test]
fn the_depth_of_one_value_does_not_burden_the_next() {
    let depth = depth_of(200);
    for _ in 0..3 {
        let error = serde_json::from_str::<Chain>(r#"{"next":{"next":{"next":"#).unwrap_err();
        assert!(error.is_eof());
        assert_eq!(depth_of(200), depth);
    }
}

#[test]
fn the_debug_form_is_the_json() {
    let part: Part = serde_json::from_value(json!({"label": "a", "x": {"y": 1}})).unwrap();
    assert_eq!(format!("{part:?}"), r#"Part {"label":"a","x":{"y":1}}"#);
    let wider = Wider::default();
    assert_eq!(
        format!("{wider:?}"),
        r##"Wider {"@odata.type":"#microsoft.graph.wider"}"##
    );
}

/// A `thing` with this property alone, and whether the property was read rather than kept.
fn property(name: &str, value: &Value) -> (Thing, bool) {
    let thing: Thing = serde_json::from_value(json!({name: value})).unwrap();
    let read = thing.get_unknown(name).is_none();
    (thing, read)
}

#[test]
fn every_known_form_is_read_and_comes_back_as_it_came() {
    for (name, values) in [
        ("text", json!(["", "a", "\u{0}\"\\/\u{2028}😀"])),
        ("flag", json!([true, false])),
        ("tiny", json!([i8::MIN, i8::MAX])),
        ("octet", json!([0, 255])),
        ("short", json!([i16::MIN, i16::MAX])),
        ("count", json!([i32::MIN, i32::MAX])),
        (
            "long",
            json!([i64::MIN, i64::MAX, 9_007_199_254_740_993_i64]),
        ),
        ("single", json!([0.1, -1.5e30, "NaN", "INF", "-INF"])),
        (
            "double",
            json!([
                0.1,
                -1.5e300,
                f64::MIN_POSITIVE,
                f64::MAX,
                "NaN",
                "INF",
                "-INF"
            ]),
        ),
        ("decimal", json!([0, -1.5, u64::MAX])),
        ("guid", json!(["a10cee54-8ef6-42f8-9ad0-3ab1d1e2ff3c"])),
        ("day", json!(["2020-02-29", "0001-01-01", "9999-12-31"])),
        (
            "moment",
            json!([
                "2020-01-31T08:15:00.1234567Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.9999999Z"
            ]),
        ),
        ("time", json!(["16:00:00.0000000", "08:15"])),
        ("span", json!(["P1DT2H", "PT0S", "-PT5M"])),
        ("bytes", json!(["", "QQ==", "+/8A"])),
        (
            "json",
            json!([5, "a", true, [], [null], {"a": {"b": null}}]),
        ),
        ("colour", json!(["red", "mauve", ""])),
        (
            "part",
            json!([{}, {"@odata.type": "#microsoft.graph.screw", "pitch": 1.5}, {"x": 1}]),
        ),
        ("texts", json!([[], ["a", ""]])),
        ("moments", json!([["2020-01-31T08:15Z"]])),
        ("colours", json!([["green", "mauve"]])),
        (
            "parts",
            json!([[], [{}, {"@odata.type": "microsoft.graph.nail"}]]),
        ),
    ] {
        for value in values.as_array().unwrap() {
            let (thing, read) = property(name, value);
            assert!(read, "{name} {value}");
            assert_eq!(serde_json::to_value(&thing).unwrap(), json!({name: value}));
        }
    }
}

#[test]
fn known_sloppy_forms_are_read() {
    for (name, came, written) in [
        ("flag", json!("true"), json!(true)),
        ("flag", json!("False"), json!(false)),
        ("count", json!("-5"), json!(-5)),
        ("long", json!("9223372036854775807"), json!(i64::MAX)),
        ("double", json!(5), json!(5.0)),
        ("double", json!("2.5"), json!(2.5)),
        ("single", json!(0.100_000_001_490_116_12), json!(0.1)),
        ("decimal", json!("-0.10"), json!(-0.10)),
        (
            "guid",
            json!("A10CEE54-8EF6-42F8-9AD0-3AB1D1E2FF3C"),
            json!("a10cee54-8ef6-42f8-9ad0-3ab1d1e2ff3c"),
        ),
        ("bytes", json!("-_8"), json!("+/8=")),
    ] {
        let (thing, read) = property(name, &came);
        assert!(read, "{name} {came}");
        assert_eq!(
            serde_json::to_value(&thing).unwrap(),
            json!({name: written})
        );
    }
}

#[test]
fn what_does_not_fit_is_kept_as_it_came() {
    for (name, values) in [
        ("text", json!([5, -1.5, true, [], {"a": 1}])),
        ("flag", json!([0, 1, "yes", "", []])),
        ("tiny", json!([128, -129, 1.5, "128", "Int32"])),
        ("octet", json!([-1, 256, "-1"])),
        ("count", json!([2_147_483_648_i64, 5.0, "5.0", " 5", {}])),
        (
            "long",
            json!([9_223_372_036_854_775_808_u64, "9223372036854775808", 1e3]),
        ),
        ("single", json!([1e39, -1e39, "1e39", "nan", true])),
        (
            "double",
            json!(["1e999", "Infinity", "inf", "", "0x1", false, []]),
        ),
        ("decimal", json!(["", "Decimal", true, []])),
        (
            "guid",
            json!([
                "",
                "String (identifier)",
                "a10cee548ef642f89ad03ab1d1e2ff3c",
                "{a10cee54-8ef6-42f8-9ad0-3ab1d1e2ff3c}",
                5
            ]),
        ),
        (
            "day",
            json!([
                "2021-02-29",
                "20200131",
                "2020-W05-5",
                "2020-01-31T08:15:00Z",
                "Date",
                5
            ]),
        ),
        (
            "moment",
            json!(["String (timestamp)", "2020-01-31", 1_580_458_500, {"dateTime": "a"}]),
        ),
        ("time", json!(["24:00:00", "8:15", 8])),
        ("span", json!(["2 hours", "", 60])),
        ("bytes", json!(["Binary", "String (base64)", 1, [1, 2]])),
        ("colour", json!([0, true, ["red"], {}])),
        ("part", json!(["a", 5, [], [{}], true])),
        (
            "texts",
            json!(["a", [null], ["a", null, "b"], ["a", 5], {"0": "a"}]),
        ),
        ("counts", json!([[1, "two", 3], [1.5], 1])),
        (
            "parts",
            json!([{}, [{"label": "a", "x": 1}, null], [{}, "a", {}]]),
        ),
    ] {
        for value in values.as_array().unwrap() {
            let (thing, read) = property(name, value);
            assert!(!read, "{name} {value}");
            assert_eq!(serde_json::to_value(&thing).unwrap(), json!({name: value}));
        }
    }
}
