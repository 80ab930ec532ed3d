//! A type together with its subtypes: `AnyX`, chosen by `@odata.type` wherever in the object it stands.

use std::borrow::Cow;
use std::ops::DerefMut;

use serde::ser::Serializer;

use super::decode::fill;
use super::extras::is_same_type;
use super::record::{Derived, Record, forget_type};
use super::unknown::Kept;
use super::value::{AsJson, Declared, Kind, Value, read_text};
use crate::json::{Level, NotJson, Reader, Reading};

/// A type together with its subtypes: `AnyX`.
#[derive(Debug)]
pub struct FamilyKind;

/// What the expansion of a type with declared subtypes says.
pub trait Family: Declared + DerefMut<Target = Self::Base> + From<Self::Base> {
    /// The type that all members are.
    type Base: Derived;

    /// The names of the subtypes, without `#`.
    const SUBTYPES: &'static [&'static str];

    /// Reads an object as the subtype `name`, which has no `#`, from the member that comes next, if there is one.
    ///
    /// # Errors
    ///
    /// If the text is no JSON.
    fn read_member(name: &str, is_member: bool, reader: &mut Reader<'_>) -> Result<Self, NotJson>;

    /// Writes the value as what it is.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write_member<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Reads an object as a member of a family.
///
/// # Errors
///
/// If the text is no JSON.
pub(super) fn read_family<T: Family>(
    slot: &mut Option<T>,
    reader: &mut Reader<'_>,
) -> Result<(), NotJson> {
    let mut is_member = reader.first_member()?;
    let first = reader.clone();
    let (mut name, mut form) = (None, None);
    if is_member {
        form = reader.control_key(ODATA_TYPE, BARE_TYPE)?;
        if form.is_some() {
            name = reader.text()?;
        }
    }
    if name.is_some() {
        is_member = reader.next_member()?;
    } else {
        form = None;
        name = type_ahead(is_member, first.clone())?;
        *reader = first;
    }
    let bare = name
        .as_deref()
        .map(|name| name.strip_prefix('#').unwrap_or(name));
    let member = slot.insert(T::read_member(bare.unwrap_or_default(), is_member, reader)?);
    if let Some(name) = name {
        member.extras_mut().came_as::<T::Base>(&name, form);
    }
    Ok(())
}

const ODATA_TYPE: &str = "\"@odata.type\"";
const BARE_TYPE: &str = "@type";

/// Looks for the type in all of an object, so that it can be read as that from its beginning.
fn type_ahead<'de>(
    mut is_member: bool,
    mut ahead: Reader<'de>,
) -> Result<Option<Cow<'de, str>>, NotJson> {
    while is_member {
        if ahead.control_key(ODATA_TYPE, BARE_TYPE)?.is_some() {
            if let Some(name) = ahead.text()? {
                return Ok(Some(name));
            }
        } else {
            ahead.skip()?;
        }
        is_member = ahead.next_member()?;
    }
    Ok(None)
}

/// Reads an object as `T`, a subtype, which a new value says that it is, from the member that comes next on, and wraps it.
///
/// # Errors
///
/// If the text is no JSON.
#[inline]
pub fn read_inline<T: Record + Declared, W>(
    is_member: bool,
    reader: &mut Reader<'_>,
    wrap: fn(T) -> W,
) -> Result<W, NotJson> {
    let mut record = T::new();
    record.extras_mut().keep_type();
    fill(&mut record, is_member, reader)?;
    Ok(wrap(record))
}

/// As [`read_inline`], for a member that is boxed.
///
/// # Errors
///
/// If the text is no JSON.
#[inline]
pub fn read_boxed<T: Record + Declared, W>(
    is_member: bool,
    reader: &mut Reader<'_>,
    wrap: fn(Box<T>) -> W,
) -> Result<W, NotJson> {
    let mut record = Box::new(T::new());
    record.extras_mut().keep_type();
    fill(&mut *record, is_member, reader)?;
    Ok(wrap(record))
}

/// As [`read_inline`], for a type whose name no subtype has in this letter case: one that has it in another, or else the base.
///
/// # Errors
///
/// If the text is no JSON.
pub fn read_other<T: Family>(
    name: &str,
    is_member: bool,
    reader: &mut Reader<'_>,
) -> Result<T, NotJson> {
    let is_same = |known: &&&str| known.eq_ignore_ascii_case(name);
    match T::SUBTYPES.iter().find(is_same) {
        Some(declared) if *declared != name => T::read_member(declared, is_member, reader),
        _ => read_base(is_member, reader),
    }
}

/// Reads an object as the base itself, or as a subtype that is not declared.
fn read_base<T: Family>(is_member: bool, reader: &mut Reader<'_>) -> Result<T, NotJson> {
    let mut base = <T::Base as Record>::new();
    forget_type(&mut base);
    fill(&mut base, is_member, reader)?;
    Ok(T::from(base))
}

/// A value as a subtype of another declaration, read again from its JSON; `None` if `odata_type` is not the subtype's.
pub fn downcast_to<T: Value, S: Declared + Value>(
    value: &T,
    odata_type: Option<&str>,
) -> Option<S> {
    if !is_same_type(Some(odata_type?), Some(S::ODATA_TYPE)) {
        return None;
    }
    let json = serde_json::to_string(&AsJson(value)).ok()?;
    let mut slot = None;
    read_text(&mut slot, &json).ok()?;
    slot
}

impl<T: Family> Kind<T> for FamilyKind {
    const EXPECTED: &'static str = "a JSON object";
    type Alone = T;

    #[inline]
    fn read(slot: &mut Option<T>, reader: &mut Reader<'_>) -> Result<Reading, NotJson> {
        if reader.peek() != b'{' {
            return reader.pass_misfit();
        }
        let Some(level) = Level::enter::<(T, T::Base)>(reader) else {
            return reader.pass_misfit();
        };
        read_family(slot, reader)?;
        level.leave(reader);
        Ok(Reading::Done)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write_member(serializer)
    }

    fn undeclared(value: &T) -> Option<&Kept> {
        Some(value.extras().kept())
    }
}
