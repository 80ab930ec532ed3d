//! Enumerations: members by name, and what is not declared kept as its text.

use std::hash::{Hash, Hasher};
use std::mem::discriminant;

use serde::ser::Serializer;

use super::value::{Declared, Kind};
use super::value_of::ValueOf;
use crate::json::{NotJson, Reader, Reading};

/// An enumeration.
#[derive(Debug)]
pub struct EnumerationKind;

/// What the expansion of an enumeration says.
pub trait Enumeration: Declared + Clone + PartialEq + for<'a> From<&'a str> + 'static {
    /// The declared members, each with its name.
    const MEMBERS: &'static [(&'static str, Self)];

    /// The name of a member that is not declared.
    fn as_unrecognized(&self) -> Option<&str>;
}

/// The member of a name: if none has it in this letter case, one that has it in another.
pub fn member_of<T: Enumeration>(name: &str, unrecognized: fn(Box<str>) -> T) -> T {
    match T::MEMBERS.iter().find(|(known, _)| *known == name) {
        Some((_, member)) => member.clone(),
        None => other_member(name).unwrap_or_else(|| unrecognized(name.into())),
    }
}

/// The member whose name differs in letter case only.
#[cold]
fn other_member<T: Enumeration>(name: &str) -> Option<T> {
    let mut members = T::MEMBERS.iter();
    let (_, member) = members.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(member.clone())
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

/// What `PartialEq` of an enumeration does.
pub fn is_same_member<T: Enumeration>(member: &T, other: &T) -> bool {
    discriminant(member) == discriminant(other)
        && member.as_unrecognized() == other.as_unrecognized()
}

/// What `Hash` of an enumeration does.
pub fn hash_member<T: Enumeration, H: Hasher>(member: &T, state: &mut H) {
    discriminant(member).hash(state);
    member.as_unrecognized().hash(state);
}

/// Reads the name of a member.
///
/// # Errors
///
/// If the text is no JSON.
pub(super) fn read_enumeration<T: Enumeration>(
    slot: &mut Option<T>,
    reader: &mut Reader<'_>,
) -> Result<Reading, NotJson> {
    let place = reader.place();
    let Some(name) = reader.text()? else {
        return reader.misfit_since(place);
    };
    if let Some((_, member)) = T::MEMBERS.iter().find(|(known, _)| *known == name) {
        *slot = Some(member.clone());
        return Ok(Reading::Done);
    }
    let member = T::from(&*name);
    let is_declared = member.as_unrecognized().is_none();
    *slot = Some(member);
    match is_declared {
        true => reader.spelled_since(place),
        false => Ok(Reading::Done),
    }
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

impl<T: Enumeration> Kind<T> for EnumerationKind {
    const EXPECTED: &'static str = "the name of a member";
    const IS_SPELLED: bool = true;
    type Alone = ValueOf<T>;

    #[inline]
    fn read(slot: &mut Option<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        read_enumeration(slot, reader)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_enumeration(value, serializer)
    }
}
