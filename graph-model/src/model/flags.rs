//! Flags enumerations: sets of members, kept by name.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::ser::Serializer;

use super::scalar::{Scalar, read_scalar};
use super::value::{Declared, Kind};
use super::value_of::ValueOf;
use crate::json::{NotJson, Reader, Reading};

/// A flags enumeration.
#[derive(Debug)]
pub struct FlagsKind;

/// A set of members of a flags enumeration, as their names: `keyEncipherment,digitalSignature`.
///
/// Members that are not declared are kept. Two sets are equal when they have the same members, in whatever order and letter case:
/// services write `KeyEncipherment` as well. The names stay as they came.
#[derive(Clone, Default)]
pub struct Flags {
    names: Cow<'static, str>,
}

impl Flags {
    /// A set of one member; what expansions call.
    #[doc(hidden)]
    pub const fn member(name: &'static str) -> Self {
        Flags {
            names: Cow::Borrowed(name),
        }
    }

    /// A set from the names of its members, separated by commas.
    pub fn from_names(names: impl Into<String>) -> Self {
        Flags {
            names: Cow::Owned(names.into()),
        }
    }

    /// The names, as they are on the wire: separated by commas.
    pub fn as_str(&self) -> &str {
        &self.names
    }

    /// The name of each member.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
    }

    /// Whether all members of `other` are in this set.
    pub fn contains(&self, other: &Flags) -> bool {
        other.names().all(|name| self.has(name))
    }

    /// Whether one of the members has this name, in whatever letter case.
    fn has(&self, name: &str) -> bool {
        self.names().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// The members of both sets.
    #[must_use]
    pub fn with(&self, other: &Flags) -> Self {
        let mut names: Vec<&str> = self.names().collect();
        for name in other.names() {
            if !names.iter().any(|own| own.eq_ignore_ascii_case(name)) {
                names.push(name);
            }
        }
        Flags::from_names(names.join(","))
    }
}

impl PartialEq for Flags {
    fn eq(&self, other: &Self) -> bool {
        self.contains(other) && other.contains(self)
    }
}

impl Eq for Flags {}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

impl Scalar for Flags {
    fn from_text(text: &str) -> Option<Self> {
        Some(Flags::from_names(text))
    }
}

impl<T: Declared + From<Flags> + Deref<Target = Flags>> Kind<T> for FlagsKind {
    const EXPECTED: &'static str = "the names of members, separated by commas";
    type Alone = ValueOf<T>;

    fn read(slot: &mut Option<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        let mut flags = None::<Flags>;
        let reading = read_scalar(&mut flags, reader)?;
        if let Some(flags) = flags {
            *slot = Some(T::from(flags));
        }
        Ok(reading)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value.as_str())
    }
}
