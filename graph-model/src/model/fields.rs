//! The map of JSON that a record writes its properties to.

use std::fmt;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::value::{AsJson, Value};

/// What a record writes its properties to.
///
/// The first error is kept and ends the writing, so that expansions need not pass errors on, property by property.
pub struct Fields<M: SerializeMap> {
    map: M,
    /// What seldom is: each record has `Fields` of its own, which is to cost little.
    unusual: Option<Box<Unusual<M::Error>>>,
}

struct Unusual<E> {
    error: Option<E>,
    /// The names that were written, for some of them may be among the unknown as well.
    written: Vec<&'static str>,
}

impl<M: SerializeMap> Fields<M> {
    #[inline]
    pub(super) fn begin(map: M, has_misfits: bool) -> Self {
        Fields {
            map,
            unusual: has_misfits.then(Box::default),
        }
    }

    /// Writes one property, if it is set.
    #[inline]
    pub(crate) fn field<T: Value>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.entry(name, &AsJson(value));
        }
    }

    #[inline]
    pub(crate) fn entry<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Some(unusual) = &mut self.unusual
            && !unusual.note(name)
        {
            return;
        }
        if let Err(error) = self.map.serialize_entry(name, value) {
            self.fail(error);
        }
    }

    /// Ends the map; the first error, if there was one.
    #[inline]
    pub(super) fn end(self) -> Result<M::Ok, M::Error> {
        match self.unusual {
            None => self.map.end(),
            Some(unusual) => unusual.end(self.map),
        }
    }

    #[cold]
    fn fail(&mut self, error: M::Error) {
        self.unusual.get_or_insert_default().error = Some(error);
    }

    /// Writes what no declaration knows, unless a property of its name was written.
    pub(super) fn unknown<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Some(unusual) = &self.unusual
            && (unusual.error.is_some() || unusual.written.contains(&name))
        {
            return;
        }
        if let Err(error) = self.map.serialize_entry(name, value) {
            self.fail(error);
        }
    }
}

impl<E> Unusual<E> {
    #[cold]
    fn end<M: SerializeMap<Error = E>>(self, map: M) -> Result<M::Ok, E> {
        match self.error {
            Some(error) => Err(error),
            None => map.end(),
        }
    }

    /// Notes a name that is written; false if nothing is written any more.
    #[cold]
    fn note(&mut self, name: &'static str) -> bool {
        self.written.push(name);
        self.error.is_none()
    }
}

impl<E> Default for Unusual<E> {
    #[cold]
    fn default() -> Self {
        Unusual {
            error: None,
            written: Vec::new(),
        }
    }
}

impl<M: SerializeMap> fmt::Debug for Fields<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").finish_non_exhaustive()
    }
}
