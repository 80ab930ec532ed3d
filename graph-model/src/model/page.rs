//! A page of a collection.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::control::read_control;
use super::decode::read_record;
use super::encode::write_record;
use super::extras::{Extras, root_of_chain};
use super::fields::Fields;
use super::record::{Record, RecordKind};
use super::value::{Declared, FieldOutcome, UNNUMBERED, Value, read_array};
use crate::json::{NotJson, Reader, WrittenForm};

/// A page of a collection, as Graph answers: some of the members, and a link to the next page.
#[derive(Clone, PartialEq)]
pub struct Page<T> {
    /// The members on this page; a page may be empty and still have a next one.
    pub value: Vec<T>,
    /// The link to the next page (`@odata.nextLink`, in OData 4.01 also `@nextLink`): opaque, to be used whole.
    pub next_link: Option<String>,
    /// The link that later answers what has changed since (`@odata.deltaLink`): opaque, to be used whole.
    pub delta_link: Option<String>,
    /// The number of members on all pages (`@odata.count`), on the first page and if it was asked for.
    pub count: Option<i64>,
    /// Whether `value` came, and all that it held could be read.
    is_whole: bool,
    forms: Forms,
    extras: Extras,
}

/// How the names of its control information are written.
#[derive(Clone, Default, PartialEq)]
struct Forms {
    next_link: WrittenForm,
    delta_link: WrittenForm,
    count: WrittenForm,
}

impl<T> Page<T> {
    /// What a response holds of a collection that is a part of it.
    pub(crate) fn of_members(value: Vec<T>, next_link: Option<String>, count: Option<i64>) -> Self {
        Page {
            value,
            next_link,
            count,
            ..Page::default()
        }
    }

    /// What else the page says, as JSON text: `@odata.context`, for instance.
    pub fn unknown(&self) -> impl ExactSizeIterator<Item = (&str, &RawValue)> {
        self.extras.unknown()
    }
}

/// A page without members, and without a next one.
impl<T> Default for Page<T> {
    fn default() -> Self {
        Page {
            value: Vec::new(),
            next_link: None,
            delta_link: None,
            count: None,
            is_whole: true,
            forms: Forms::default(),
            extras: Extras::default(),
        }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    /// The members on this page.
    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Value> Declared for Page<T> {
    const ODATA_TYPE: &'static str = "#Collection";
    type Kind = RecordKind;
    type Held = Self;
    type Own = T::Own;
    const IS_DIRECTORY_OBJECT: bool = T::IS_DIRECTORY_OBJECT;
}

impl<T: Value> Record for Page<T> {
    root_of_chain!();
    const IS_ENVELOPE: bool = true;

    fn new() -> Self {
        Page {
            is_whole: false,
            ..Page::default()
        }
    }

    fn take(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson> {
        Ok(match key {
            "value" => {
                let mut members = None::<Vec<T>>;
                let reading = read_array(&mut members, reader, true)?;
                self.is_whole = members.is_some();
                match (members, self.value.is_empty()) {
                    (Some(members), true) => self.value = members,
                    (members, _) => self.value.extend(members.into_iter().flatten()),
                }
                reading.taken(UNNUMBERED)
            }
            "@odata.nextLink" | "@nextLink" => {
                let (slot, form) = (&mut self.next_link, &mut self.forms.next_link);
                read_control(slot, form, &mut self.extras, key, reader)?
            }
            "@odata.deltaLink" | "@deltaLink" => {
                let (slot, form) = (&mut self.delta_link, &mut self.forms.delta_link);
                read_control(slot, form, &mut self.extras, key, reader)?
            }
            "@odata.count" | "@count" => {
                let (slot, form) = (&mut self.count, &mut self.forms.count);
                read_control(slot, form, &mut self.extras, key, reader)?
            }
            _ => self.extras.take(key, reader)?,
        })
    }

    fn missing(&self) -> Option<&'static str> {
        match self.is_whole {
            true => None,
            false => Some("a collection, `{\"value\": [...]}`"),
        }
    }

    fn write<M: SerializeMap>(&self, out: &mut Fields<M>) {
        let next_link = self
            .forms
            .next_link
            .0
            .choose("@odata.nextLink", "@nextLink");
        out.field(next_link, self.next_link.as_ref());
        let delta_link = self
            .forms
            .delta_link
            .0
            .choose("@odata.deltaLink", "@deltaLink");
        out.field(delta_link, self.delta_link.as_ref());
        let count = self.forms.count.0.choose("@odata.count", "@count");
        out.field(count, self.count.as_ref());
        // One that did not fit was kept, and one that never came is not made up.
        if self.is_whole {
            out.value("value", &self.value);
        }
    }
}

impl<'de, T: Value> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_record(deserializer)
    }
}

impl<T: Value> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_record(self, serializer)
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("value", &self.value)
            .field("next_link", &self.next_link)
            .field("delta_link", &self.delta_link)
            .field("count", &self.count)
            .field("extras", &self.extras)
            .finish()
    }
}
