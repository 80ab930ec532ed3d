//! The values of properties: how each is read without ever failing on another type, and how it is written.

use serde::ser::{SerializeSeq, Serializer};

use super::decode::fill;
use super::encode::{AsJson, write_record};
use super::enumeration::{Enumeration, read_enumeration, write_enumeration};
use super::extras::Extras;
use super::family::{Family, read_family};
use super::nesting::Level;
use super::reader::{NotJson, Reader};
use super::record::{Declared, Record, forget_type};
use crate::resource::ValueOf;

/// What became of a value.
#[derive(Debug)]
pub enum Reading {
    /// It is in its slot.
    Done,
    /// It is null.
    Null,
    /// It does not fit the type; the reader has it.
    Misfit,
    /// It is in its slot, and spelled in another way than it would be written; the reader has it.
    Spelled,
}

/// A value that a property can have.
pub trait Value: Sized + Clone + PartialEq + 'static {
    /// What a JSON value has to be, for messages: `a JSON object`.
    const EXPECTED: &'static str;

    /// The type whose properties the value has, or each of its elements.
    type Own;

    /// Whether it is a directory object of Entra, or each of its elements is.
    const IS_DIRECTORY_OBJECT: bool = false;

    /// Whether a value may have come in another spelling than it is written in: [`Reading::Spelled`].
    #[doc(hidden)]
    const IS_SPELLED: bool = false;

    /// Reads a value into `slot`, which stays as it is when the value is null or does not fit.
    ///
    /// # Errors
    ///
    /// If the text is no JSON. A value of another type is no error.
    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Reading, NotJson>;

    /// Reads a value behind others.
    ///
    /// # Errors
    ///
    /// If the text is no JSON.
    #[doc(hidden)]
    #[inline]
    fn read_another(values: &mut Vec<Self>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        push_read(values, reader, Self::read)
    }

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

    /// Whether the type is only around what a response holds, and declares no property of Graph's.
    #[doc(hidden)]
    const IS_ENVELOPE: bool = false;

    /// The members of a JSON object that its type does not declare.
    #[doc(hidden)]
    fn undeclared(&self) -> Option<&Extras> {
        None
    }
}

/// Reads a value by way of a slot of its own, behind others.
#[inline]
fn push_read<T>(
    values: &mut Vec<T>,
    reader: &mut Reader<'_>,
    read: impl FnOnce(&mut Option<T>, &mut Reader<'_>) -> Result<Reading, NotJson>,
) -> Result<Reading, NotJson> {
    let mut slot = None;
    let reading = read(&mut slot, reader)?;
    if let Some(value) = slot {
        values.push(value);
    }
    Ok(reading)
}

/// How a declared type is read and written: one of [`RecordKind`], [`FamilyKind`] and [`EnumerationKind`].
pub trait Kind<T> {
    #[doc(hidden)]
    const EXPECTED: &'static str;

    #[doc(hidden)]
    const IS_SPELLED: bool = false;

    /// What reads a value that is an answer by itself: the value or, where that is no JSON object, `{"value": …}`.
    #[doc(hidden)]
    type Alone;

    #[doc(hidden)]
    fn read(slot: &mut Option<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson>;

    #[doc(hidden)]
    #[inline]
    fn read_another(values: &mut Vec<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        push_read(values, reader, Self::read)
    }

    #[doc(hidden)]
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    #[doc(hidden)]
    fn missing(_: &T) -> Option<&'static str> {
        None
    }

    #[doc(hidden)]
    const IS_ENVELOPE: bool = false;

    #[doc(hidden)]
    fn undeclared(_: &T) -> Option<&Extras> {
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

/// What reads a value of a declared type that is an answer by itself.
pub type Alone<T> = <<T as Declared>::Kind as Kind<T>>::Alone;

impl<T: Declared> Value for T {
    const EXPECTED: &'static str = <T::Kind as Kind<T>>::EXPECTED;
    type Own = <T as Declared>::Own;
    const IS_DIRECTORY_OBJECT: bool = <T as Declared>::IS_DIRECTORY_OBJECT;
    const IS_SPELLED: bool = <T::Kind as Kind<T>>::IS_SPELLED;

    #[inline]
    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        <T::Kind as Kind<T>>::read(slot, reader)
    }

    #[inline]
    fn read_another(values: &mut Vec<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        <T::Kind as Kind<T>>::read_another(values, reader)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        <T::Kind as Kind<T>>::write(self, serializer)
    }

    fn missing(&self) -> Option<&'static str> {
        <T::Kind as Kind<T>>::missing(self)
    }

    const IS_ENVELOPE: bool = <T::Kind as Kind<T>>::IS_ENVELOPE;

    fn undeclared(&self) -> Option<&Extras> {
        <T::Kind as Kind<T>>::undeclared(self)
    }
}

impl<T: Declared + Record> Kind<T> for RecordKind {
    const EXPECTED: &'static str = "a JSON object";
    type Alone = T::Held;

    #[inline]
    fn read(slot: &mut Option<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        read_into(|| slot.insert(T::new()), reader)
    }

    /// In its place, for records are large and moving them is most of what is done to them.
    #[inline]
    fn read_another(values: &mut Vec<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        read_into(|| values.push_mut(T::new()), reader)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_record(value, serializer)
    }

    fn missing(value: &T) -> Option<&'static str> {
        value.missing()
    }

    const IS_ENVELOPE: bool = T::IS_ENVELOPE;

    fn undeclared(value: &T) -> Option<&Extras> {
        Some(value.extras())
    }
}

/// Reads an object into a record that is made for it.
#[inline]
fn read_into<'a, T: Record + 'a>(
    make: impl FnOnce() -> &'a mut T,
    reader: &mut Reader<'_>,
) -> Result<Reading, NotJson> {
    if reader.peek() != b'{' {
        return reader.pass_misfit();
    }
    let Some(level) = Level::enter::<T>(reader) else {
        return reader.pass_misfit();
    };
    let is_member = reader.first_member()?;
    let record = make();
    forget_type(record);
    fill(record, is_member, reader)?;
    level.leave(reader);
    Ok(Reading::Done)
}

impl<T: Family> Kind<T> for FamilyKind {
    const EXPECTED: &'static str = "a JSON object";
    type Alone = T;

    #[inline]
    fn read(slot: &mut Option<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        if reader.peek() != b'{' {
            return reader.pass_misfit();
        }
        let Some(level) = Level::enter::<(T, T::Base)>(reader) else {
            return reader.pass_misfit();
        };
        read_family(slot, reader)?;
        level.leave(reader);
        Ok(Reading::Done)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write_member(serializer)
    }

    fn undeclared(value: &T) -> Option<&Extras> {
        Some(value.extras())
    }
}

impl<T: Enumeration> Kind<T> for EnumerationKind {
    const EXPECTED: &'static str = "the name of a member";
    const IS_SPELLED: bool = true;
    type Alone = ValueOf<T>;

    #[inline]
    fn read(slot: &mut Option<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        read_enumeration(slot, reader)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_enumeration(value, serializer)
    }
}

impl<T: Value> Value for Vec<T> {
    const EXPECTED: &'static str = "a JSON array";
    type Own = T::Own;
    const IS_DIRECTORY_OBJECT: bool = T::IS_DIRECTORY_OBJECT;
    const IS_SPELLED: bool = T::IS_SPELLED;

    #[inline]
    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        read_array(slot, reader, false)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.len()))?;
        for value in self {
            seq.serialize_element(&AsJson(value))?;
        }
        seq.end()
    }
}

/// Reads an array. One that is most of its text gets room for all of its elements at once, judging by the first.
pub(super) fn read_array<T: Value>(
    slot: &mut Option<Vec<T>>,
    reader: &mut Reader<'_>,
    is_most: bool,
) -> Result<Reading, NotJson> {
    if reader.peek() != b'[' {
        return reader.pass_misfit();
    }
    let Some(level) = Level::enter::<T>(reader) else {
        return reader.pass_misfit();
    };
    let whole = reader.clone();
    let mut values = Vec::new();
    let mut is_element = reader.first_element()?;
    let left = reader.left();
    let mut is_spelled = false;
    while is_element {
        let reading = T::read_another(&mut values, reader)?;
        if T::IS_SPELLED && matches!(reading, Reading::Spelled) {
            is_spelled = true;
        } else if !matches!(reading, Reading::Done) {
            // An array with an element that does not fit is kept whole, as it came.
            *reader = whole;
            level.leave(reader);
            return reader.pass_misfit();
        }
        if is_most && values.len() == 1 {
            values.reserve(alike::<T>(
                left.saturating_sub(reader.left()),
                reader.left(),
            ));
        }
        is_element = reader.next_element()?;
    }
    level.leave(reader);
    *slot = Some(values);
    if T::IS_SPELLED && is_spelled {
        let place = whole.clone().place();
        return reader.spelled_since(place);
    }
    Ok(Reading::Done)
}

/// How many more elements as long as the first one may be in what is left of the text, within four times its length.
fn alike<T>(first: usize, left: usize) -> usize {
    let most = left.saturating_mul(4) / size_of::<T>().max(1);
    most.min(left / first.max(1))
}
