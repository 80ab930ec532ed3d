//! What goes out: exactly what was set, and nothing else.
#![allow(clippy::unwrap_used)]

use graph_runtime::edm::{Binary, DateTimeOffset, Decimal, Duration, Guid, Json, TimeOfDay};
use graph_runtime::path::Path as _;
use graph_runtime::{Create, Method, Update};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "core/mod.rs"]
mod declared;

use declared::json::{Ordered, any_text};
use declared::{AnyPart, Beta, Colour, Gadget, Part, Screw, Thing, TinyGadget};

fn ordered(json: &str) -> Ordered {
    serde_json::from_str(json).unwrap()
}

#[derive(Debug, Clone)]
enum Step {
    Text(String),
    Flag(bool),
    Long(i64),
    Double(f64),
    Colour(String),
    Part(String, Option<String>),
    Texts(Vec<String>),
    Json(i32, String),
    /// Of a base's property, of the type's own.
    ClearText,
    ClearPart,
    ClearSize,
    Size(i32),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any_text().prop_map(Step::Text),
        any::<bool>().prop_map(Step::Flag),
        any::<i64>().prop_map(Step::Long),
        any::<f64>().prop_map(Step::Double),
        any_text().prop_map(Step::Colour),
        (any_text(), proptest::option::of(any_text()))
            .prop_map(|(label, inner)| Step::Part(label, inner)),
        prop::collection::vec(any_text(), 0..4).prop_map(Step::Texts),
        (any::<i32>(), any_text()).prop_map(|(number, text)| Step::Json(number, text)),
        Just(Step::ClearText),
        Just(Step::ClearPart),
        Just(Step::ClearSize),
        any::<i32>().prop_map(Step::Size),
    ]
}

fn double(number: f64) -> Value {
    match number {
        number if number.is_nan() => json!("NaN"),
        f64::INFINITY => json!("INF"),
        f64::NEG_INFINITY => json!("-INF"),
        number => json!(number),
    }
}

fn part(label: &str) -> Part {
    Part {
        label: Some(label.to_owned()),
        ..Part::default()
    }
}

fn screw(label: &str, inner: Option<&str>) -> Screw {
    let inner = inner.map(|label| Box::new(part(label).into()));
    Screw {
        base: Part {
            inner,
            ..part(label)
        },
        ..Screw::default()
    }
}

fn screw_json(label: &str, inner: Option<&str>) -> Value {
    let mut json = json!({"@odata.type": "#microsoft.graph.screw", "label": label});
    if let Some(label) = inner {
        json["inner"] = json!({"@odata.type": "#microsoft.graph.part", "label": label});
    }
    json
}

/// Does the step to the update, and says what it has to make of the body.
fn take(step: &Step, update: Update<Gadget>) -> (Update<Gadget>, &'static str, Value) {
    match step {
        Step::Text(text) => (update.set(Thing::TEXT, text), "text", json!(text)),
        Step::Flag(flag) => (update.set(Thing::FLAG, *flag), "flag", json!(flag)),
        Step::Long(long) => (update.set(Thing::LONG, *long), "long", json!(long)),
        Step::Double(number) => (
            update.set(Thing::DOUBLE, *number),
            "double",
            double(*number),
        ),
        Step::Colour(name) => (
            update.set(Thing::COLOUR, Colour::from(name.as_str())),
            "colour",
            json!(name),
        ),
        Step::Part(label, inner) => (
            update.set(Thing::PART, screw(label, inner.as_deref())),
            "part",
            screw_json(label, inner.as_deref()),
        ),
        Step::Texts(texts) => (update.set(Thing::TEXTS, texts), "texts", json!(texts)),
        Step::Json(number, text) => {
            let value = json!({"a": [number, text], text: null});
            (update.set(Thing::JSON, value.clone()), "json", value)
        }
        Step::ClearText => (update.clear(Thing::TEXT), "text", Value::Null),
        Step::ClearPart => (update.clear(Thing::PART), "part", Value::Null),
        Step::ClearSize => (update.clear(Gadget::SIZE), "size", Value::Null),
        Step::Size(size) => (update.set(Gadget::SIZE, *size), "size", json!(size)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_body_is_what_was_set_last(steps in prop::collection::vec(any_step(), 0..20)) {
        let mut model = vec![("@odata.type".to_owned(), json!("#microsoft.graph.gadget"))];
        let mut update = Update::<Gadget>::new();
        for step in &steps {
            let (updated, name, value) = take(step, update);
            update = updated;
            model.retain(|(known, _)| known != name);
            model.push((name.to_owned(), value));
        }
        prop_assert_eq!(&ordered(&update.to_json()), &Ordered(model));

        let json = update.to_json();
        let request = Beta.things().id("1").patch(update.clone());
        prop_assert_eq!(request.problem(), None);
        let body = request.body().unwrap();
        prop_assert_eq!(body.content_type(), "application/json");
        prop_assert_eq!(body.bytes(), json.as_bytes());
        prop_assert_eq!(&Beta.things().id("1").patch(update), &request);
    }

    /// A value that was decoded goes out as it came in.
    #[test]
    fn a_decoded_value_is_sent_whole(part in declared::schema::any_part(2), seed: u64) {
        let decoded: AnyPart = serde_json::from_str(&part.sloppy(seed)).unwrap();
        let expected = serde_json::to_value(&decoded).unwrap();
        let sent: Value = serde_json::from_str(&Update::<Thing>::new()
            .set(Thing::PARTS, vec![decoded.clone()])
            .set(Thing::PART, decoded)
            .to_json()).unwrap();
        prop_assert_eq!(&sent["part"], &expected);
        prop_assert_eq!(&sent["parts"][0], &expected);
    }
}

#[test]
fn nothing_is_sent_that_was_not_set() {
    let empty = r##"{"@odata.type":"#microsoft.graph.thing"}"##;
    assert_eq!(Update::<Thing>::new().to_json(), empty);
    assert_eq!(Update::<Thing>::default().to_json(), empty);
    assert_eq!(Create::<Thing>::new().to_json(), empty);
}

#[test]
fn the_last_of_several_counts_and_stands_last() {
    let update = Update::<Thing>::new()
        .set(Thing::TEXT, "a")
        .set(Thing::COUNT, 1)
        .clear(Thing::FLAG)
        .set(Thing::TEXT, "b")
        .set(Thing::FLAG, true)
        .clear(Thing::COUNT);
    assert_eq!(
        update.to_json(),
        r##"{"@odata.type":"#microsoft.graph.thing","text":"b","flag":true,"count":null}"##
    );
    let create = Create::<Thing>::new()
        .set(Thing::TEXT, "a".repeat(1000))
        .set(Thing::COUNT, 1)
        .clear(Thing::TEXT)
        .set(Thing::COUNT, 2);
    assert_eq!(
        create.to_json(),
        r##"{"@odata.type":"#microsoft.graph.thing","text":null,"count":2}"##
    );
}

#[test]
fn every_kind_of_value_is_written_as_odata_says() {
    let guid: Guid = "A10CEE54-8EF6-42F8-9AD0-3AB1D1E2FF3C".parse().unwrap();
    let moment: DateTimeOffset = "2020-01-31T08:15:00.1234567Z".parse().unwrap();
    let create = Create::<Thing>::new()
        .set(Thing::TEXT, "\"quoted\" \\ \u{0}\u{1f}\n\u{2028}😀")
        .set(Thing::FLAG, false)
        .set(Thing::TINY, i8::MIN)
        .set(Thing::OCTET, u8::MAX)
        .set(Thing::SHORT, i16::MIN)
        .set(Thing::COUNT, i32::MIN)
        .set(Thing::LONG, i64::MIN)
        .set(Thing::SINGLE, 0.1f32)
        .set(Thing::DOUBLE, f64::MIN_POSITIVE)
        .set(
            Thing::DECIMAL,
            "123456789012345678901234567890.5"
                .parse::<Decimal>()
                .unwrap(),
        )
        .set(Thing::GUID, guid)
        .set(Thing::DAY, jiff::civil::date(2020, 2, 29))
        .set(Thing::MOMENT, moment)
        .set(
            Thing::TIME,
            "16:00:00.0000000".parse::<TimeOfDay>().unwrap(),
        )
        .set(Thing::SPAN, "-PT5M".parse::<Duration>().unwrap())
        .set(Thing::BYTES, &b"\xfb\xff\x00"[..])
        .set(Thing::JSON, Json::new(&[1, 2]).unwrap())
        .set(Thing::COLOUR, Colour::Green)
        .set(Thing::PART, Part::default())
        .set(Thing::TEXTS, ["a", ""])
        .set(Thing::COUNTS, Vec::<i32>::new())
        .set(Thing::MOMENTS, [jiff::Timestamp::UNIX_EPOCH])
        .set(Thing::COLOURS, vec![Colour::Red, Colour::from("mauve")])
        .set(
            Thing::PARTS,
            [AnyPart::from(Screw::default()), Part::default().into()],
        );
    let expected = concat!(
        r##"{"@odata.type":"#microsoft.graph.thing","##,
        r#""text":"\"quoted\" \\ \u0000\u001f\n"#,
        "\u{2028}😀",
        r#"","flag":false,"tiny":-128,"octet":255,"short":-32768,"count":-2147483648,"#,
        r#""long":-9223372036854775808,"single":0.1,"double":2.2250738585072014e-308,"#,
        r#""decimal":123456789012345678901234567890.5,"#,
        r#""guid":"a10cee54-8ef6-42f8-9ad0-3ab1d1e2ff3c","day":"2020-02-29","#,
        r#""moment":"2020-01-31T08:15:00.1234567Z","time":"16:00:00.0000000","span":"-PT5M","#,
        r#""bytes":"+/8A","json":[1,2],"colour":"green","#,
        r##""part":{"@odata.type":"#microsoft.graph.part"},"texts":["a",""],"counts":[],"##,
        r##""moments":["1970-01-01T00:00:00Z"],"colours":["red","mauve"],"##,
        r##""parts":[{"@odata.type":"#microsoft.graph.screw"},{"@odata.type":"#microsoft.graph.part"}]}"##,
    );
    assert_eq!(create.to_json(), expected);
    // And it is read back as what was set.
    let thing: Thing = serde_json::from_str(expected).unwrap();
    assert_eq!(thing.unknown().len(), 0);
    assert_eq!(thing.bytes, Some(Binary::from(&b"\xfb\xff\x00"[..])));
}

#[test]
fn numbers_that_json_does_not_have_are_written_as_odata_says() {
    for (number, text) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "INF"),
        (f64::NEG_INFINITY, "-INF"),
    ] {
        let update = Update::<Thing>::new()
            .set(Thing::DOUBLE, number)
            .set(Thing::SINGLE, number as f32);
        let sent: Value = serde_json::from_str(&update.to_json()).unwrap();
        assert_eq!(
            (&sent["double"], &sent["single"]),
            (&json!(text), &json!(text))
        );
    }
}

#[test]
fn a_subtype_in_an_update_of_its_base_says_its_type() {
    let update = Update::<TinyGadget>::new()
        .set(TinyGadget::GRAM, 1)
        .set(Gadget::SPARE, screw("a", Some("b")))
        .set(Gadget::SPARES, [Part::default()]);
    assert_eq!(
        serde_json::from_str::<Value>(&update.to_json()).unwrap(),
        json!({
            "@odata.type": "#microsoft.graph.tinyGadget",
            "gram": 1.0,
            "spare": screw_json("a", Some("b")),
            "spares": [{"@odata.type": "#microsoft.graph.part"}],
        })
    );
    // As an update of the base, for a path that knows no more.
    let request = Beta.things().id("1").patch(update);
    assert_eq!(request.method(), Method::PATCH);
}

#[test]
fn a_new_value_says_its_own_type_however_it_is_made() {
    let types = [
        Screw {
            pitch: Some(1.0),
            ..Screw::default()
        },
        Screw {
            base: Part::default(),
            pitch: Some(1.0),
            bolt: None,
            bolts: None,
        },
        Screw {
            base: part("a"),
            ..Screw::default()
        },
    ]
    .map(|screw| serde_json::to_value(&screw).unwrap()["@odata.type"].clone());
    assert_eq!(types, ["#microsoft.graph.screw"; 3]);

    let on_a_new_base = Screw {
        base: Part::default(),
        ..Screw::default()
    };
    assert_eq!(on_a_new_base, Screw::default());

    // What the program sets is what is sent.
    let mut nail = part("a");
    nail.set_odata_type("#microsoft.graph.nail");
    let screw = Screw {
        base: nail,
        ..Screw::default()
    };
    let sent = serde_json::to_value(&screw).unwrap();
    assert_eq!(sent["@odata.type"], "#microsoft.graph.nail");
    // So is what came.
    let came = json!({"@odata.type": "#microsoft.graph.part", "pitch": 1.0});
    let screw: Screw = serde_json::from_value(came.clone()).unwrap();
    assert_eq!(serde_json::to_value(&screw).unwrap(), came);
}

#[test]
fn a_megabyte_of_text_is_sent_whole() {
    let text = "\"é\n".repeat(1 << 18);
    let update = Update::<Thing>::new()
        .set(Thing::TEXT, &text)
        .set(Thing::COUNT, 1);
    let sent: Value = serde_json::from_str(&update.to_json()).unwrap();
    assert_eq!(sent["text"], text);
    assert_eq!(sent["count"], 1);
    let update = update.set(Thing::TEXT, "short");
    assert_eq!(ordered(&update.to_json()).0.len(), 3);
    assert!(update.to_json().len() < 100);
}

#[test]
fn no_debug_form_shows_a_value() {
    let secret = "hunter2";
    let update = Update::<Thing>::new()
        .set(Thing::TEXT, secret)
        .set(Thing::PART, screw(secret, None))
        .clear(Thing::COUNT);
    assert_eq!(format!("{update:?}"), r#"Update ["text", "part", "count"]"#);
    let create = Create::<Thing>::new().set(Thing::JSON, json!({secret: secret}));
    assert_eq!(format!("{create:?}"), r#"Create ["json"]"#);

    let length = create.to_json().len();
    let request = Beta.things().post(create);
    let shown = format!("{request:?} {request:#?} {:?}", request.body());
    assert!(!shown.contains(secret), "{shown}");
    assert!(shown.contains("/beta/things") && shown.contains(&format!("{length} bytes")));
}

#[test]
fn requests_are_compared_by_what_they_say() {
    let request = |text: &str| {
        Beta.things()
            .id("1")
            .patch(Update::<Thing>::new().set(Thing::TEXT, text))
    };
    let one = request("a");
    assert_eq!(one, one.clone());
    assert_eq!(one, request("a"));
    assert_ne!(one, request("b"));
    assert_ne!(
        one,
        Beta.things()
            .id("2")
            .patch(Update::<Thing>::new().set(Thing::TEXT, "a"))
    );
    let header = one.clone().header(http::header::IF_MATCH, "*").unwrap();
    assert_ne!(one, header);
    assert_eq!(header, header.clone());
    // An empty key and the collection have URLs that differ by a slash; the problem differs, too.
    assert_ne!(
        Beta.things().id("").children().get(),
        Beta.things().id("x").children().get()
    );
}
