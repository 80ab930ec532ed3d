//! What a record keeps as it came: names and the JSON texts of their values, in one buffer for each record.
//!
//! One property that nobody knows costs one allocation, not one for its name, one for its value and one for a list.

use serde_json::value::RawValue;

/// Names and values in the order of arrival, each behind its length.
#[derive(Clone, Default)]
pub(super) struct Kept(String);

/// The bits of a length that fit into one ASCII character, next to the one that says that more follow.
const BITS: u32 = 6;
const MORE: u8 = 1 << BITS;

impl Kept {
    pub(super) fn push(&mut self, name: &str, json: &str) {
        // Lengths below 64 take one character each, below 4,096 two.
        let length = name.len() + json.len() + 4;
        match self.0.capacity() {
            0 => self.0 = String::with_capacity(length),
            _ => self.0.reserve(length),
        }
        for text in [name, json] {
            push_length(&mut self.0, text.len());
            self.0.push_str(text);
        }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each name and the JSON text of its value.
    pub(super) fn texts(&self) -> Texts<'_> {
        Texts(&self.0)
    }

    /// Each name and its value.
    pub(super) fn values(&self) -> impl ExactSizeIterator<Item = (&str, &RawValue)> {
        Values {
            left: self.texts().count(),
            texts: self.texts(),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.texts()
            .find(|(known, _)| *known == name)
            .map(|(_, json)| json)
    }
}

fn push_length(text: &mut String, mut length: usize) {
    loop {
        // Fewer than seven bits, so an ASCII character.
        let bits = (length % usize::from(MORE)) as u8;
        length >>= BITS;
        if length == 0 {
            return text.push(char::from(bits));
        }
        text.push(char::from(bits | MORE));
    }
}

/// See [`Kept::texts`].
#[derive(Clone)]
pub(super) struct Texts<'a>(&'a str);

impl<'a> Texts<'a> {
    /// Takes a length, and the text of it.
    #[inline]
    fn take(&mut self) -> Option<&'a str> {
        let (mut length, mut shift, mut read) = (0, 0, 0);
        for byte in self.0.bytes() {
            length |= usize::from(byte % MORE) << shift;
            shift += BITS;
            read += 1;
            if byte & MORE == 0 {
                break;
            }
        }
        let (text, rest) = self.0.get(read..)?.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
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
struct Values<'a> {
    texts: Texts<'a>,
    left: usize,
}

impl<'a> Iterator for Values<'a> {
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

impl ExactSizeIterator for Values<'_> {}

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
            (&"x".repeat(63), "1"),
            (&"y".repeat(64), "\"\""),
            (&"z".repeat(4096), &long),
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
}
