//! The values of properties: how each is read without ever failing on another type, and how it is written.

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::decode::{ObjectVisitor, ReadObject, SlotSeed, fill, misfits};
use super::encode::{AsJson, write_record};
use super::enumeration::{Enumeration, read_enumeration, write_enumeration};
use super::family::{Family, read_family};
use super::nesting::Level;
use super::raw::{misfit_map, misfit_rest, misfit_scalar, read_kept};
use super::record::{Declared, Record};

/// What became of a value.
#[derive(Debug)]
pub enum Reading {
    /// It is in its slot.
    Done,
    /// It is null.
    Null,
    /// It does not fit the type; this is the value.
    Misfit(Box<RawValue>),
}

/// A value that a property can have.
pub trait Value: Sized {
    /// What a JSON value has to be, for messages: `a JSON object`.
    const EXPECTED: &'static str;

    /// The type whose properties the value has, or each of its elements.
    type Own;

    /// Whether it is a directory object of Entra, or each of its elements is.
    const IS_DIRECTORY_OBJECT: bool = false;

    /// Reads a value into `slot`, which stays as it is when the value is null or does not fit.
    ///
    /// # Errors
    ///
    /// Those of the deserializer: the text is no JSON. A value of another type is no error.
    fn read<'de, D: Deserializer<'de>>(
        slot: &mut Option<Self>,
        deserializer: D,
    ) -> Result<Reading, D::Error>;

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// What an answer of this type has to hold, and this one does not.
    #[doc(hidden)]
    fn missing(&self) -> Option<&'static str> {
        None
    }
}

/// How a declared type is read and written: one of [`RecordKind`], [`FamilyKind`] and [`EnumerationKind`].
pub trait Kind<T> {
    #[doc(hidden)]
    const EXPECTED: &'static str;

    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(
        slot: &mut Option<T>,
        deserializer: D,
    ) -> Result<Reading, D::Error>;

    #[doc(hidden)]
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    #[doc(hidden)]
    fn missing(_: &T) -> Option<&'static str> {
        None
    }
}

/// An entity or complex type.
#[derive(Debug)]
pub struct RecordKind;

/// A type together with its subtypes: `AnyX`.
#[derive(Debug)]
pub struct FamilyKind;

/// An enumeration.
#[derive(Debug)]
pub struct EnumerationKind;

/// A flags enumeration.
#[derive(Debug)]
pub struct FlagsKind;

impl<T: Declared<Kind: Kind<T>>> Value for T {
    const EXPECTED: &'static str = <T::Kind as Kind<T>>::EXPECTED;
    type Own = <T as Declared>::Own;
    const IS_DIRECTORY_OBJECT: bool = <T as Declared>::IS_DIRECTORY_OBJECT;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(
        slot: &mut Option<Self>,
        deserializer: D,
    ) -> Result<Reading, D::Error> {
        <T::Kind as Kind<T>>::read(slot, deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        <T::Kind as Kind<T>>::write(self, serializer)
    }

    fn missing(&self) -> Option<&'static str> {
        <T::Kind as Kind<T>>::missing(self)
    }
}

struct RecordReader;

impl<T: Record> ReadObject<T> for RecordReader {
    #[inline]
    fn read<'de, A: MapAccess<'de>>(
        self,
        slot: &mut Option<T>,
        mut map: A,
    ) -> Result<(), A::Error> {
        // In its place, for records are large and moving them is most of what is done to them.
        fill(slot.insert(T::blank()), &mut map)
    }
}

impl<T: Record> Kind<T> for RecordKind {
    const EXPECTED: &'static str = "a JSON object";

    #[inline]
    fn read<'de, D: Deserializer<'de>>(
        slot: &mut Option<T>,
        deserializer: D,
    ) -> Result<Reading, D::Error> {
        let Some(_level) = Level::enter::<T>() else {
            return read_kept(deserializer);
        };
        deserializer.deserialize_any(ObjectVisitor {
            slot,
            read: RecordReader,
        })
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_record(value, serializer)
    }

    fn missing(value: &T) -> Option<&'static str> {
        value.missing()
    }
}

impl<T: Family> Kind<T> for FamilyKind {
    const EXPECTED: &'static str = "a JSON object";

    #[inline]
    fn read<'de, D: Deserializer<'de>>(
        slot: &mut Option<T>,
        deserializer: D,
    ) -> Result<Reading, D::Error> {
        let Some(_level) = Level::enter::<(T, T::Base)>() else {
            return read_kept(deserializer);
        };
        read_family(slot, deserializer)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write_member(serializer)
    }
}

impl<T: Enumeration> Kind<T> for EnumerationKind {
    const EXPECTED: &'static str = "the name of a member";

    #[inline]
    fn read<'de, D: Deserializer<'de>>(
        slot: &mut Option<T>,
        deserializer: D,
    ) -> Result<Reading, D::Error> {
        read_enumeration(slot, deserializer)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_enumeration(value, serializer)
    }
}

impl<T: Value> Value for Vec<T> {
    const EXPECTED: &'static str = "a JSON array";
    type Own = T::Own;
    const IS_DIRECTORY_OBJECT: bool = T::IS_DIRECTORY_OBJECT;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(
        slot: &mut Option<Self>,
        deserializer: D,
    ) -> Result<Reading, D::Error> {
        let Some(_level) = Level::enter::<T>() else {
            return read_kept(deserializer);
        };
        deserializer.deserialize_any(ArrayVisitor { slot })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.len()))?;
        for value in self {
            seq.serialize_element(&AsJson(value))?;
        }
        seq.end()
    }
}

struct ArrayVisitor<'a, T> {
    slot: &'a mut Option<Vec<T>>,
}

impl<'de, T: Value> Visitor<'de> for ArrayVisitor<'_, T> {
    type Value = Reading;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(Vec::<T>::EXPECTED)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Reading, A::Error> {
        let mut values = Vec::new();
        loop {
            let mut slot = None;
            match seq.next_element_seed(SlotSeed(&mut slot))? {
                None => break,
                Some(Reading::Done) => {
                    if let Some(value) = slot {
                        values.push(value);
                    }
                }
                Some(Reading::Null) => return misfit_array(&values, super::decode::null(), seq),
                Some(Reading::Misfit(value)) => return misfit_array(&values, value, seq),
            }
        }
        *self.slot = Some(values);
        Ok(Reading::Done)
    }

    misfits!(null);
    misfits!(scalars);
    misfits!(map);
}

/// An array with an element that does not fit is kept whole, as it came.
#[cold]
fn misfit_array<'de, T: Value, A: SeqAccess<'de>>(
    before: &[T],
    odd: Box<RawValue>,
    rest: A,
) -> Result<Reading, A::Error> {
    let mut all = Vec::with_capacity(before.len() + 1);
    for value in before {
        match to_raw_value(&AsJson(value)) {
            Ok(value) => all.push(value),
            Err(error) => return Err(serde::de::Error::custom(error)),
        }
    }
    all.push(odd);
    misfit_rest(all, rest)
}
