//! What the declaration says, once more and by other means: answers are generated from it, and two of them compared.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value};

use super::json::{J, any_json, any_number, any_scalar, any_text};

/// What a property holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    Bool,
    Int(i64, i64),
    Double,
    Single,
    Decimal,
    Guid,
    Day,
    Moment,
    Time,
    Span,
    Bytes,
    Json,
    Colour,
    Part,
    Many(&'static Kind),
}

type Properties = &'static [(&'static str, Kind)];

pub const THING: Properties = &[
    ("text", Kind::Text),
    ("flag", Kind::Bool),
    ("tiny", Kind::Int(i8::MIN as i64, i8::MAX as i64)),
    ("octet", Kind::Int(0, u8::MAX as i64)),
    ("short", Kind::Int(i16::MIN as i64, i16::MAX as i64)),
    ("count", Kind::Int(i32::MIN as i64, i32::MAX as i64)),
    ("long", Kind::Int(i64::MIN, i64::MAX)),
    ("single", Kind::Single),
    ("double", Kind::Double),
    ("decimal", Kind::Decimal),
    ("guid", Kind::Guid),
    ("day", Kind::Day),
    ("moment", Kind::Moment),
    ("time", Kind::Time),
    ("span", Kind::Span),
    ("bytes", Kind::Bytes),
    ("json", Kind::Json),
    ("colour", Kind::Colour),
    ("part", Kind::Part),
    ("texts", Kind::Many(&Kind::Text)),
    (
        "counts",
        Kind::Many(&Kind::Int(i32::MIN as i64, i32::MAX as i64)),
    ),
    ("moments", Kind::Many(&Kind::Moment)),
    ("colours", Kind::Many(&Kind::Colour)),
    ("parts", Kind::Many(&Kind::Part)),
];

pub const GADGET: Properties = &[
    ("size", Kind::Int(i32::MIN as i64, i32::MAX as i64)),
    ("spare", Kind::Part),
    ("spares", Kind::Many(&Kind::Part)),
    ("gram", Kind::Double),
];

pub const PART: Properties = &[
    ("label", Kind::Text),
    ("inner", Kind::Part),
    ("inners", Kind::Many(&Kind::Part)),
    ("pitch", Kind::Double),
    ("bolt", Kind::Part),
    ("bolts", Kind::Many(&Kind::Part)),
];

/// An answer that is meant for `thing` or one of its subtypes, with whatever services send.
pub fn any_thing() -> impl Strategy<Value = J> {
    let properties: Vec<_> = THING.iter().chain(GADGET).copied().collect();
    any_object(
        properties,
        vec!["thing", "gadget", "tinyGadget", "Gadget", "contraption"],
        2,
    )
}

/// As [`any_thing`], for `part`.
pub fn any_part(depth: u32) -> BoxedStrategy<J> {
    any_object(PART.to_vec(), vec!["part", "screw", "Screw", "nail"], depth).boxed()
}

fn any_object(
    properties: Vec<(&'static str, Kind)>,
    types: Vec<&'static str>,
    depth: u32,
) -> impl Strategy<Value = J> {
    let most = properties.len().min(12);
    let declared = subsequence(properties, 0..=most).prop_flat_map(move |chosen| {
        chosen
            .into_iter()
            .map(|(name, kind)| any_value(kind, depth).prop_map(move |value| (name, value)))
            .collect::<Vec<_>>()
    });
    let annotations = (
        option::weighted(0.7, any_type(types)),
        option::weighted(0.2, any_scalar()),
        option::weighted(
            0.4,
            prop_oneof![3 => any_text().prop_map(J::Text), 1 => any_scalar()],
        ),
    );
    let unknown = btree_map(unknown_name(), any_json(), 0..4);
    let names = select(vec![["@odata.type", "@odata.etag"], ["@type", "@etag"]]);
    (declared, annotations, unknown, names)
        .prop_map(|(declared, (odata_type, etag, id), unknown, names)| {
            let named = [(names[0], odata_type), (names[1], etag), ("id", id)];
            let named = named
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)));
            declared
                .into_iter()
                .chain(named)
                .map(|(name, value)| (name.to_owned(), value))
                .chain(unknown)
                .collect::<Vec<_>>()
        })
        .prop_shuffle()
        .prop_map(J::Object)
}

/// `@odata.type`: declared or not, with and without `#`, in any letter case, and not even a text.
fn any_type(types: Vec<&'static str>) -> impl Strategy<Value = J> {
    let name = (select(types), select(vec!["#", ""]))
        .prop_map(|(name, hash)| J::Text(format!("{hash}microsoft.graph.{name}")));
    prop_oneof![
        8 => name,
        1 => Just(J::text("#Microsoft.Graph.Gadget")),
        1 => Just(J::text("")),
        1 => any_scalar(),
        1 => any_json(),
    ]
}

/// None of it is declared, though some of it looks like it.
fn unknown_name() -> impl Strategy<Value = String> {
    prop_oneof![
        any_text().prop_map(|text| format!("x{text}")),
        select(vec![
            "",
            "@odata.context",
            "@context",
            "parts@count",
            "@odata.Type",
            "@removed",
            "parts@odata.type",
            "part@odata.bind",
            "children@delta",
            "Text",
            "odata.type",
            "a.b:c%20d",
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_value(kind: Kind, depth: u32) -> BoxedStrategy<J> {
    prop_oneof![
        8 => fitting_value(kind, depth),
        1 => Just(J::Null),
        2 => any_scalar(),
        1 => any_json(),
    ]
    .boxed()
}

fn texts(texts: &'static [&'static str]) -> BoxedStrategy<J> {
    select(texts).prop_map(J::text).boxed()
}

fn fitting_value(kind: Kind, depth: u32) -> BoxedStrategy<J> {
    match kind {
        Kind::Text => any_text().prop_map(J::Text).boxed(),
        Kind::Bool => any::<bool>().prop_map(J::Bool).boxed(),
        Kind::Int(min, max) => prop_oneof![
            (min..=max).prop_map(J::number),
            (min..=max).prop_map(|number| J::Text(number.to_string())),
            select(vec![min, max]).prop_map(J::number),
        ]
        .boxed(),
        Kind::Double | Kind::Single => prop_oneof![
            4 => any_number(),
            1 => texts(&["NaN", "INF", "-INF", "1.5", "-3e2"]),
        ]
        .boxed(),
        Kind::Decimal => prop_oneof![
            any_number(),
            texts(&["79228162514264337593543950335", "-0.10", "1e5"]),
            Just(J::number("79228162514.264337593543950335")),
        ]
        .boxed(),
        Kind::Guid => texts(&[
            "a10cee54-8ef6-42f8-9ad0-3ab1d1e2ff3c",
            "A10CEE54-8EF6-42F8-9AD0-3AB1D1E2FF3C",
            "{a10cee54-8ef6-42f8-9ad0-3ab1d1e2ff3c}",
            "a10cee548ef642f89ad03ab1d1e2ff3c",
        ]),
        Kind::Day => texts(&["2020-02-29", "0001-01-01", "2021-02-29", "20200131"]),
        Kind::Moment => texts(MOMENTS),
        Kind::Time => texts(&[
            "16:00:00.0000000",
            "08:15",
            "T0815",
            "23:59:60",
            "081500.5",
            "24:00:00",
        ]),
        Kind::Span => texts(&["PT0S", "-PT5M", "P1DT2H", "P1Y", "2 hours", "PT0.5S"]),
        Kind::Bytes => vec(any::<u8>(), 0..12)
            .prop_flat_map(|bytes| {
                (any::<bool>(), any::<bool>())
                    .prop_map(move |(url_safe, pad)| J::Text(base64(&bytes, url_safe, pad)))
            })
            .boxed(),
        Kind::Json => any_json().boxed(),
        Kind::Colour => texts(&[
            "red",
            "green",
            "Red",
            "GREEN",
            "unknownFutureValue",
            "red,green",
            "",
        ]),
        Kind::Part if depth == 0 => Just(J::Object(vec![])).boxed(),
        Kind::Part => any_part(depth - 1),
        Kind::Many(kind) if depth == 0 => vec(fitting_value(*kind, 0), 0..3)
            .prop_map(J::Array)
            .boxed(),
        Kind::Many(kind) => {
            let element = prop_oneof![
                9 => fitting_value(*kind, depth - 1),
                1 => any_scalar(),
            ];
            vec(element, 0..4).prop_map(J::Array).boxed()
        }
    }
}

/// In the forms that come back as they came, and in others that are kept as text.
pub const MOMENTS: &[&str] = &[
    "2020-01-31T08:15:00Z",
    "2020-01-31T08:15:00.1234567Z",
    "2020-01-31T08:15:00.000000000Z",
    "2020-01-31T08:15:00.1234567890Z",
    "2020-01-31T08:15Z",
    "2020-01-31T08:15:00",
    "2020-01-31T08:15:00.5+05:30",
    "2020-01-31T08:15:00-09:30",
    "2020-01-31T08:15:00+00:00",
    "2020-01-31T08:15:00-00:00",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+02:00",
    "9999-12-31T23:59:59.9999999Z",
    "9999-12-31T23:59:59-02:00",
    "2020-01-31T23:59:60Z",
    "2020-01-31T081500.5Z",
    "2020-01-31T08:15:00Z02:00",
    "2020-01-31T08:15:00++2:00",
    "2020-01-31t08:15:00z",
    "2020-01-31 08:15:00Z",
    "20200131T08:15:00Z",
    "2020-01-31T08:15:00,5Z",
    "2020-02-30T08:15:00Z",
];

/// By hand, so that the library's own is not what judges it.
fn base64(bytes: &[u8], url_safe: bool, pad: bool) -> String {
    let mut alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".to_vec();
    alphabet.extend(if url_safe { b"-_" } else { b"+/" });
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut bits = 0u32;
        for index in 0..3 {
            bits = bits << 8 | u32::from(chunk.get(index).copied().unwrap_or(0));
        }
        for index in 0..4 {
            if index <= chunk.len() {
                let six = bits >> (18 - 6 * index) & 63;
                text.push(char::from(alphabet[six as usize]));
            } else if pad {
                text.push('=');
            }
        }
    }
    text
}

/// Replaces what may come back in another form by one form for both: see the documentation of `edm`.
pub fn normalize_thing(value: &mut Value) {
    if let Value::Object(map) = value {
        normalize_properties(map, THING);
        normalize_properties(map, GADGET);
    }
}

fn normalize_properties(map: &mut Map<String, Value>, properties: Properties) {
    for (name, kind) in properties {
        if let Some(value) = map.get_mut(*name) {
            normalize(value, *kind);
        }
    }
}

fn normalize(value: &mut Value, kind: Kind) {
    match (kind, &mut *value) {
        (Kind::Many(kind), Value::Array(values)) => {
            values.iter_mut().for_each(|value| normalize(value, *kind));
        }
        (Kind::Part, Value::Object(map)) => normalize_properties(map, PART),
        (Kind::Bool, Value::String(text)) => match &**text {
            "true" | "True" => *value = Value::Bool(true),
            "false" | "False" => *value = Value::Bool(false),
            _ => {}
        },
        (Kind::Int(min, max), Value::String(text)) => {
            if let Ok(number) = text.parse::<i64>()
                && (min..=max).contains(&number)
            {
                *value = Value::from(number);
            }
        }
        (Kind::Decimal, Value::String(text)) => {
            if let Ok(number @ Value::Number(_)) = serde_json::from_str(text)
                && text.trim() == text
            {
                *value = number;
            }
        }
        (Kind::Double | Kind::Single, Value::String(text)) => {
            let digits = |byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
            if text.bytes().all(digits)
                && let Ok(number) = text.parse::<f64>()
                && number.is_finite()
            {
                *value = Value::from(number);
                normalize(value, kind);
            }
        }
        (Kind::Double, Value::Number(number)) => *value = Value::from(number.as_f64()),
        (Kind::Single, Value::Number(number)) => {
            let number = number.as_f64().unwrap_or(f64::NAN);
            let single = number as f32;
            *value = match single.is_finite() {
                true => Value::from(f64::from(single)),
                false => Value::from(number),
            };
        }
        (Kind::Guid, Value::String(text)) => {
            let hyphens: Vec<_> = text.match_indices('-').map(|(at, _)| at).collect();
            if text.len() == 36 && hyphens == [8, 13, 18, 23] {
                *text = text.to_lowercase();
            }
        }
        (Kind::Bytes, Value::String(text)) => {
            let standard = text.replace('-', "+").replace('_', "/");
            *text = standard.trim_end_matches('=').to_owned();
        }
        _ => {}
    }
}
