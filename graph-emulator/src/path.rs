//! Parses percent-encoded paths into the decoded segments that name a resource.
//!
//! A key is one segment in both of its forms: `/users/abc` and `/users('abc')` are the same path.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All characters except those that RFC 3986, section 2.3, calls unreserved.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The maximum number of segments: more than any path of Graph has, and few enough to drop the store's tree on any stack.
const MAX_SEGMENTS: usize = 256;

/// The decoded segments of a path. The first one is the version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResourcePath {
    segments: Vec<String>,
}

impl ResourcePath {
    /// Parses a percent-encoded path.
    ///
    /// # Errors
    /// Fails if the path is not absolute, if a segment is empty or malformed, or if there are too many segments.
    pub(crate) fn parse(path: &str) -> Result<Self, PathError> {
        let Some(rest) = path.strip_prefix('/') else {
            return Err(PathError::NotAbsolute);
        };
        let mut segments = Vec::new();
        if !rest.is_empty() {
            for raw in rest.split('/') {
                parse_segment(raw, &mut segments)?;
            }
        }
        Ok(Self { segments })
    }

    /// Returns the path of these decoded segments.
    pub(crate) fn from_segments(segments: &[String]) -> Self {
        Self {
            segments: segments.to_vec(),
        }
    }

    pub(crate) fn segments(&self) -> &[String] {
        &self.segments
    }

    /// Returns the path with one more decoded segment.
    pub(crate) fn child(&self, name: &str) -> Self {
        let mut child = self.clone();
        child.segments.push(name.to_owned());
        child
    }

    /// Splits off the last segment. Returns `None` for the empty path.
    pub(crate) fn split_last(&self) -> Option<(Self, &str)> {
        let (last, above) = self.segments.split_last()?;
        Some((Self::from_segments(above), last))
    }

    /// Returns the `@odata.context` of the collection at this path, on the service at `base`.
    pub(crate) fn context_url(&self, base: &str) -> String {
        let mut context = base.to_owned();
        for (index, segment) in self.segments.iter().enumerate() {
            context.push_str(match index {
                1 => "/$metadata#",
                _ => "/",
            });
            context.extend(utf8_percent_encode(segment, SEGMENT));
        }
        context
    }
}

/// Writes the path of a URL, with keys as segments.
impl fmt::Display for ResourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.segments.is_empty() {
            return f.write_str("/");
        }
        self.segments
            .iter()
            .try_for_each(|segment| write!(f, "/{}", utf8_percent_encode(segment, SEGMENT)))
    }
}

/// The reason why a text is not the path of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathError {
    NotAbsolute,
    EmptySegment,
    TooDeep,
    PercentEncoding(String),
    NotUtf8(String),
    KeyQuotes(String),
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAbsolute => write!(f, "the path does not begin with '/'"),
            Self::EmptySegment => write!(f, "the path has an empty segment or an empty key"),
            Self::TooDeep => write!(f, "the path has more than {MAX_SEGMENTS} segments"),
            Self::PercentEncoding(raw) => write!(
                f,
                "the segment '{raw}' has a '%' that is not followed by two hexadecimal digits"
            ),
            Self::NotUtf8(raw) => write!(f, "the segment '{raw}' does not decode to UTF-8"),
            Self::KeyQuotes(raw) => write!(
                f,
                "the key in '{raw}' is malformed: a quote in a quoted key must be doubled"
            ),
        }
    }
}

/// Returns true if OData allows `name` as the name of a property or, with dots, of a type. Any other segment must be a key.
pub(crate) fn is_qualified_name(name: &str) -> bool {
    name.split('.').all(|part| {
        let mut characters = part.chars();
        characters
            .next()
            .is_some_and(|first| first.is_alphabetic() || first == '_')
            && characters.all(|other| other.is_alphanumeric() || other == '_')
    })
}

fn parse_segment(raw: &str, segments: &mut Vec<String>) -> Result<(), PathError> {
    let (name, key) = match parse_parenthesized_key(raw)? {
        Some((name, key)) => (name, Some(key)),
        None => (decode(raw)?, None),
    };
    for segment in [Some(name), key].into_iter().flatten() {
        // A request with an empty key must not reach the collection.
        if segment.is_empty() {
            return Err(PathError::EmptySegment);
        }
        if segments.len() == MAX_SEGMENTS {
            return Err(PathError::TooDeep);
        }
        segments.push(segment);
    }
    Ok(())
}

/// Parses `name('key')` and `name(key)`. Only literal parentheses count: `%28` is part of a key.
fn parse_parenthesized_key(raw: &str) -> Result<Option<(String, String)>, PathError> {
    let Some((name, key)) = raw.strip_suffix(')').and_then(|open| open.split_once('(')) else {
        return Ok(None);
    };
    let (name, key) = (decode(name)?, decode(key)?);
    if !is_qualified_name(&name) {
        return Ok(None);
    }
    let Some(quoted) = key.strip_prefix('\'') else {
        // `name()` is a function call, and `name(a='x')` is a function call or an alternate key.
        let is_plain = !key.is_empty() && !key.contains(['=', '\'', ',', '(', ')']);
        return Ok(is_plain.then_some((name, key)));
    };
    let inner = quoted
        .strip_suffix('\'')
        .ok_or_else(|| PathError::KeyQuotes(raw.to_owned()))?;
    let unescaped = inner.replace("''", "");
    if unescaped.contains('\'') {
        return Err(PathError::KeyQuotes(raw.to_owned()));
    }
    Ok(Some((name, inner.replace("''", "'"))))
}

fn decode(raw: &str) -> Result<String, PathError> {
    let escapes = raw.split('%').skip(1);
    for escape in escapes {
        let digits = escape.as_bytes().get(..2);
        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            return Err(PathError::PercentEncoding(raw.to_owned()));
        }
    }
    match percent_decode_str(raw).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(PathError::NotUtf8(raw.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn segments(path: &str) -> Vec<String> {
        ResourcePath::parse(path).unwrap().segments
    }

    #[test]
    fn segments_are_decoded_once() {
        assert_eq!(
            segments("/beta/users/a%2Fb%3Fc%23d%2525+e"),
            ["beta", "users", "a/b?c#d%25+e"]
        );
        assert_eq!(
            segments("/beta/users/%F0%9F%98%80"),
            ["beta", "users", "😀"]
        );
        assert_eq!(segments("/beta/users/😀 b"), ["beta", "users", "😀 b"]);
        assert_eq!(segments("/"), [""; 0]);
    }

    #[test]
    fn a_parenthesized_key_is_a_segment() {
        for path in [
            "/beta/users('it''s')/manager",
            "/beta/users(%27it%27%27s%27)/manager",
            "/beta/users/it's/manager",
            "/beta/users/it%27s/manager",
        ] {
            assert_eq!(
                segments(path),
                ["beta", "users", "it's", "manager"],
                "{path}"
            );
        }
        assert_eq!(segments("/beta/users('$x')"), ["beta", "users", "$x"]);
        assert_eq!(
            segments("/beta/users('a(b)%2Fc')"),
            ["beta", "users", "a(b)/c"]
        );
        assert_eq!(segments("/beta/users('''')"), ["beta", "users", "'"]);
        assert_eq!(segments("/beta/days(5)"), ["beta", "days", "5"]);
        assert_eq!(
            segments("/beta/users(0b3a-11)"),
            ["beta", "users", "0b3a-11"]
        );
    }

    #[test]
    fn other_parentheses_stay_in_their_segment() {
        assert_eq!(
            segments("/beta/users/delta()"),
            ["beta", "users", "delta()"]
        );
        assert_eq!(
            segments("/beta/applications(appId=%27x%27)"),
            ["beta", "applications(appId='x')"]
        );
        assert_eq!(
            segments("/beta/users/a%28%27b%27%29"),
            ["beta", "users", "a('b')"]
        );
        assert_eq!(
            segments("/beta/drive/root:/Plans%20%281%29"),
            ["beta", "drive", "root:", "Plans (1)"]
        );
        assert_eq!(
            segments("/beta/drive/root:/Plans%20(1)"),
            ["beta", "drive", "root:", "Plans (1)"]
        );
    }

    #[test]
    fn malformed_paths_are_refused_with_a_reason() {
        for (path, error) in [
            ("beta/users", PathError::NotAbsolute),
            ("*", PathError::NotAbsolute),
            ("/beta//users", PathError::EmptySegment),
            ("/beta/users/", PathError::EmptySegment),
            ("/beta/users('')", PathError::EmptySegment),
            ("/beta/users/%", PathError::PercentEncoding("%".to_owned())),
            (
                "/beta/users/a%2",
                PathError::PercentEncoding("a%2".to_owned()),
            ),
            (
                "/beta/users/%zz",
                PathError::PercentEncoding("%zz".to_owned()),
            ),
            (
                "/beta/users/%€",
                PathError::PercentEncoding("%€".to_owned()),
            ),
            ("/beta/users/%FF", PathError::NotUtf8("%FF".to_owned())),
            (
                "/beta/users('it's')",
                PathError::KeyQuotes("users('it's')".to_owned()),
            ),
            (
                "/beta/users('a''')x')",
                PathError::KeyQuotes("users('a''')x')".to_owned()),
            ),
            (
                "/beta/users(')",
                PathError::KeyQuotes("users(')".to_owned()),
            ),
        ] {
            assert_eq!(ResourcePath::parse(path), Err(error), "{path}");
        }
        assert!(ResourcePath::parse(&"/a".repeat(MAX_SEGMENTS)).is_ok());
        assert_eq!(
            ResourcePath::parse(&"/a".repeat(MAX_SEGMENTS + 1)),
            Err(PathError::TooDeep)
        );
    }

    #[test]
    fn names_and_keys_are_distinguished() {
        for name in [
            "users",
            "_x",
            "rootCertificate2",
            "microsoft.graph.user",
            "größe",
        ] {
            assert!(is_qualified_name(name), "{name}");
        }
        for key in [
            "",
            "1",
            "22e558a3-58a3",
            "a@b.c",
            "a..b",
            "$ref",
            "delta()",
            "root:",
        ] {
            assert!(!is_qualified_name(key), "{key}");
        }
    }

    #[test]
    fn the_context_and_the_display_are_encoded() {
        let path = ResourcePath::parse("/beta/users/a%2Fb/messages").unwrap();
        assert_eq!(
            path.context_url("http://h"),
            "http://h/beta/$metadata#users/a%2Fb/messages"
        );
        assert_eq!(path.to_string(), "/beta/users/a%2Fb/messages");
    }
}
