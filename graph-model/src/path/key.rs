//! Keys as they stand in a URL.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Entity;
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

/// Appends a key to a URL as exactly one segment, percent-encoded once; false if it is empty.
///
/// A key that begins with `$` or like the name of a type, and the keys `.` and `..`, cannot stand as a segment: the
/// service takes the first for a system resource and the second for a type cast, and HTTP clients resolve the others away,
/// encoded or not. They are written in parentheses, quoted (OData 4.01, URL Conventions 4.3.1 and 4.3.6; Microsoft Graph
/// documentation, "Get a user", on names that begin with `$`).
pub(super) fn push_key(url: &mut String, key: &str) -> bool {
    if key.starts_with('$') || key.starts_with("microsoft.graph.") || key == "." || key == ".." {
        url.push_str("('");
        url.extend(utf8_percent_encode(&key.replace('\'', "''"), RESERVED));
        url.push_str("')");
    } else {
        url.push('/');
        url.extend(utf8_percent_encode(key, RESERVED));
    }
    !key.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appended(key: &str) -> Option<String> {
        let mut url = String::from("/v1.0/users");
        push_key(&mut url, key).then_some(url)
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
        ] {
            assert_eq!(appended(key).as_deref(), Some(url));
        }
    }

    #[test]
    fn an_empty_key_is_none() {
        assert_eq!(appended(""), None);
    }
}
