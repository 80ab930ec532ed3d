//! The values of properties: how each is read without ever failing on another type, and how it is written.

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::unknown::Kept;
use crate::json::{Level, NotJson, Reader, Reading};

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
    fn undeclared(&self) -> Option<&Kept> {
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

/// A type that a declaration names.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that `graph_resource!` declares",
    label = "not a type of Graph",
    note = "a property holds a primitive type such as `String`, or a complex type or an enumeration that a `graph_resource!` declares"
)]
pub trait Declared: Sized + Clone + PartialEq + 'static {
    /// The qualified name as `@odata.type` writes it: `#microsoft.graph.user`.
    const ODATA_TYPE: &'static str;

    /// Whether it is a record, a family of subtypes or an enumeration; see `Kind`.
    type Kind: Kind<Self>;

    /// What holds a value of the type: the type itself, or the enum of it and its declared subtypes.
    type Held: Value;

    /// The type whose properties a value has: the type itself, or the base of an enum of subtypes.
    type Own;

    /// Whether only its subtypes have values.
    const IS_ABSTRACT: bool = false;

    /// Whether it is a directory object of Entra, whose queries have rules of their own.
    const IS_DIRECTORY_OBJECT: bool = false;
}

/// How a declared type is read and written: one of [`RecordKind`](super::RecordKind), [`FamilyKind`](super::FamilyKind) and [`EnumerationKind`](super::EnumerationKind).
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
    fn undeclared(_: &T) -> Option<&Kept> {
        None
    }
}

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

    fn undeclared(&self) -> Option<&Kept> {
        <T::Kind as Kind<T>>::undeclared(self)
    }
}

/// What became of a property.
#[derive(Debug)]
pub enum FieldOutcome {
    /// Its value was read, or kept as it came.
    Done,
    /// The type does not know it; its value was not read.
    No,
    /// It came as an explicit null; with the property's place in its type.
    Null(u32),
    /// Its value does not fit its type; the reader has it.
    Misfit,
    /// Its value was read, and is spelled in another way than it would be written; the reader has it.
    Spelled,
}

/// What became of a property, if the text is JSON.
pub(crate) type Take = Result<FieldOutcome, NotJson>;

impl Reading {
    #[inline]
    pub(super) fn taken(self, index: u32) -> FieldOutcome {
        match self {
            Reading::Done => FieldOutcome::Done,
            Reading::Null => FieldOutcome::Null(index),
            Reading::Misfit => FieldOutcome::Misfit,
            Reading::Spelled => FieldOutcome::Spelled,
        }
    }
}

/// The place of what has no place in a type: an explicit null of it is kept like any value that does not fit.
pub(crate) const UNNUMBERED: u32 = u32::MAX;

/// Reads one property's value into its field.
///
/// # Errors
///
/// If the text is no JSON. A value of another type is no error.
#[inline]
pub(crate) fn read<T: Value>(index: u32, slot: &mut Option<T>, reader: &mut Reader<'_>) -> Take {
    Ok(T::read(slot, reader)?.taken(index))
}

/// Reads a text that holds one value.
///
/// # Errors
///
/// If the text is no JSON: what is wrong with it, and where.
pub(crate) fn read_text<T: Value>(slot: &mut Option<T>, text: &str) -> serde_json::Result<Reading> {
    let mut reader = Reader::new(text);
    let reading = T::read(slot, &mut reader);
    let reading = reading.and_then(|reading| reader.end().map(|()| reading));
    reading.map_err(|problem| problem.error(text))
}

/// What a serializer answers: rustc need not find out again in each implementation what `S::Ok` is.
pub type Written<S> = Result<<S as Serializer>::Ok, <S as Serializer>::Error>;

/// Lends `serde::Serialize` to a [`Value`].
pub(crate) struct AsJson<'a, T>(pub(crate) &'a T);

impl<T: Value> Serialize for AsJson<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
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
