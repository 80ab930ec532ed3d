//! Returns a file, or the range of it that the request asks for (RFC 9110, section 14).

use std::ops::Range;

use hyper::StatusCode;
use hyper::header::{ACCEPT_RANGES, CONTENT_RANGE, RANGE};

use super::File;
use crate::http::{Content, Request, Response};

pub(super) fn respond(request: &Request<'_>, file: &File) -> Response {
    let total = file.bytes.len();
    let part =
        |range: Range<usize>| Content::Bytes(file.content_type.clone(), file.bytes.slice(range));
    let mut response = Response::empty(StatusCode::OK).with_header(ACCEPT_RANGES, "bytes");
    match request
        .header(RANGE)
        .and_then(|header| parse_range(header, total))
    {
        None => response.body = part(0..total),
        Some(None) => {
            response.status = StatusCode::RANGE_NOT_SATISFIABLE;
            response = response.with_header(CONTENT_RANGE, &format!("bytes */{total}"));
        }
        Some(Some(range)) => {
            let text = format!("bytes {}-{}/{total}", range.start, range.end - 1);
            response.status = StatusCode::PARTIAL_CONTENT;
            response.body = part(range);
            response = response.with_header(CONTENT_RANGE, &text);
        }
    }
    response
}

/// Parses `bytes=…` for a file of `total` bytes. Returns `Some(None)` if the range is outside of the file, and `None` if the
/// header is malformed and therefore ignored.
fn parse_range(text: &str, total: usize) -> Option<Option<Range<usize>>> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (first, last) {
        ("", last) => total.saturating_sub(last.parse().ok()?)..total,
        (first, "") => first.parse().ok()?..total,
        (first, last) => {
            let last: usize = last.parse().ok()?;
            first.parse().ok()?..last.saturating_add(1).min(total)
        }
    };
    Some((range.start < range.end).then_some(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_parsed() {
        for (text, expected) in [
            ("bytes=0-4", Some(Some(0..5))),
            ("bytes=5-", Some(Some(5..10))),
            ("bytes=-3", Some(Some(7..10))),
            ("bytes=8-99", Some(Some(8..10))),
            ("bytes=10-", Some(None)),
            ("bytes=-0", Some(None)),
            ("lines=1-2", None),
            ("bytes=x-", None),
        ] {
            assert_eq!(parse_range(text, 10), expected, "{text}");
        }
    }
}
