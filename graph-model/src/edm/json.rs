//! Values kept as their JSON text: [`Json`] of any shape, and [`Decimal`] of any precision.

use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::ser::Serialize;
use serde_json::value::{RawValue, to_raw_value};

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
    /// If the value has no JSON form: a map whose keys are no strings, say.
    pub fn new<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        to_raw_value(value).map(Json)
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

/// `Edm.Decimal`: a decimal number, as its text, so that no digit is lost.
///
/// Parse it into the number type of your choice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// The digits, as they came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest floating-point number.
    pub fn to_f64(&self) -> f64 {
        // Whatever is a JSON number is one for Rust.
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! decimal_from {
    ($($type:ty),*) => {$(
        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                Decimal(value.to_string().into())
            }
        }
    )*};
}

decimal_from!(i32, i64, u32, u64);

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let number = matches!(text.as_bytes().first(), Some(b'-' | b'0'..=b'9'));
        if number && serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get() == text) {
            Ok(Decimal(text.into()))
        } else {
            Err(ParseDecimalError)
        }
    }
}

/// The text is no decimal number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseDecimalError;

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a decimal number")
    }
}

impl std::error::Error for ParseDecimalError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_its_digits() {
        for text in [
            "0",
            "-0",
            "0.10",
            "123456789012345678901234567890",
            "-79228162514264337593543950335.0000000000000000001",
            "1e-400",
            "1E+2",
        ] {
            let decimal: Decimal = text.parse().expect(text);
            assert_eq!(decimal.as_str(), text);
            assert_eq!(decimal.to_string(), text);
        }
        for text in [
            "", " 1", "1 ", "+1", "01", ".5", "5.", "1e", "0x1", "1_000", "NaN", "INF", "true",
            "null", "\"1\"", "[1]", "1,5", "--1", "-",
        ] {
            text.parse::<Decimal>().expect_err(text);
        }
        assert_eq!(Decimal::from(i64::MIN).as_str(), "-9223372036854775808");
        assert_eq!(
            "-1.25e1".parse::<Decimal>().map(|it| it.to_f64()),
            Ok(-12.5)
        );
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
