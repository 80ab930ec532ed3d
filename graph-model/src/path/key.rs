//! Keys as they stand in a URL.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Entity;
use super::names::SegmentNames;
use crate::model::Id;

/// Everything but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What can be a key of an `X` in a path: text, a whole number, a GUID, or an [`Id`] of its kind.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` is not a key of `{X}`",
    label = "not a key of `{X}`",
    note = "a key is text, a whole number, a GUID, or an `Id` of the same entity type, which a subtype shares with its base",
    note = "the id of another entity type is a key as text only: `id.as_str()`"
)]
pub trait IntoKey<X> {
    /// The key's text, not encoded.
    fn key_text(&self) -> Cow<'_, str>;
}

#[diagnostic::do_not_recommend]
impl<X> IntoKey<X> for str {
    fn key_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X> IntoKey<X> for String {
    fn key_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X> IntoKey<X> for Cow<'_, str> {
    fn key_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X> IntoKey<X> for uuid::Uuid {
    fn key_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

macro_rules! integer_keys {
    ($($type:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<X> IntoKey<X> for $type {
            fn key_text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

integer_keys!(i32 i64 u32 u64);

#[diagnostic::do_not_recommend]
impl<X: Entity<Root = R>, R> IntoKey<X> for Id<R> {
    fn key_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

#[diagnostic::do_not_recommend]
impl<X, K: IntoKey<X> + ?Sized> IntoKey<X> for &K {
    fn key_text(&self) -> Cow<'_, str> {
        K::key_text(self)
    }
}

/// Appends text to a URL, percent-encoded once.
pub(super) fn push_encoded(url: &mut String, text: &str) {
    url.extend(utf8_percent_encode(text, RESERVED));
}

/// How a key stands in a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyForm {
    /// Without a character, which is no key.
    Empty,
    /// As a segment of its own: `/key`.
    Segment,
    /// Quoted, in the segment of its collection: `('key')`.
    InParentheses,
}

/// Appends a key to a URL as exactly one segment, percent-encoded once.
///
/// A key that is a name that can follow the collection, or that has a parenthesis, cannot stand as a segment: the service decodes it before it
/// looks for operations, type casts and their parentheses. Such a key is written in parentheses, quoted (OData 4.01, URL Conventions 4.3.1 and
/// 4.3.6; Microsoft Graph documentation, "Get a user", on names that begin with `$`).
pub(super) fn push_key(url: &mut String, key: &str, names: &SegmentNames) -> KeyForm {
    let start = url.len();
    if !names.allow(key) {
        return push_in_parentheses(url, key);
    }
    url.push('/');
    // `(` is `%28`: keys without an `8` in that place, which are nearly all, are not looked through again.
    let mut may_have_parenthesis = false;
    for part in utf8_percent_encode(key, RESERVED) {
        may_have_parenthesis |= matches!(part.as_bytes(), [_, _, b'8']);
        url.push_str(part);
    }
    if may_have_parenthesis && key.contains('(') {
        url.truncate(start);
        return push_in_parentheses(url, key);
    }
    match key {
        "" => KeyForm::Empty,
        _ => KeyForm::Segment,
    }
}

#[cold]
fn push_in_parentheses(url: &mut String, key: &str) -> KeyForm {
    url.push_str("('");
    url.extend(utf8_percent_encode(&key.replace('\'', "''"), RESERVED));
    url.push_str("')");
    KeyForm::InParentheses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appended(key: &str) -> Option<String> {
        let mut url = String::from("/v1.0/users");
        let names = SegmentNames::new("#microsoft.graph.user", &["promote"], None);
        (push_key(&mut url, key, &names) != KeyForm::Empty).then_some(url)
    }

    #[test]
    fn a_key_is_encoded_once() {
        for (key, url) in [
            ("a", "/v1.0/users/a"),
            ("a/b?c#d", "/v1.0/users/a%2Fb%3Fc%23d"),
            ("100%25", "/v1.0/users/100%2525"),
            ("o'neil+x y", "/v1.0/users/o%27neil%2Bx%20y"),
            ("é😀\n\0", "/v1.0/users/%C3%A9%F0%9F%98%80%0A%00"),
            ("...", "/v1.0/users/..."),
            ("a$", "/v1.0/users/a%24"),
            ("-._~", "/v1.0/users/-._~"),
        ] {
            assert_eq!(appended(key).as_deref(), Some(url));
        }
    }

    #[test]
    fn a_key_that_is_no_segment_stands_in_parentheses() {
        for (key, url) in [
            (".", "/v1.0/users('.')"),
            ("..", "/v1.0/users('..')"),
            ("$a'b''", "/v1.0/users('%24a%27%27b%27%27%27%27')"),
            (
                "microsoft.graph.user",
                "/v1.0/users('microsoft.graph.user')",
            ),
            ("Promote", "/v1.0/users('Promote')"),
            ("delta()", "/v1.0/users('delta%28%29')"),
            ("Sheet (1)", "/v1.0/users('Sheet%20%281%29')"),
            ("a('b')", "/v1.0/users('a%28%27%27b%27%27%29')"),
        ] {
            assert_eq!(appended(key).as_deref(), Some(url));
        }
    }

    #[test]
    fn an_empty_key_is_none() {
        assert_eq!(appended(""), None);
    }
}
