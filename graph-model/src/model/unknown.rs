//! What a record keeps as it came: names and the JSON texts of their values, in one buffer for each record.
//!
//! A short property that nobody knows costs no allocation, any other one: not one for its name, one for its value and one for a list.

use serde_json::value::RawValue;
use smallvec::SmallVec;

use crate::json::other_form;

/// Names and values in the order of arrival, each behind its length.
///
/// What is short stands in the place of the buffer's address and length, so that it takes no more than a `Vec` does.
#[derive(Clone, Default)]
pub struct Kept(SmallVec<[u8; 2 * size_of::<usize>()]>);

/// The bits of a length that fit into one byte, next to the one that says that more follow.
const BITS: u32 = 7;
const MORE: u8 = 1 << BITS;

impl Kept {
    pub(super) fn push(&mut self, name: &str, json: &str) {
        let texts = [name, json];
        let length = texts.map(|text| text.len() + bytes_of(text.len()));
        match (self.is_empty(), length.iter().sum()) {
            (true, length) => self.0.reserve_exact(length),
            (false, length) => self.0.reserve(length),
        }
        for text in texts {
            self.push_length(text.len());
            self.0.extend_from_slice(text.as_bytes());
        }
    }

    /// Keeps how a value is spelled that was read: apart from the others, for no other text begins with a space.
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
        Values {
            left: self.texts().count(),
            texts: self.texts(),
        }
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

/// What a kept text begins with that is a spelling.
const SPELLED: char = ' ';

/// How many bytes a length takes.
fn bytes_of(length: usize) -> usize {
    1 + length.checked_ilog2().unwrap_or(0) as usize / BITS as usize
}

/// All that is kept.
#[derive(Clone)]
pub(super) struct Texts<'a>(&'a [u8]);

impl<'a> Texts<'a> {
    /// Takes a length, and the text of it.
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

/// See [`Kept::values`].
struct Values<T> {
    texts: T,
    left: usize,
}

impl<'a, T: Iterator<Item = (&'a str, &'a str)>> Iterator for Values<T> {
    type Item = (&'a str, &'a RawValue);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, json) = self.texts.next()?;
        self.left -= 1;
        Some((name, as_raw(json)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<'a, T: Iterator<Item = (&'a str, &'a str)>> ExactSizeIterator for Values<T> {}

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
    fn a_short_property_takes_no_allocation_and_a_long_one_no_more_than_it_needs() {
        let mut kept = Kept::default();
        assert_eq!(size_of_val(&kept), size_of::<Vec<u8>>());
        kept.push("new", "true");
        assert!(!kept.0.spilled());
        for length in [20, 125, 126, 127, 128, 16_384] {
            let mut kept = Kept::default();
            kept.push(&"x".repeat(length), "true");
            assert_eq!(kept.0.capacity(), kept.0.len(), "{length}");
        }
    }
}
