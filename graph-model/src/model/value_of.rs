//! A value that is a response by itself.

use serde::ser::SerializeMap;

use super::extras::{Extras, root_of_chain};
use super::fields::Fields;
use super::record::{Record, RecordKind};
use super::value::{Declared, FieldOutcome, UNNUMBERED, Value, read};
use crate::json::{NotJson, Reader};

/// What a property, or the result of an operation, is on its own: `{"value": …}` (OData JSON Format 4.01, section 11).
#[derive(Debug, Clone, PartialEq)]
pub struct ValueOf<T> {
    /// The value; absent when the answer says null.
    pub value: Option<T>,
    extras: Extras,
}

#[diagnostic::do_not_recommend]
impl<T: Value> Declared for ValueOf<T> {
    const ODATA_TYPE: &'static str = "#Value";
    type Kind = RecordKind;
    type Held = Self;
    type Own = Self;
}

impl<T: Value> Record for ValueOf<T> {
    root_of_chain!();
    const IS_ENVELOPE: bool = true;

    fn new() -> Self {
        ValueOf {
            value: None,
            extras: Extras::default(),
        }
    }

    fn take(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson> {
        match key {
            "value" => read(UNNUMBERED, &mut self.value, reader),
            _ => self.extras.take(key, reader),
        }
    }

    fn write<M: SerializeMap>(&self, out: &mut Fields<M>) {
        out.field("value", self.value.as_ref());
    }
}
