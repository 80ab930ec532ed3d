//! Values kept as their JSON text: [`Json`] of any shape, and [`Decimal`] of any precision.

use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::ser::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::data::{NotJson, Reader, Reading, Value};

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

impl Value for Decimal {
    const EXPECTED: &'static str = "a decimal number";
    type Own = Self;

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        let place = reader.place();
        let json = reader.skip()?;
        if json == "null" {
            return Ok(Reading::Null);
        }
        // As a string under `IEEE754Compatible=true`.
        let text = json.trim_matches('"');
        let quoted = text.len() < json.len();
        Ok(match text.parse::<Decimal>() {
            // As a number, most could not read what is larger than a double.
            Ok(decimal) if !quoted || decimal.to_f64().is_finite() => {
                *slot = Some(decimal);
                Reading::Done
            }
            _ => return reader.misfit_since(place),
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match RawValue::from_string(self.0.to_string()) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => serializer.serialize_str(&self.0),
        }
    }
}

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

    fn read<T: Value>(text: &str) -> (Option<T>, Reading) {
        let mut slot = None;
        let mut reader = Reader::new(text);
        let reading = T::read(&mut slot, &mut reader).expect(text);
        assert!(!matches!(reading, Reading::Misfit) || reader.misfit() == text);
        (slot, reading)
    }

    #[test]
    fn a_decimal_is_read_from_a_number_or_a_text() {
        for (text, digits) in [
            (" 1.50 ", "1.50"),
            (r#""1.50""#, "1.50"),
            ("1e999", "1e999"),
        ] {
            let (decimal, _) = read::<Decimal>(text);
            assert_eq!(decimal.expect(text).as_str(), digits);
        }
        assert!(matches!(read::<Decimal>("null"), (None, Reading::Null)));
        for text in [
            r#""1e999""#,
            r#""a""#,
            r#""""#,
            r#"" 1""#,
            r#""\"1\"""#,
            r#""\u0031""#,
            "true",
            "[1]",
            r#"{"a":1}"#,
        ] {
            let (decimal, reading) = read::<Decimal>(text);
            assert_eq!(decimal, None);
            assert!(matches!(reading, Reading::Misfit));
        }
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
