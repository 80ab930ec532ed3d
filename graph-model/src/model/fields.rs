//! The map of JSON that a record writes its properties to.

use std::fmt;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::value::{AsJson, Value, read_text};
use crate::edm::note_place;

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
    /// The properties that came spelled in another way than they would be written, each with its JSON.
    spelled: Spellings,
}

/// Names and the JSON of their values.
pub(super) type Spellings = Vec<(String, String)>;

impl<M: SerializeMap> Fields<M> {
    #[inline]
    /// Begins a map; with the spellings that came, if what came is more than was declared.
    pub(super) fn begin(map: M, spelled: Option<Spellings>) -> Self {
        Fields {
            map,
            unusual: spelled.map(Unusual::of),
        }
    }

    /// Writes one property, if it is set.
    #[inline]
    pub(crate) fn field<T: Value>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.value(name, value);
        }
    }

    /// Writes one property, as it was spelled if it still has the value that came.
    #[inline(always)]
    pub(super) fn value<T: Value>(&mut self, name: &'static str, value: &T) {
        if T::IS_SPELLED
            && let Some(unusual) = &mut self.unusual
            && let Some(spelled) = unusual.take_spelling(name, value)
        {
            return self.entry(name, &spelled);
        }
        self.entry(name, &AsJson(value));
    }

    #[inline]
    pub(crate) fn entry<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Some(unusual) = &mut self.unusual
            && !unusual.note(name)
        {
            return;
        }
        if let Err(error) = self.map.serialize_entry(name, value) {
            note_place(name);
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
    fn of(spelled: Spellings) -> Box<Self> {
        Box::new(Unusual {
            spelled,
            ..Unusual::default()
        })
    }

    /// How the property came to be spelled, if that is how the value can be read.
    #[cold]
    fn take_spelling<T: Value>(&mut self, name: &str, value: &T) -> Option<serde_json::Value> {
        let place = self.spelled.iter().rposition(|(known, _)| known == name)?;
        let (_, json) = self.spelled.swap_remove(place);
        let mut slot = None;
        read_text(&mut slot, &json).ok()?;
        // Texts, or lists of them.
        let is_still = slot.as_ref() == Some(value);
        is_still.then(|| serde_json::from_str(&json).ok()).flatten()
    }

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
            spelled: Vec::new(),
        }
    }
}

impl<M: SerializeMap> fmt::Debug for Fields<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").finish_non_exhaustive()
    }
}
