//! What a record does as a link of its chain: its own properties here, all others in its base.

use serde::ser::{SerializeMap, Serializer};

use super::clone_eq::is_same_of_own;
use super::decode::{fill, take_own};
use super::encode::write_record;
use super::extras::Extras;
use super::fields::Fields;
use super::record::{Derived, Record, RecordKind, forget_type};
use super::unknown::Kept;
use super::value::{Declared, FieldOutcome, Kind, Take};
use crate::json::{Level, NotJson, Reader, Reading};

#[diagnostic::do_not_recommend]
impl<T: Derived> Record for T {
    const COUNT: u32 = <T::Target as Record>::COUNT + T::OWN;
    const NEW_TYPE: Option<&'static str> = if T::TYPED { Some(T::ODATA_TYPE) } else { None };
    const HAS_KEY: bool = T::KEYED || <T::Target as Record>::HAS_KEY;

    fn new() -> Self {
        T::default()
    }

    fn extras(&self) -> &Extras {
        (**self).extras()
    }

    fn extras_mut(&mut self) -> &mut Extras {
        (**self).extras_mut()
    }

    #[inline]
    fn take(&mut self, key: &str, reader: &mut Reader<'_>) -> Take {
        match take_own(self, key, reader)? {
            FieldOutcome::No => (**self).take(key, reader),
            FieldOutcome::Null(index) => {
                Ok(FieldOutcome::Null(index + <T::Target as Record>::COUNT))
            }
            other => Ok(other),
        }
    }

    #[inline]
    fn write<M: SerializeMap>(&self, out: &mut Fields<M>) {
        (**self).write(out);
        out.own_properties(self, <T::Target as Record>::COUNT);
    }

    fn is_same(&self, other: &Self) -> bool {
        (**self).is_same(&**other) && is_same_of_own(self, other)
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
        // Not `Vec::push_mut`, which needs Rust 1.95.
        read_into(
            || {
                let index = values.len();
                values.push(T::new());
                &mut values[index]
            },
            reader,
        )
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_record(value, serializer)
    }

    fn missing(value: &T) -> Option<&'static str> {
        value.missing()
    }

    const IS_ENVELOPE: bool = T::IS_ENVELOPE;

    fn undeclared(value: &T) -> Option<&Kept> {
        Some(value.extras().kept())
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
