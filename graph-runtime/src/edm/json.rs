//! [`Json`] of any shape, kept as its text.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::ser::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::data::{NotJson, Reader, Reading, Value, to_send};

/// Any JSON value, as its text.
///
/// For properties that the schema leaves open. Read it into a type of your own with [`parse`](Self::parse).
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// The JSON of a value.
    ///
    /// # Errors
    ///
    /// If the value has no JSON form: a map whose keys are no strings, say. If it holds a [`DateTimeOffset`](super::DateTimeOffset) without
    /// an offset, which cannot be sent.
    pub fn new<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        let raw = to_send(|| to_raw_value(value));
        raw.map(Json).map_err(|unsent| unsent.error)
    }

    /// The text.
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// Reads it as a `T`.
    ///
    /// # Errors
    ///
    /// If the JSON is not what a `T` is written as.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.get())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        // A `Value` always has a JSON form.
        Json(to_raw_value(&value).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get())
    }
}

impl Value for Json {
    const EXPECTED: &'static str = "any JSON value";
    type Own = Self;

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        let raw = reader.raw()?;
        if raw.get() == "null" {
            return Ok(Reading::Null);
        }
        *slot = Some(Json(raw.to_owned()));
        Ok(Reading::Done)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Value>(text: &str) -> (Option<T>, Reading) {
        let mut slot = None;
        let mut reader = Reader::new(text);
        let reading = T::read(&mut slot, &mut reader).expect(text);
        assert!(!matches!(reading, Reading::Misfit) || reader.misfit() == text);
        (slot, reading)
    }

    #[test]
    fn json_of_any_shape_keeps_its_text() {
        for text in [
            "{ \"a\" : [1.50, 1e999] }",
            "\"\\u0041\"",
            "5.0",
            "false",
            "[]",
        ] {
            let (json, _) = read::<Json>(text);
            let json = json.expect(text);
            assert_eq!(json.get(), text);
            assert_eq!(format!("{json:?}"), text);
        }
        assert!(matches!(read::<Json>("null"), (None, Reading::Null)));
    }

    #[test]
    fn json_is_made_of_values_and_parsed_into_them() {
        let json = Json::new(&vec![Some(1), None]).expect("a list has a JSON form");
        assert_eq!(json.get(), "[1,null]");
        assert_eq!(
            json.parse::<Vec<Option<i32>>>().expect("as it was"),
            [Some(1), None]
        );
        json.parse::<String>().expect_err("it is a list");
        assert_eq!(Json::from(serde_json::json!({"a": 1})).get(), r#"{"a":1}"#);
        Json::new(&std::collections::HashMap::from([(vec![1], 2)]))
            .expect_err("a list is no name of a property");
    }
}
