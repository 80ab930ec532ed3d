//! Flags enumerations: sets of members, kept by name and compared by value.

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

/// The declared members of a flags enumeration, each with its value.
pub type FlagValues = &'static [(&'static str, i64)];

/// A set of members of a flags enumeration, as their names: `keyEncipherment,digitalSignature`.
///
/// Where the declaration says the values of members, sets are what their values say: `everyWeek`, which is 15, contains
/// `firstWeek,thirdWeek` and equals `firstWeek,secondWeek,thirdWeek,fourthWeek` (OData 4.01, URL Conventions, section 5.1.1.1.9: a set
/// has a flag if all bits of the flag are in it; CSDL, section 10.3). A name that is a number stands for that value, as OData allows.
///
/// Members that are not declared, or have no declared value, are kept and compared by name, in any letter case: services write
/// `KeyEncipherment` as well. The names stay as they came.
#[derive(Clone, Default)]
pub struct Flags {
    names: Cow<'static, str>,
    values: FlagValues,
}

/// A set of one member.
pub const fn flag(name: &'static str) -> Flags {
    flag_of(name, &[])
}

/// A set of one member of an enumeration whose members have values.
pub const fn flag_of(name: &'static str, values: FlagValues) -> Flags {
    Flags {
        names: Cow::Borrowed(name),
        values,
    }
}

/// A set of an enumeration whose members have values.
pub fn flags_of(flags: Flags, values: FlagValues) -> Flags {
    Flags { values, ..flags }
}

impl Flags {
    /// A set from the names of its members, separated by commas.
    pub fn from_names(names: impl Into<String>) -> Self {
        Flags {
            names: Cow::Owned(names.into()),
            values: &[],
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

    /// Whether all of `other` is in this set: every bit of its declared members, and every name that has no declared value.
    ///
    /// A member whose value is 0, such as `none`, is in every set.
    pub fn contains(&self, other: &Flags) -> bool {
        let values = self.values_with(other);
        let own = self.known_bits(values);
        other.names().all(|name| match bits(name, values) {
            Some(bits) => bits & !own == 0,
            None => self.has(name),
        })
    }

    /// Whether one of the members has this name, in whatever letter case.
    fn has(&self, name: &str) -> bool {
        self.names().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// The members of both sets. Of members with values, those are named that say all: not what another one includes.
    #[must_use]
    pub fn with(&self, other: &Flags) -> Self {
        let values = self.values_with(other);
        let mut names: Vec<&str> = Vec::new();
        for name in self.names().chain(other.names()) {
            let bits = bits(name, values);
            let is_included = names.iter().any(|own| includes(own, name, bits, values));
            if !is_included {
                names.retain(|own| !includes(name, own, self::bits(own, values), values));
                names.push(name);
            }
        }
        Flags {
            names: Cow::Owned(names.join(",")),
            values,
        }
    }

    /// The value of the set, if the declaration says those of all its members.
    pub fn value(&self) -> Option<i64> {
        self.names()
            .try_fold(0, |all, name| Some(all | bits(name, self.values)?))
    }

    /// The declared values. A set that was made by [`from_names`](Self::from_names) or `default` knows none.
    fn values_with(&self, other: &Flags) -> FlagValues {
        match self.values {
            [] => other.values,
            own => own,
        }
    }

    fn known_bits(&self, values: FlagValues) -> i64 {
        let known = self.names().filter_map(|name| bits(name, values));
        known.fold(0, |all, bits| all | bits)
    }
}

/// The value of a member: the declared one, or the number that stands in place of a name.
fn bits(name: &str, values: FlagValues) -> Option<i64> {
    if values.is_empty() {
        return None;
    }
    let declared = values
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    match declared {
        Some((_, value)) => Some(*value),
        None => name.parse().ok(),
    }
}

/// Whether a member says all that another one says, whose bits are these.
fn includes(member: &str, other: &str, other_bits: Option<i64>, values: FlagValues) -> bool {
    match (bits(member, values), other_bits) {
        (Some(bits), Some(other_bits)) => other_bits & !bits == 0,
        (None, None) => member.eq_ignore_ascii_case(other),
        _ => false,
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
