//! JSON kept as its text, whichever deserializer it comes from.
//!
//! In: a deserializer. Out: the text of its value. Those of serde_json hand over the very text; others, such as the
//! buffers behind `#[serde(flatten)]` and `#[serde(untagged)]`, have no text any more, so it is written anew.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde::ser::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::decode::{Key, KeySeed};
use super::value::Reading;

/// Reads a value of any kind as its text.
#[inline]
pub(crate) fn read_raw<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Box<RawValue>, D::Error> {
    Box::<RawValue>::deserialize(Source(deserializer))
}

/// Reads a value of any kind as its text, where a null is none.
pub(crate) fn read_kept<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading, D::Error> {
    let value = read_raw(deserializer)?;
    Ok(match value.get() {
        "null" => Reading::Null,
        _ => Reading::Misfit(value),
    })
}

/// [`read_raw`], for the elements of arrays and the values of maps.
pub(crate) struct RawSeed;

impl<'de> DeserializeSeed<'de> for RawSeed {
    type Value = Box<RawValue>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Box<RawValue>, D::Error> {
        read_raw(deserializer)
    }
}

/// Reads a value of any kind as its text, which is borrowed from the answer wherever that is text itself.
pub(crate) struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct(*RAW, self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        map.next_key_seed(KeySeed)?;
        map.next_value_seed(KeySeed)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        Ok(Cow::Owned(
            serde_json::Value::deserialize(inner)?.to_string(),
        ))
    }
}

/// The name under which serde_json's deserializers hand over a text, as `RawValue` says it.
static RAW: LazyLock<&'static str> = LazyLock::new(|| {
    let mut name = "";
    // It ends in an error, for there is nothing to read.
    let _nothing = <&RawValue>::deserialize(Listening(&mut name));
    name
});

struct Listening<'a>(&'a mut &'static str);

impl<'de> Deserializer<'de> for Listening<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = name;
        Err(Self::Error::custom("only the name was asked for"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("only the name was asked for"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A deserializer that `RawValue` can be read from even if it is not one of serde_json's.
struct Source<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Source<D> {
    type Error = D::Error;

    /// What `RawValue` asks for, under a name that only serde_json's deserializers answer with a map.
    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0
            .deserialize_newtype_struct(name, TextOrValue { name, visitor })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct TextOrValue<V> {
    name: &'static str,
    visitor: V,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for TextOrValue<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        serde_json::Value::deserialize(inner)?
            .deserialize_newtype_struct(self.name, self.visitor)
            .map_err(D::Error::custom)
    }
}

pub(crate) fn misfit_scalar<T: Serialize + ?Sized>(value: &T) -> Reading {
    // A number, a text or a Boolean always has a JSON form.
    to_raw_value(value).map_or(Reading::Null, Reading::Misfit)
}

#[cold]
pub(crate) fn misfit_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Reading, A::Error> {
    let mut entries = Entries(Vec::new());
    while let Some(key) = map.next_key_seed(KeySeed)? {
        entries.0.push((key, map.next_value_seed(RawSeed)?));
    }
    Ok(misfit_scalar(&entries))
}

#[cold]
pub(crate) fn misfit_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Reading, A::Error> {
    misfit_rest(Vec::new(), seq)
}

/// An array of which some elements were read already.
pub(crate) fn misfit_rest<'de, A: SeqAccess<'de>>(
    mut all: Vec<Box<RawValue>>,
    mut rest: A,
) -> Result<Reading, A::Error> {
    while let Some(value) = rest.next_element_seed(RawSeed)? {
        all.push(value);
    }
    Ok(misfit_scalar(&all))
}

/// An object, each value as its text.
struct Entries<'de>(Vec<(Key<'de>, Box<RawValue>)>);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
