//! The members of a JSON object that a record keeps as they came: names and the JSON texts of their values.
//!
//! They are in one buffer and not in a list of pairs. Programs often declare few of the properties that a service sends: a record with 30
//! unknown ones would take twice the memory and twice the time to decode.

use serde_json::value::RawValue;

use crate::json::other_form;

/// Names and values in the order of arrival, each after its length.
#[derive(Clone, Default)]
pub struct Kept(Vec<u8>);

/// The bits of a length that fit into one byte, next to the one that says that more follow.
const BITS: u32 = 7;
const MORE: u8 = 1 << BITS;

impl Kept {
    pub(super) fn push(&mut self, name: &str, json: &str) {
        // Room for two lengths of up to three bytes each; longer ones grow the buffer.
        const LENGTHS: usize = 6;
        self.0.reserve(LENGTHS + name.len() + json.len());
        for text in [name, json] {
            self.push_length(text.len());
            self.0.extend_from_slice(text.as_bytes());
        }
    }

    /// Keeps how a value that was read is spelled, apart from the unknown ones: no other text begins with a space.
    #[cold]
    pub(super) fn push_spelling(&mut self, name: &str, json: &str) {
        self.push(name, &format!("{SPELLED}{json}"));
    }

    fn push_length(&mut self, mut length: usize) {
        while length >= usize::from(MORE) {
            self.0.push(length as u8 | MORE);
            length >>= BITS;
        }
        self.0.push(length as u8);
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each name and the JSON text of its value, without spellings.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        Texts(&self.0).filter(|(_, json)| !json.starts_with(SPELLED))
    }

    /// Each name whose value was spelled in another way, and its JSON text.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&str, &str)> {
        Texts(&self.0).filter_map(|(name, json)| Some((name, json.strip_prefix(SPELLED)?)))
    }

    /// Each name and its value.
    pub(super) fn values(&self) -> impl ExactSizeIterator<Item = (&str, &RawValue)> {
        let texts = self.texts();
        let values: Vec<_> = texts.map(|(name, json)| (name, as_raw(json))).collect();
        values.into_iter()
    }

    /// Whether something is here that an error object has.
    #[inline]
    pub(crate) fn may_be_error(&self) -> bool {
        let mut names = self.texts().map(|(name, _)| name);
        names.any(|name| matches!(name, "error" | "Error" | "odata.error"))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let named = |name: &str| self.texts().find(|(known, _)| *known == name);
        let (_, json) = named(name).or_else(|| named(&other_form(name)?))?;
        Some(json)
    }
}

/// The first character of a kept text that is a spelling.
const SPELLED: char = ' ';

/// The pairs of a [`Kept`].
#[derive(Clone)]
struct Texts<'a>(&'a [u8]);

impl<'a> Texts<'a> {
    /// Takes a length and the text after it.
    #[inline]
    fn take(&mut self) -> Option<&'a str> {
        let (mut length, mut shift, mut read) = (0, 0, 0);
        for byte in self.0 {
            length |= usize::from(byte % MORE) << shift;
            shift += BITS;
            read += 1;
            if byte & MORE == 0 {
                break;
            }
        }
        let (text, rest) = self.0.get(read..)?.split_at_checked(length)?;
        self.0 = rest;
        str::from_utf8(text).ok()
    }
}

impl<'a> Iterator for Texts<'a> {
    type Item = (&'a str, &'a str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        Some((self.take()?, self.take()?))
    }
}

/// What was kept is one JSON value, so reading it as one cannot fail.
pub(super) fn as_raw(json: &str) -> &RawValue {
    serde_json::from_str(json).unwrap_or(RawValue::NULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_again_however_long_it_is() {
        let mut kept = Kept::default();
        assert_eq!(kept.texts().next(), None);
        let long = format!("\"{}\"", "é".repeat(3000));
        let all = [
            ("", "null"),
            ("a@b.\n\"c\"", "{ \"d\": [1e999] }"),
            (&"x".repeat(127), "1"),
            (&"y".repeat(128), "\"\""),
            (&"z".repeat(16_384), &long),
        ];
        for (name, json) in all {
            kept.push(name, json);
        }
        assert_eq!(kept.texts().collect::<Vec<_>>(), all);
        assert_eq!(kept.values().len(), all.len());
        for ((name, value), (known, json)) in kept.values().zip(all) {
            assert_eq!((name, value.get()), (known, json));
            assert_eq!(kept.get(name), Some(json));
        }
        assert_eq!(kept.get("absent"), None);
    }

    #[test]
    fn spellings_are_kept_apart_from_unknown_members() {
        let mut kept = Kept::default();
        kept.push("new", "true");
        kept.push_spelling("state", "\"Active\"");
        kept.push("", "null");
        assert_eq!(
            kept.texts().collect::<Vec<_>>(),
            [("new", "true"), ("", "null")]
        );
        assert_eq!(
            kept.spellings().collect::<Vec<_>>(),
            [("state", "\"Active\"")]
        );
        assert_eq!(kept.values().len(), 2);
        assert_eq!(kept.get("state"), None);
        assert_eq!(kept.get("new"), Some("true"));
    }
}
