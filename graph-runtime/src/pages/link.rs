//! Links that the service sends, bound to the client's origin.
//!
//! In: a link as it came, and where it came from. Out: the path and query to ask for, or why not. No I/O.

use std::collections::HashSet;
use std::fmt;
use std::hash::BuildHasher as _;

use reqwest::Url;
use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};

use graph_model::internal::without_bom;

use crate::error::ProtocolError;
use crate::send::Origin;

/// Path and query of a link of the client's own origin: scheme, host and port are compared whole.
///
/// A link is opaque. It is resolved against the URL of the request that it answers (OData JSON Format 4.01, section 4.5:
/// relative links), and normalized as any URL parser does, which changes nothing of what it means.
pub(crate) fn own(
    origin: &Origin,
    asked: &str,
    link: &str,
    name: &'static str,
) -> Result<String, ProtocolError> {
    let unusable = || ProtocolError::UnusableLink { link: name };
    let url = Url::parse(link)
        .or_else(|_| Url::parse(&format!("{}{asked}", origin.as_str()))?.join(link))
        .map_err(|_| unusable())?;
    if !origin.is_of(&url) {
        let to = match url.origin().is_tuple() {
            true => url.origin().ascii_serialization(),
            false => format!("{}:", url.scheme()),
        };
        return Err(ProtocolError::ForeignLink {
            link: name,
            to,
            origin: origin.as_str().to_owned(),
        });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ProtocolError::LinkWithUser { link: name });
    }
    Ok(match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    })
}

/// The next link of a page, if it stands in front of the members, as Graph writes it: found without reading these.
pub(crate) fn in_front(body: &[u8]) -> Option<String> {
    let mut found = None;
    // It gives up where it has seen enough, so that no answer is read to its end here.
    let _stopped = serde_json::Deserializer::from_slice(without_bom(body))
        .deserialize_map(InFront(&mut found));
    found
}

struct InFront<'a>(&'a mut Option<String>);

impl<'de> Visitor<'de> for InFront<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match &*key {
                "@odata.nextLink" | "@nextLink" => {
                    *self.0 = map.next_value()?;
                    break;
                }
                "value" => break,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The links that a listing has followed, by their hashes: some 16 bytes a page.
#[derive(Default)]
pub(crate) struct Followed(HashSet<u64>);

impl Followed {
    /// Notes a link that is followed; false if it was followed before.
    pub(crate) fn note(&mut self, link: &str) -> bool {
        let hash = self.0.hasher().hash_one(link);
        self.0.insert(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin::parse("https://graph.microsoft.com").expect("an origin")
    }

    #[test]
    fn links_of_the_own_origin_lose_it() {
        for (link, path) in [
            (
                "https://graph.microsoft.com/v1.0/users?$skiptoken=a%2Fb",
                "/v1.0/users?$skiptoken=a%2Fb",
            ),
            (
                "https://GRAPH.microsoft.com:443/v1.0/users?$skip=1#x",
                "/v1.0/users?$skip=1",
            ),
            ("?$skip=5", "/v1.0/users?$skip=5"),
            ("users?a='b c'", "/v1.0/users?a=%27b%20c%27"),
            ("/beta/me", "/beta/me"),
        ] {
            assert_eq!(
                own(&origin(), "/v1.0/users?$top=5", link, "next link").as_deref(),
                Ok(path),
                "{link}"
            );
        }
    }

    #[test]
    fn links_elsewhere_are_refused() {
        for link in [
            "https://graph.microsoft.com.evil.example/v1.0/users",
            "https://graph.microsoft.com@evil.example/",
            "http://graph.microsoft.com/v1.0/users",
            "https://graph.microsoft.com:8443/v1.0/users",
            "//evil.example/v1.0/users",
            "\\\\evil.example\\v1.0",
            "data:text/plain,x",
        ] {
            let error = own(&origin(), "/v1.0/users", link, "next link").expect_err(link);
            assert!(
                matches!(error, ProtocolError::ForeignLink { .. }),
                "{link}: {error}"
            );
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        for link in [
            "https://me:secret@graph.microsoft.com/",
            "//me@graph.microsoft.com/",
        ] {
            assert_eq!(
                own(&origin(), "/v1.0/users", link, "next link"),
                Err(ProtocolError::LinkWithUser { link: "next link" })
            );
        }
        let error = own(&origin(), "/v1.0/users", "file:///etc/passwd", "next link");
        assert_eq!(
            error.expect_err("elsewhere").to_string(),
            "the next link leads to `file:`, and the client belongs to `https://graph.microsoft.com`: \
             the token does not go there"
        );
        assert_eq!(
            own(&origin(), "/v1.0/users", "https://[", "next link"),
            Err(ProtocolError::UnusableLink { link: "next link" })
        );
    }

    #[test]
    fn a_link_in_front_of_the_members_is_found() {
        for (body, link) in [
            (
                r#"{"@odata.context":"x","@odata.nextLink":"a\/b","value":["#,
                Some("a/b"),
            ),
            (r#"{"@odata.nextLink":"a","value":[]}"#, Some("a")),
            (r#"{"@nextLink":"a","value":[]}"#, Some("a")),
            (r#"{"x":{"@odata.nextLink":"b"},"value":[]}"#, None),
            (r#"{"value":[],"@odata.nextLink":"a"}"#, None),
            (r#"{"@odata.nextLink":null,"value":[]}"#, None),
            (r#"{"@odata.nextLink":7,"value":[]}"#, None),
            (r#"{"@odata.nextLink""#, None),
            ("[]", None),
            ("", None),
        ] {
            assert_eq!(in_front(body.as_bytes()).as_deref(), link, "{body}");
        }
    }

    #[test]
    fn a_circle_is_noticed_before_a_page_comes_twice() {
        for (tail, circle) in [(0, 1), (3, 1), (0, 2), (10, 64), (5, 65), (100, 1_000)] {
            let mut followed = Followed::default();
            let link = |n: usize| {
                if n < tail {
                    n
                } else {
                    tail + (n - tail) % circle
                }
            };
            let found = (0..).find(|n| !followed.note(&link(*n).to_string()));
            assert_eq!(found, Some(tail + circle), "{tail} {circle}");
        }
    }

    #[test]
    fn a_hundred_thousand_links_are_no_circle() {
        let mut followed = Followed::default();
        assert!((0..100_000).all(|n| followed.note(&n.to_string())));
    }
}
