//! The JSON text of a value, whichever deserializer it comes from.
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
use serde::ser::Serialize;
use serde_json::value::RawValue;

/// Reads a value of any kind as its text, which is borrowed wherever it comes from one.
pub(crate) struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct(*RAW, self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    /// What serde_json's deserializers answer: one entry, whose value is the text.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        map.next_key::<serde::de::IgnoredAny>()?;
        map.next_value_seed(Owned)
    }

    /// What all others answer.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        let mut json = String::new();
        inner.deserialize_any(Transcript(&mut json))?;
        Ok(Cow::Owned(json))
    }
}

struct Owned;

impl<'de> DeserializeSeed<'de> for Owned {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Owned {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
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

/// Appends a value to a JSON text, in the order in which it comes.
struct Transcript<'a>(&'a mut String);

impl Transcript<'_> {
    fn append<T: Serialize + ?Sized, E: serde::de::Error>(self, value: &T) -> Result<(), E> {
        let json = serde_json::to_string(value).map_err(E::custom)?;
        self.0.push_str(&json);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Transcript<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcript<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value that JSON has a form for")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.append(&value)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.append(&value)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.append(&value)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.append(&value)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.append(value)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.append(&())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.append(&())
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.push('[');
        let start = self.0.len();
        while seq.next_element_seed(Element(self.0, start))?.is_some() {}
        self.0.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.push('{');
        let start = self.0.len();
        while map.next_key_seed(Element(self.0, start))?.is_some() {
            self.0.push(':');
            map.next_value_seed(Transcript(self.0))?;
        }
        self.0.push('}');
        Ok(())
    }
}

/// An element of an array, or the name of a property, behind a comma unless it is the first.
struct Element<'a>(&'a mut String, usize);

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.0.len() > self.1 {
            self.0.push(',');
        }
        deserializer.deserialize_any(Transcript(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{ "b" : [1e999, 1.50] ,  "a":"\u0041" }"#;

    /// The protocol is serde_json's own, and private: a version that changes it fails here.
    #[test]
    fn serde_json_hands_over_the_very_text() {
        assert!(RAW.contains("RawValue"), "{:?}", *RAW);
        let text = TextSeed
            .deserialize(&mut serde_json::Deserializer::from_str(JSON))
            .expect("it is JSON");
        assert_eq!(text, JSON);
        assert!(matches!(text, Cow::Borrowed(_)), "it was copied");
        let text = TextSeed
            .deserialize(&mut serde_json::Deserializer::from_slice(JSON.as_bytes()))
            .expect("it is JSON");
        assert_eq!(text, JSON);
        let text = TextSeed
            .deserialize(&mut serde_json::Deserializer::from_reader(JSON.as_bytes()))
            .expect("it is JSON");
        assert_eq!(text, JSON);
        let raw = <&RawValue>::deserialize(&mut serde_json::Deserializer::from_str(JSON));
        assert_eq!(raw.expect("it is JSON").get(), JSON);
    }
}
