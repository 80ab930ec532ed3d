//! A type together with its subtypes: `AnyX`, chosen by `@odata.type` wherever in the object it stands.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde_json::value::RawValue;

use super::decode::{KeySeed, ObjectVisitor, ReadObject, fill, misfits, take_one};
use super::encode::AsJson;
use super::kept::{Kept, as_raw};
use super::raw::{misfit_map, misfit_scalar, misfit_seq};
use super::record::{Declared, Derived, Inherits, Record};
use super::value::{Reading, Value};

/// What the expansion of a type with declared subtypes says.
pub trait Family: Declared + Inherits<Self::Base> + Sized {
    /// The type that all members are.
    type Base: Derived;

    /// Wraps a value that is of the base type, or of a subtype that is not declared.
    fn from_base(base: Self::Base) -> Self;

    /// Reads the rest of an object as the subtype `name`, which has no `#`; `base` holds what was read before.
    fn read_member<'de, A: MapAccess<'de>>(
        name: &str,
        base: Self::Base,
        map: &mut A,
    ) -> Result<Self, A::Error>;

    /// Writes the value as what it is.
    fn write_member<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

struct FamilyReader;

impl<T: Family> ReadObject<T> for FamilyReader {
    #[inline]
    fn read<'de, A: MapAccess<'de>>(
        self,
        slot: &mut Option<T>,
        mut map: A,
    ) -> Result<(), A::Error> {
        let mut base = <T::Base as Record>::blank();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            if key != "@odata.type" {
                take_one(&mut base, &key, &mut map)?;
                continue;
            }
            let mut name = None;
            match map.next_value_seed(NameSeed(&mut name))? {
                Reading::Done => {}
                Reading::Null => base.extras_mut().keep_misfit(&key, RawValue::NULL),
                Reading::Misfit(value) => base.extras_mut().keep_misfit(&key, &value),
            }
            if let Some(name) = name {
                let bare = name.strip_prefix('#').unwrap_or(&name);
                let member = slot.insert(T::read_member(bare, base, &mut map)?);
                member.upcast_mut().extras_mut().came_as::<T::Base>(&name);
                return Ok(());
            }
        }
        *slot = Some(T::from_base(base));
        Ok(())
    }
}

/// Reads the name of a type without making a `String` of it: most are known, and have theirs already.
struct NameSeed<'a, 'de>(&'a mut Option<Cow<'de, str>>);

impl<'de> DeserializeSeed<'de> for NameSeed<'_, 'de> {
    type Value = Reading;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NameSeed<'_, 'de> {
    type Value = Reading;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a type")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Reading, E> {
        *self.0 = Some(Cow::Borrowed(name));
        Ok(Reading::Done)
    }

    fn visit_str<E>(self, name: &str) -> Result<Reading, E> {
        *self.0 = Some(Cow::Owned(name.to_owned()));
        Ok(Reading::Done)
    }

    misfits!(scalars but text);
    misfits!(null);
    misfits!(seq);
    misfits!(map);
}

/// Reads an object as a member of a family.
///
/// # Errors
///
/// Those of the deserializer: the text is no JSON.
#[inline]
pub(super) fn read_family<'de, T: Family, D: Deserializer<'de>>(
    slot: &mut Option<T>,
    deserializer: D,
) -> Result<Reading, D::Error> {
    deserializer.deserialize_any(ObjectVisitor {
        slot,
        read: FamilyReader,
    })
}

/// Reads the rest of an object as `T`, and wraps it.
///
/// # Errors
///
/// Those of the deserializer: the text is no JSON.
#[inline]
pub fn read_inline<'de, T, B, W, A>(base: B, map: &mut A, wrap: fn(T) -> W) -> Result<W, A::Error>
where
    T: Record + Declared + Inherits<B>,
    B: Record,
    A: MapAccess<'de>,
{
    let mut record = downcast::<T, B>(base);
    fill(&mut record, map)?;
    Ok(wrap(record))
}

/// As [`read_inline`], for a member that is boxed.
///
/// # Errors
///
/// Those of the deserializer: the text is no JSON.
#[inline]
pub fn read_boxed<'de, T, B, W, A>(
    base: B,
    map: &mut A,
    wrap: fn(Box<T>) -> W,
) -> Result<W, A::Error>
where
    T: Record + Declared + Inherits<B>,
    B: Record,
    A: MapAccess<'de>,
{
    let mut record = Box::new(downcast::<T, B>(base));
    fill(&mut *record, map)?;
    Ok(wrap(record))
}

/// Reads the rest of an object whose type is the base's, or is not declared.
///
/// # Errors
///
/// Those of the deserializer: the text is no JSON.
pub fn read_base<'de, T: Family, A: MapAccess<'de>>(
    mut base: T::Base,
    map: &mut A,
) -> Result<T, A::Error> {
    fill(&mut base, map)?;
    Ok(T::from_base(base))
}

/// A value as a subtype of another declaration, read again from its JSON; `None` if `odata_type` is not the subtype's.
pub fn downcast_to<T: Value, S: Declared + Value>(
    value: &T,
    odata_type: Option<&str>,
) -> Option<S> {
    let name = odata_type?.trim_start_matches('#');
    if name != S::ODATA_TYPE.trim_start_matches('#') {
        return None;
    }
    let json = serde_json::to_string(&AsJson(value)).ok()?;
    let mut slot = None;
    S::read(&mut slot, &mut serde_json::Deserializer::from_str(&json)).ok()?;
    slot
}

/// A base becomes the subtype that it turned out to be; what the base did not know is read again.
pub(crate) fn downcast<T: Record + Declared + Inherits<B>, B: Record>(mut base: B) -> T {
    let unknown = base.extras_mut().take_unknown();
    let mut record = T::blank();
    *record.upcast_mut() = base;
    record.extras_mut().set_odata_type(T::ODATA_TYPE);
    if !unknown.is_empty() {
        replay(&mut record, &unknown);
    }
    record
}

fn replay<T: Record>(record: &mut T, unknown: &Kept) {
    let mut text = String::new();
    for (name, json) in unknown.texts() {
        push_member(&mut text, name, json);
    }
    if read_members(record, &mut text) {
        return;
    }
    // What is kept is JSON, but one value may hold what cannot be read: a number that is too large, say.
    record.extras_mut().take_unknown();
    for (name, json) in unknown.texts() {
        text.clear();
        push_member(&mut text, name, json);
        if !read_members(record, &mut text) {
            record.extras_mut().keep_misfit(name, as_raw(json));
        }
    }
}

fn push_member(text: &mut String, name: &str, json: &str) {
    text.reserve(name.len() + json.len() + 5);
    text.push(if text.is_empty() { '{' } else { ',' });
    push_json_string(text, name);
    text.push(':');
    text.push_str(json);
}

/// Reads an object without its closing brace; false if it cannot be read.
///
/// Through the same deserializer as an answer, so that no second copy of the type's code is made.
fn read_members<T: Record>(record: &mut T, text: &mut String) -> bool {
    text.push('}');
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.deserialize_map(Replay(record)).is_ok()
}

struct Replay<'a, T>(&'a mut T);

impl<'de, T: Record> serde::de::Visitor<'de> for Replay<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the properties that were kept")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        fill(self.0, &mut map)
    }
}

fn push_json_string(text: &mut String, name: &str) {
    if name
        .bytes()
        .any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        text.push_str(&serde_json::Value::from(name).to_string());
    } else {
        text.push('"');
        text.push_str(name);
        text.push('"');
    }
}
