//! Enumerations: members by name, and what is not declared kept as its text.

use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;

use super::decode::misfits;
use super::raw::{misfit_map, misfit_scalar, misfit_seq};
use super::record::Declared;
use super::value::Reading;

/// What the expansion of an enumeration says.
pub trait Enumeration: Declared + Clone + PartialEq + 'static {
    /// The declared members, each with its name.
    const MEMBERS: &'static [(&'static str, Self)];

    /// A member that is not declared.
    fn unrecognized(name: Box<str>) -> Self;

    /// The name of a member that is not declared.
    fn as_unrecognized(&self) -> Option<&str>;
}

/// The member of a name.
pub fn member_of<T: Enumeration>(name: &str) -> T {
    match T::MEMBERS.iter().find(|(known, _)| *known == name) {
        Some((_, member)) => member.clone(),
        None => T::unrecognized(name.into()),
    }
}

/// The name of a member.
pub fn name_of<T: Enumeration>(member: &T) -> &str {
    match member.as_unrecognized() {
        Some(name) => name,
        None => T::MEMBERS
            .iter()
            .find(|(_, known)| known == member)
            .map_or("", |(name, _)| name),
    }
}

struct MemberVisitor<'a, T>(&'a mut Option<T>);

impl<'de, T: Enumeration> Visitor<'de> for MemberVisitor<'_, T> {
    type Value = Reading;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Reading, E> {
        *self.0 = Some(member_of(name));
        Ok(Reading::Done)
    }

    misfits!(scalars but text);
    misfits!(null);
    misfits!(seq);
    misfits!(map);
}

/// Reads the name of a member.
///
/// # Errors
///
/// Those of the deserializer: the text is no JSON.
pub(super) fn read_enumeration<'de, T: Enumeration, D: Deserializer<'de>>(
    slot: &mut Option<T>,
    deserializer: D,
) -> Result<Reading, D::Error> {
    deserializer.deserialize_any(MemberVisitor(slot))
}

/// Writes the name of a member.
///
/// # Errors
///
/// Those of the serializer.
pub(super) fn write_enumeration<T: Enumeration, S: Serializer>(
    member: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(name_of(member))
}
