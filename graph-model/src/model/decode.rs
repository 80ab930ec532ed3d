//! From a JSON object to a record, property by property, without buffering.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error as _, Unexpected};

use super::extras::Extras;
use super::record::{Derived, EachPropertyMut, Record};
use super::value::{Declared, FieldOutcome, Take, Value, read, read_text};
use crate::json::{NotJson, Reader, Reading, TextSeed, unescaped_key};

/// As [`read`], for one of many: apart from what finds it, which is to stay small.
#[inline(never)]
fn read_own<T: Value>(index: u32, slot: &mut Option<T>, reader: &mut Reader<'_>) -> Take {
    read(index, slot, reader)
}

/// As [`read_own`], for a property whose value is boxed because its type contains itself.
#[inline(never)]
fn read_boxed_own<T: Value>(
    index: u32,
    slot: &mut Option<Box<T>>,
    reader: &mut Reader<'_>,
) -> Take {
    let mut value = None;
    let taken = read(index, &mut value, reader)?;
    if let Some(value) = value {
        *slot = Some(Box::new(value));
    }
    Ok(taken)
}

/// Finds the one property that has the name, of those that a type itself declares, and reads its value.
///
/// Its methods are inlined always, since then the indices and the lengths of the names are constants, all of them together become a
/// `switch`, and what follows a hit is skipped. Left to itself, LLVM calls them one by one: three times the instructions for a type with a
/// hundred properties.
struct TakeOwn<'a, 'text> {
    name: &'a str,
    /// The place of the next property in its type.
    index: u32,
    reader: &'a mut Reader<'text>,
    taken: Take,
}

impl EachPropertyMut for TakeOwn<'_, '_> {
    #[inline(always)]
    fn property<T: Value>(&mut self, name: &'static str, slot: &mut Option<T>) {
        if name == self.name {
            self.taken = read_own(self.index, slot, self.reader);
        }
        self.index += 1;
    }

    #[inline(always)]
    fn boxed_property<T: Value>(&mut self, name: &'static str, slot: &mut Option<Box<T>>) {
        if name == self.name {
            self.taken = read_boxed_own(self.index, slot, self.reader);
        }
        self.index += 1;
    }
}

/// Reads the value of `name` if the property is the type's own.
///
/// # Errors
///
/// If the text is no JSON.
#[inline]
pub(super) fn take_own<T: Derived>(record: &mut T, name: &str, reader: &mut Reader<'_>) -> Take {
    let mut own = TakeOwn {
        name,
        index: 0,
        reader,
        taken: Ok(FieldOutcome::No),
    };
    record.each_own_mut(&mut own);
    own.taken
}

/// A record that is being read, whatever its type is: the loop over its properties is there once.
pub(super) trait Members {
    fn take_member(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson>;

    fn kept(&mut self) -> &mut Extras;
}

impl<T: Record> Members for T {
    fn take_member(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson> {
        self.take(key, reader)
    }

    fn kept(&mut self) -> &mut Extras {
        self.extras_mut()
    }
}

/// Reads an object into a record, from the member that comes next, if there is one.
pub(super) fn fill(
    record: &mut dyn Members,
    mut is_member: bool,
    reader: &mut Reader<'_>,
) -> Result<(), NotJson> {
    while is_member {
        let key = reader.key()?;
        match reader.is_escaped() {
            false => take_member(record, key, reader)?,
            true => take_member(record, &unescaped_key(key)?, reader)?,
        }
        is_member = reader.next_member()?;
    }
    Ok(())
}

#[inline]
fn take_member(
    record: &mut dyn Members,
    key: &str,
    reader: &mut Reader<'_>,
) -> Result<(), NotJson> {
    match record.take_member(key, reader)? {
        FieldOutcome::Done | FieldOutcome::No => {}
        FieldOutcome::Null(index) => {
            if !record.kept().set_null(index) {
                record.kept().keep_misfit(key, "null");
            }
        }
        FieldOutcome::Misfit => record.kept().keep_misfit(key, reader.misfit()),
        FieldOutcome::Spelled => record.kept().keep_spelling(key, reader.misfit()),
    }
    Ok(())
}

/// What a deserializer answers: rustc need not find out again in each implementation what `D::Error` is.
pub type Decoded<'de, T, D> = Result<T, <D as Deserializer<'de>>::Error>;

/// What `Deserialize` of a declared type does: takes the text from the deserializer, whichever it is, and reads that, so that
/// there is one copy of each type's code.
///
/// # Errors
///
/// Those of the deserializer, and a value that is no JSON object.
pub fn read_record<'de, T: Declared, D: Deserializer<'de>>(deserializer: D) -> Decoded<'de, T, D> {
    let text = TextSeed.deserialize(deserializer)?;
    let mut slot = None;
    let found = match read_text(&mut slot, &text).map_err(D::Error::custom)? {
        Reading::Done | Reading::Spelled => {
            return slot.ok_or_else(|| D::Error::custom("nothing was read"));
        }
        Reading::Null => Unexpected::Unit,
        Reading::Misfit => Unexpected::Other("a value of another kind"),
    };
    Err(D::Error::invalid_type(found, &Expected::<T>(PhantomData)))
}

struct Expected<T>(PhantomData<T>);

impl<T: Value> serde::de::Expected for Expected<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(T::EXPECTED)
    }
}

#[cfg(test)]
mod tests;
