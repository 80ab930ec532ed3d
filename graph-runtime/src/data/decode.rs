//! From a map of JSON to a record, property by property, without buffering.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::value::RawValue;

use super::raw::{misfit_scalar, misfit_seq};
use super::record::Record;
use super::value::{Reading, Value};

/// The name of a property in an answer; borrowed from it wherever it holds no escapes.
pub type Key<'de> = Cow<'de, str>;

/// What became of a property.
#[derive(Debug)]
pub enum Taken {
    /// Its value was read, or kept as it came.
    Done,
    /// The type does not know it; its value was not read.
    No,
    /// It came as an explicit null; with the property's place in its type.
    Null(u32),
    /// Its value does not fit its type; this is the value.
    Misfit(Box<RawValue>),
}

impl Taken {
    /// For what has no place in a type: an explicit null is kept like any value that does not fit.
    pub(crate) fn unnumbered(self) -> Self {
        match self {
            Taken::Null(_) => Taken::Misfit(null()),
            other => other,
        }
    }
}

pub(crate) fn null() -> Box<RawValue> {
    RawValue::NULL.to_owned()
}

/// Reads one property's value into its field.
///
/// # Errors
///
/// Those of the deserializer: the text is no JSON. A value of another type is no error.
#[inline]
pub fn read<'de, T: Value, A: MapAccess<'de>>(
    index: u32,
    slot: &mut Option<T>,
    map: &mut A,
) -> Result<Taken, A::Error> {
    Ok(match map.next_value_seed(SlotSeed(slot))? {
        Reading::Done => Taken::Done,
        Reading::Null => Taken::Null(index),
        Reading::Misfit(value) => Taken::Misfit(value),
    })
}

/// As [`read`], for a property whose value is boxed because its type contains itself.
///
/// # Errors
///
/// Those of the deserializer: the text is no JSON. A value of another type is no error.
pub fn read_boxed_field<'de, T: Value, A: MapAccess<'de>>(
    index: u32,
    slot: &mut Option<Box<T>>,
    map: &mut A,
) -> Result<Taken, A::Error> {
    let mut value = None;
    let taken = read(index, &mut value, map)?;
    if let Some(value) = value {
        *slot = Some(Box::new(value));
    }
    Ok(taken)
}

pub(crate) struct SlotSeed<'a, T>(pub(crate) &'a mut Option<T>);

impl<'de, T: Value> DeserializeSeed<'de> for SlotSeed<'_, T> {
    type Value = Reading;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading, D::Error> {
        T::read(self.0, deserializer)
    }
}

pub(crate) struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_string<E>(self, name: String) -> Result<Key<'de>, E> {
        Ok(Cow::Owned(name))
    }
}

/// Reads the rest of a map into a record.
pub(crate) fn fill<'de, T: Record, A: MapAccess<'de>>(
    record: &mut T,
    map: &mut A,
) -> Result<(), A::Error> {
    while let Some(key) = map.next_key_seed(KeySeed)? {
        take_one(record, &key, map)?;
    }
    Ok(())
}

/// Reads one property into a record, which keeps what does not fit.
#[inline]
pub(crate) fn take_one<'de, T: Record, A: MapAccess<'de>>(
    record: &mut T,
    key: &Key<'de>,
    map: &mut A,
) -> Result<(), A::Error> {
    match record.take(key, map)? {
        Taken::Done | Taken::No => {}
        Taken::Null(index) => {
            if !record.extras_mut().set_null(index) {
                record.extras_mut().keep_misfit(key, RawValue::NULL);
            }
        }
        Taken::Misfit(value) => record.extras_mut().keep_misfit(key, &value),
    }
    Ok(())
}

/// What `Deserialize` of a declared type does.
///
/// # Errors
///
/// Those of the deserializer, and a value that is no JSON object.
pub fn read_record<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut slot = None;
    match T::read(&mut slot, deserializer)? {
        Reading::Done => slot.ok_or_else(|| D::Error::custom("nothing was read")),
        Reading::Null => Err(D::Error::invalid_type(
            Unexpected::Unit,
            &Expected::<T>(PhantomData),
        )),
        Reading::Misfit(_) => Err(D::Error::invalid_type(
            Unexpected::Other("a value of another kind"),
            &Expected::<T>(PhantomData),
        )),
    }
}

struct Expected<T>(PhantomData<T>);

impl<T: Value> serde::de::Expected for Expected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }
}

/// Hands a JSON object to `read`, and keeps anything else as it came.
pub(crate) struct ObjectVisitor<'a, T, F> {
    pub(crate) slot: &'a mut Option<T>,
    pub(crate) read: F,
}

/// The methods by which a visitor keeps what does not fit.
macro_rules! misfits {
    (scalars) => {
        misfits!(scalars but text);

        fn visit_str<E>(self, value: &str) -> Result<Reading, E> {
            Ok(misfit_scalar(value))
        }
    };
    (scalars but text) => {
        fn visit_bool<E>(self, value: bool) -> Result<Reading, E> {
            Ok(misfit_scalar(&value))
        }

        fn visit_i64<E>(self, value: i64) -> Result<Reading, E> {
            Ok(misfit_scalar(&value))
        }

        fn visit_u64<E>(self, value: u64) -> Result<Reading, E> {
            Ok(misfit_scalar(&value))
        }

        fn visit_f64<E>(self, value: f64) -> Result<Reading, E> {
            Ok(misfit_scalar(&value))
        }
    };
    (null) => {
        fn visit_unit<E>(self) -> Result<Reading, E> {
            Ok(Reading::Null)
        }

        fn visit_none<E>(self) -> Result<Reading, E> {
            Ok(Reading::Null)
        }

        fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Reading, D::Error> {
            inner.deserialize_any(self)
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Reading, D::Error> {
            inner.deserialize_any(self)
        }
    };
    (seq) => {
        fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Reading, A::Error> {
            misfit_seq(seq)
        }
    };
    (map) => {
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Reading, A::Error> {
            misfit_map(map)
        }
    };
}
pub(crate) use misfits;

/// How an object is read, once its map is known.
pub(crate) trait ReadObject<T> {
    fn read<'de, A: MapAccess<'de>>(self, slot: &mut Option<T>, map: A) -> Result<(), A::Error>;
}

impl<'de, T, F: ReadObject<T>> Visitor<'de> for ObjectVisitor<'_, T, F> {
    type Value = Reading;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Reading, A::Error> {
        self.read.read(self.slot, map)?;
        Ok(Reading::Done)
    }

    misfits!(null);
    misfits!(scalars);
    misfits!(seq);
}
