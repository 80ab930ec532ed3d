//! Responses that are packed although nobody asked for it.
//!
//! In: the headers of a request and of its response. Out: the codings that the client would have to undo and cannot.
//! Source: RFC 9110, 8.4 (`Content-Encoding`) and 12.5.3 (`Accept-Encoding`).

use http::HeaderMap;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};

/// The codings of a response, as the service wrote them, unless the request asked for all of them itself. `None` if the
/// response is as it is read: without a coding, or with `identity` alone.
pub(crate) fn unasked(request: &HeaderMap, response: &HeaderMap) -> Option<String> {
    let is_asked = |coding: &str| {
        let mut asked = elements(request, &ACCEPT_ENCODING);
        asked.any(|element| asks_for(&element, coding))
    };
    let codings: Vec<String> = elements(response, &CONTENT_ENCODING)
        .filter(|coding| !coding.eq_ignore_ascii_case("identity"))
        .collect();
    let is_unasked = codings.iter().any(|coding| !is_asked(coding));
    is_unasked.then(|| codings.join(", "))
}

/// The elements of a header that is a list, of all its lines, without empty ones.
fn elements<'a>(
    headers: &'a HeaderMap,
    name: &http::HeaderName,
) -> impl Iterator<Item = String> + use<'a> {
    let lines = headers.get_all(name).iter();
    lines.flat_map(|line| {
        let line = String::from_utf8_lossy(line.as_bytes()).into_owned();
        let elements = line.split(',').map(|element| element.trim().to_owned());
        elements
            .filter(|element| !element.is_empty())
            .collect::<Vec<_>>()
    })
}

/// Whether an element of `Accept-Encoding`, such as `gzip;q=0.5`, names a coding and does not rule it out.
fn asks_for(element: &str, coding: &str) -> bool {
    let mut parts = element.split(';').map(str::trim);
    let named = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    let is_ruled_out = weight.is_some_and(|weight| weight.parse() == Ok(0.0));
    !is_ruled_out && (named == "*" || plain(named).eq_ignore_ascii_case(plain(coding)))
}

/// `x-gzip` is `gzip`: RFC 9110, 8.4.1.3.
fn plain(coding: &str) -> &str {
    match coding.get(..2) {
        Some(prefix) if prefix.eq_ignore_ascii_case("x-") => &coding[2..],
        _ => coding,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(name: HeaderName, values: &[&str]) -> HeaderMap {
        let values = values.iter().map(|value| {
            let value = HeaderValue::from_str(value).expect("a header");
            (name.clone(), value)
        });
        values.collect()
    }

    #[test]
    fn codings_are_unasked_unless_the_request_names_each() {
        for (asked, came, expected) in [
            (&[][..], &[][..], None),
            (&[], &["identity"], None),
            (&[], &["Identity"], None),
            (&[], &[""], None),
            (&[], &["gzip"], Some("gzip")),
            (&[], &["BR"], Some("BR")),
            (&[], &["gzip, gzip"], Some("gzip, gzip")),
            (&[], &["identity, deflate"], Some("deflate")),
            (&[], &["gzip", "br"], Some("gzip, br")),
            (&["identity"], &["gzip"], Some("gzip")),
            (&["gzip"], &["gzip"], None),
            (&["GZIP;q=0.5"], &["x-gzip"], None),
            (&["br, gzip;q=0"], &["gzip"], Some("gzip")),
            (&["gzip"], &["gzip, br"], Some("gzip, br")),
            (&["*"], &["zstd"], None),
            (&["*;q=0"], &["zstd"], Some("zstd")),
        ] {
            let asked = headers(ACCEPT_ENCODING, asked);
            let came = headers(CONTENT_ENCODING, came);
            assert_eq!(
                unasked(&asked, &came).as_deref(),
                expected,
                "{asked:?} {came:?}"
            );
        }
    }
}
