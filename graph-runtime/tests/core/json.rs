//! JSON whose order of properties, and whose way of being written, is the test's own choice.

use std::fmt::{self, Write as _};

use proptest::collection::vec;
use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// A JSON value as it may stand in an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum J {
    Null,
    Bool(bool),
    /// The digits, as they are written.
    Number(String),
    Text(String),
    Array(Vec<J>),
    Object(Vec<(String, J)>),
}

impl J {
    pub fn text(text: &str) -> J {
        J::Text(text.to_owned())
    }

    pub fn number(digits: impl ToString) -> J {
        J::Number(digits.to_string())
    }

    /// The shortest text.
    pub fn compact(&self) -> String {
        self.styled(None)
    }

    /// A text with white space between tokens and escapes in strings, chosen by the seed.
    pub fn sloppy(&self, seed: u64) -> String {
        self.styled(Some(seed))
    }

    fn styled(&self, seed: Option<u64>) -> String {
        let mut writer = Writer {
            out: String::new(),
            seed,
        };
        writer.value(self);
        writer.out
    }
}

struct Writer {
    out: String,
    seed: Option<u64>,
}

impl Writer {
    /// One time in `n`, and never in the shortest text.
    fn one_in(&mut self, n: u64) -> bool {
        let Some(seed) = &mut self.seed else {
            return false;
        };
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33).is_multiple_of(n)
    }

    fn gap(&mut self) {
        if self.one_in(6) {
            let gap = if self.one_in(2) { "\r\n\t " } else { " " };
            self.out.push_str(gap);
        }
    }

    fn value(&mut self, value: &J) {
        self.gap();
        match value {
            J::Null => self.out.push_str("null"),
            J::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            J::Number(digits) => self.out.push_str(digits),
            J::Text(text) => self.text(text),
            J::Array(values) => {
                self.out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.value(value);
                }
                self.out.push(']');
            }
            J::Object(entries) => {
                self.out.push('{');
                for (index, (name, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.gap();
                    self.text(name);
                    self.gap();
                    self.out.push(':');
                    self.value(value);
                }
                self.out.push('}');
            }
        }
        self.gap();
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            let must = character < ' ' || matches!(character, '"' | '\\');
            if must || self.one_in(12) {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(self.out, "\\u{unit:04x}").expect("a String takes all");
                }
            } else {
                self.out.push(character);
            }
        }
        self.out.push('"');
    }
}

/// A JSON object in the order in which it is written, with every name that it holds.
#[derive(Debug, PartialEq)]
pub struct Ordered(pub Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Ordered;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

/// A text of any characters.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 _-]{0,12}",
        2 => any::<String>().prop_map(|text| text.chars().take(12).collect()),
        1 => "[\"\\\\/\u{0}-\u{1f}\u{7f}\u{2028}😀é]{0,6}",
    ]
}

/// A number that a double holds: beyond that, not even the comparison would see a difference.
pub fn any_number() -> impl Strategy<Value = J> {
    prop_oneof![
        3 => (-1000..1000i64).prop_map(J::number),
        1 => any::<i64>().prop_map(J::number),
        1 => any::<u64>().prop_map(J::number),
        2 => any::<f64>()
            .prop_filter("JSON has no such number", |number| number.is_finite())
            .prop_map(|number| J::Number(format!("{number:e}"))),
        1 => proptest::sample::select(vec!["-0", "1.50", "1E+2", "0.1", "5.0", "1e-7"])
            .prop_map(J::number),
    ]
}

pub fn any_scalar() -> impl Strategy<Value = J> {
    prop_oneof![
        1 => Just(J::Null),
        1 => any::<bool>().prop_map(J::Bool),
        2 => any_number(),
        3 => any_text().prop_map(J::Text),
        3 => odd_text().prop_map(J::text),
    ]
}

/// What the documentation and the services write where something else is meant.
fn odd_text() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "String",
        "String (timestamp)",
        "Binary",
        "binary",
        "true",
        "False",
        "5",
        "-17",
        "+5",
        "007",
        "2.50",
        "1e999",
        "NaN",
        "INF",
        "-INF",
        "Infinity",
        "",
        " ",
        "null",
        "0",
        "99999999999",
        "{\"a\":1}",
        "2020-01-31",
        "2020-01-31T08:15:00Z",
        "08:15:00",
        "P1D",
        "00000000-0000-0000-0000-000000000000",
    ])
}

/// JSON of any shape, without a name twice in one object.
pub fn any_json() -> impl Strategy<Value = J> {
    any_scalar().prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(J::Array),
            proptest::collection::btree_map(any_text(), inner, 0..5)
                .prop_map(|entries| J::Object(entries.into_iter().collect())),
        ]
    })
}
