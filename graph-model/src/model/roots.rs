//! The roots of the chain: what every record has, whoever declared it.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeMap;
use serde_json::value::RawValue;

use super::extras::{Extras, root_of_chain};
use super::fields::Fields;
use super::id::Id;
use super::record::Record;
use super::value::{FieldOutcome, UNNUMBERED, read};
use crate::json::{NotJson, Reader};

macro_rules! extras_methods {
    () => {
        /// `@odata.type` as it came, or as the program set it: with or without `#`.
        pub fn odata_type(&self) -> Option<&str> {
            self.extras.odata_type()
        }

        /// Sets `@odata.type`, for a type that is not declared.
        pub fn set_odata_type(&mut self, name: impl Into<Cow<'static, str>>) {
            self.extras.set_odata_type(name);
        }

        /// What came and no declaration knows, as JSON text, in the order of arrival: unknown properties, annotations,
        /// and known properties whose value did not fit their type.
        pub fn unknown(&self) -> impl ExactSizeIterator<Item = (&str, &RawValue)> {
            self.extras.unknown()
        }

        /// The JSON text of one unknown property. Control information is found by either of its names: `@odata.context`, `@context`.
        pub fn get_unknown(&self, name: &str) -> Option<&RawValue> {
            self.extras.get_unknown(name)
        }
    };
}

/// The root of an entity that has Graph's `id`: the id, the etag, and all that no declaration knows.
pub struct EntityBase<X> {
    /// The entity's id; absent when the answer left it out.
    pub id: Option<Id<X>>,
    extras: Extras,
}

impl<X> EntityBase<X> {
    extras_methods!();

    /// `@odata.etag`: the version of the entity, for `If-Match`.
    pub fn etag(&self) -> Option<&str> {
        self.extras.etag()
    }
}

impl<X: 'static> Record for EntityBase<X> {
    root_of_chain!();

    const HAS_KEY: bool = true;

    fn new() -> Self {
        EntityBase {
            id: None,
            extras: Extras::default(),
        }
    }

    #[inline]
    fn take(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson> {
        match key {
            "id" => read(UNNUMBERED, &mut self.id, reader),
            _ => self.extras.take(key, reader),
        }
    }

    #[inline]
    fn write<M: SerializeMap>(&self, out: &mut Fields<M>) {
        if let Some(id) = &self.id {
            out.entry("id", id.as_str());
        }
    }
}

impl<X> Clone for EntityBase<X> {
    fn clone(&self) -> Self {
        EntityBase {
            id: self.id.clone(),
            extras: self.extras.clone(),
        }
    }
}

impl<X: 'static> Default for EntityBase<X> {
    fn default() -> Self {
        Record::new()
    }
}

impl<X> PartialEq for EntityBase<X> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.extras == other.extras
    }
}

impl<X> fmt::Debug for EntityBase<X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EntityBase")
            .field("id", &self.id)
            .field("extras", &self.extras)
            .finish()
    }
}

/// The root of a complex type, or of an entity with keys of its own: all that no declaration knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BareBase {
    extras: Extras,
}

impl BareBase {
    extras_methods!();

    /// `@odata.etag`: the version of an entity, for `If-Match`. Complex values have none.
    pub fn etag(&self) -> Option<&str> {
        self.extras.etag()
    }
}

impl Record for BareBase {
    root_of_chain!();

    fn new() -> Self {
        BareBase::default()
    }

    fn take(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson> {
        self.extras.take(key, reader)
    }

    #[inline]
    fn write<M: SerializeMap>(&self, _: &mut Fields<M>) {}
}
