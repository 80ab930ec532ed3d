//! Values that are one JSON string, number or Boolean.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;

use super::decode::misfits;
use super::raw::{misfit_map, misfit_scalar, misfit_seq};
use super::value::{Reading, Value};
use crate::edm::{Binary, DateTimeOffset, Duration, TimeOfDay};
use crate::id::Id;

/// What a scalar makes of each kind of JSON scalar; `None` when it does not fit.
pub(crate) trait Scalar: Sized {
    fn from_text(_: &str) -> Option<Self> {
        None
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

struct ScalarVisitor<'a, T>(&'a mut Option<T>, PhantomData<T>);

impl<T> ScalarVisitor<'_, T> {
    #[inline]
    fn put<R: serde::Serialize + ?Sized>(self, value: Option<T>, raw: &R) -> Reading {
        match value {
            Some(value) => {
                *self.0 = Some(value);
                Reading::Done
            }
            None => misfit_scalar(raw),
        }
    }
}

impl<'de, T: Scalar> Visitor<'de> for ScalarVisitor<'_, T> {
    type Value = Reading;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON string, number or Boolean")
    }

    #[inline]
    fn visit_str<E>(self, value: &str) -> Result<Reading, E> {
        Ok(self.put(T::from_text(value), value))
    }

    #[inline]
    fn visit_bool<E>(self, value: bool) -> Result<Reading, E> {
        Ok(self.put(T::from_bool(value), &value))
    }

    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<Reading, E> {
        Ok(self.put(T::from_signed(value), &value))
    }

    #[inline]
    fn visit_u64<E>(self, value: u64) -> Result<Reading, E> {
        Ok(self.put(T::from_unsigned(value), &value))
    }

    #[inline]
    fn visit_f64<E>(self, value: f64) -> Result<Reading, E> {
        Ok(self.put(T::from_float(value), &value))
    }

    misfits!(null);
    misfits!(seq);
    misfits!(map);
}

#[inline]
pub(crate) fn read_scalar<'de, T: Scalar, D: Deserializer<'de>>(
    slot: &mut Option<T>,
    deserializer: D,
) -> Result<Reading, D::Error> {
    deserializer.deserialize_any(ScalarVisitor(slot, PhantomData))
}

macro_rules! scalar_value {
    ($(@$param:ident)? $type:ty, $expected:literal, |$value:ident, $serializer:ident| $write:expr) => {
        impl$(<$param>)? Value for $type {
            const EXPECTED: &'static str = $expected;
            type Own = Self;

            #[inline]
            fn read<'de, D: Deserializer<'de>>(
                slot: &mut Option<Self>,
                deserializer: D,
            ) -> Result<Reading, D::Error> {
                read_scalar(slot, deserializer)
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
    .collect_str(value));
scalar_value!(jiff::civil::Date, "a date", |value, serializer| serializer
    .collect_str(value));
scalar_value!(DateTimeOffset, "a date and time", |value, serializer| {
    serializer.collect_str(value)
});
scalar_value!(TimeOfDay, "a time of day", |value, serializer| serializer
    .collect_str(value));
scalar_value!(Duration, "a duration", |value, serializer| serializer
    .serialize_str(value.as_str()));
scalar_value!(Binary, "bytes in base64", |value, serializer| serializer
    .collect_str(value));
