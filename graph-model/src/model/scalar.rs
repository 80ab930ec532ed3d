//! Values that are one JSON string, number or Boolean.

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::id::Id;
use super::value::Value;
use crate::edm::{Binary, DateTimeOffset, Decimal, Duration, Json, TimeOfDay, refuse_time};
use crate::json::{NotJson, Number, Reader, Reading};

/// What a scalar makes of each kind of JSON scalar; `None` when it does not fit.
pub(crate) trait Scalar: Sized {
    fn from_text(_: &str) -> Option<Self> {
        None
    }

    fn from_string(text: String) -> Option<Self> {
        Self::from_text(&text)
    }

    fn from_bool(_: bool) -> Option<Self> {
        None
    }

    fn from_signed(_: i64) -> Option<Self> {
        None
    }

    fn from_unsigned(_: u64) -> Option<Self> {
        None
    }

    fn from_float(_: f64) -> Option<Self> {
        None
    }
}

#[inline]
pub(crate) fn read_scalar<T: Scalar>(
    slot: &mut Option<T>,
    reader: &mut Reader<'_>,
) -> Result<Reading, NotJson> {
    let next = reader.peek();
    let place = reader.place();
    let value = match next {
        b'"' => {
            let text = reader.string()?;
            match reader.is_escaped() {
                false => T::from_text(text),
                true => reader.unescaped_since(place)?.and_then(T::from_string),
            }
        }
        b'-' | b'0'..=b'9' => reader.number()?.and_then(|number| match number {
            Number::Unsigned(number) => T::from_unsigned(number),
            Number::Signed(number) => T::from_signed(number),
            Number::Float(number) => T::from_float(number),
        }),
        b'{' | b'[' => return reader.pass_misfit(),
        _ => match reader.word()? {
            "true" => T::from_bool(true),
            "false" => T::from_bool(false),
            _ => return Ok(Reading::Null),
        },
    };
    if value.is_none() {
        return reader.misfit_since(place);
    }
    *slot = value;
    Ok(Reading::Done)
}

macro_rules! scalar_value {
    ($(@$param:ident)? $type:ty, $expected:literal, |$value:ident, $serializer:ident| $write:expr) => {
        impl$(<$param: 'static>)? Value for $type {
            const EXPECTED: &'static str = $expected;
            type Own = Self;

            #[inline]
            fn read(
                slot: &mut Option<Self>,
                reader: &mut Reader<'_>,
            ) -> Result<Reading, NotJson> {
                read_scalar(slot, reader)
            }

            #[inline]
            fn write<S: Serializer>(&self, $serializer: S) -> Result<S::Ok, S::Error> {
                let $value = self;
                $write
            }
        }
    };
}

impl Scalar for String {
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn from_string(text: String) -> Option<Self> {
        Some(text)
    }
}

impl<X> Scalar for Id<X> {
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        Some(Id::new(text))
    }
}

impl Scalar for bool {
    fn from_bool(value: bool) -> Option<Self> {
        Some(value)
    }

    /// Some services send Booleans as strings.
    fn from_text(text: &str) -> Option<Self> {
        match text {
            "true" | "True" => Some(true),
            "false" | "False" => Some(false),
            _ => None,
        }
    }
}

macro_rules! integer {
    ($($type:ty, $write:ident;)*) => {$(
        impl Scalar for $type {
            fn from_signed(value: i64) -> Option<Self> {
                value.try_into().ok()
            }

            fn from_unsigned(value: u64) -> Option<Self> {
                value.try_into().ok()
            }

            /// OData writes large numbers as strings under `IEEE754Compatible=true`, and some services do so without.
            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }

        scalar_value!($type, "a whole number", |value, serializer| serializer.$write(*value));
    )*};
}

integer! {
    u8, serialize_u8;
    i8, serialize_i8;
    i16, serialize_i16;
    i32, serialize_i32;
    i64, serialize_i64;
}

macro_rules! float {
    ($($type:ty, |$number:ident| $double:expr;)*) => {$(
        impl Scalar for $type {
            fn from_signed(value: i64) -> Option<Self> {
                Some(value as $type)
            }

            fn from_unsigned(value: u64) -> Option<Self> {
                Some(value as $type)
            }

            fn from_float(value: f64) -> Option<Self> {
                // What is too large for the type is not infinite: it is kept as it came.
                Some(value as $type).filter(|value| value.is_finite())
            }

            /// The three values that JSON has no number for (OData JSON Format 4.01, section 7.1), and numbers that some
            /// services send as strings.
            fn from_text(text: &str) -> Option<Self> {
                match text {
                    "INF" => Some(<$type>::INFINITY),
                    "-INF" => Some(<$type>::NEG_INFINITY),
                    "NaN" => Some(<$type>::NAN),
                    _ if text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) => {
                        text.parse().ok().filter(|value: &$type| value.is_finite())
                    }
                    _ => None,
                }
            }
        }

        scalar_value!($type, "a number", |value, serializer| {
            if value.is_finite() {
                let $number = *value;
                serializer.serialize_f64($double)
            } else if value.is_nan() {
                serializer.serialize_str("NaN")
            } else if value.is_sign_positive() {
                serializer.serialize_str("INF")
            } else {
                serializer.serialize_str("-INF")
            }
        });
    )*};
}

float! {
    // The shortest number that is this one as an `f32`: converted by itself, 0.1 becomes 0.10000000149011612.
    f32, |number| format!("{number:e}").parse().unwrap_or(f64::from(number));
    f64, |number| number;
}

impl Scalar for uuid::Uuid {
    fn from_text(text: &str) -> Option<Self> {
        // Other forms of a GUID (in braces, without hyphens) are not OData's.
        (text.len() == 36).then(|| text.parse().ok()).flatten()
    }
}

impl Scalar for jiff::civil::Date {
    fn from_text(text: &str) -> Option<Self> {
        // Only this form is written back as it came.
        (text.len() == 10).then(|| text.parse().ok()).flatten()
    }
}

macro_rules! parsed {
    ($($type:ty),*) => {$(
        impl Scalar for $type {
            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

parsed!(Binary, DateTimeOffset, Duration, TimeOfDay);

scalar_value!(String, "a JSON string", |value, serializer| serializer
    .serialize_str(value));
scalar_value!(@X Id<X>, "the id of an entity", |value, serializer| serializer.serialize_str(value.as_str()));
scalar_value!(bool, "true or false", |value, serializer| serializer
    .serialize_bool(*value));
scalar_value!(uuid::Uuid, "a GUID", |value, serializer| serializer
    .serialize_str(
        value
            .as_hyphenated()
            .encode_lower(&mut uuid::Uuid::encode_buffer())
    ));
scalar_value!(jiff::civil::Date, "a date", |value, serializer| serializer
    .collect_str(value));
scalar_value!(DateTimeOffset, "a date and time", |value, serializer| {
    if !value.has_offset() {
        refuse_time()?;
    }
    serializer.serialize_str(value.to_text().as_str())
});
scalar_value!(TimeOfDay, "a time of day", |value, serializer| serializer
    .serialize_str(value.to_text().as_str()));
scalar_value!(Duration, "a duration", |value, serializer| serializer
    .serialize_str(value.as_str()));
scalar_value!(Binary, "bytes in base64", |value, serializer| serializer
    .collect_str(value));

impl Value for Json {
    const EXPECTED: &'static str = "any JSON value";
    type Own = Self;

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        let raw = reader.raw()?;
        if raw.get() == "null" {
            return Ok(Reading::Null);
        }
        *slot = Some(Json::from_raw(raw));
        Ok(Reading::Done)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_raw().serialize(serializer)
    }
}

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
        match RawValue::from_string(self.as_str().to_owned()) {
            Ok(raw) => raw.serialize(serializer),
            Err(_) => serializer.serialize_str(self.as_str()),
        }
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
}
