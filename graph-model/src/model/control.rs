//! Control information of OData, in either form of its name.

use super::extras::Extras;
use super::value::{FieldOutcome, Take, UNNUMBERED, Value, read};
use crate::json::{Form, Reader, WrittenForm};

/// Reads control information into its field. What comes a second time, in the other form, is kept as it came.
pub(crate) fn read_control<T: Value>(
    slot: &mut Option<T>,
    form: &mut WrittenForm,
    extras: &mut Extras,
    key: &str,
    reader: &mut Reader<'_>,
) -> Take {
    let came = Form::of(key);
    if slot.is_some() && form.0 != came {
        extras.keep(key, reader.skip()?);
        return Ok(FieldOutcome::Done);
    }
    form.0 = came;
    read(UNNUMBERED, slot, reader)
}
