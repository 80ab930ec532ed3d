//! [`Json`] of any shape, kept as its text.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::ser::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::sent::to_send;

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

    pub(crate) fn from_raw(raw: &RawValue) -> Self {
        Json(raw.to_owned())
    }

    pub(crate) fn as_raw(&self) -> &RawValue {
        &self.0
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

#[cfg(test)]
mod tests {
    use super::*;

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
