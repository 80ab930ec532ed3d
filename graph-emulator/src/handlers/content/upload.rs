//! Receives the fragments of an upload.

use std::ops::Range;

use bytes::{Bytes, BytesMut};
use hyper::StatusCode;
use hyper::header::CONTENT_RANGE;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::http::{GraphError, Request};
use crate::path::ResourcePath;

/// The unit of fragments, in bytes: the length of each fragment except the last is a multiple of it.
const FRAGMENT_UNIT: u64 = 320 * 1024;

/// An upload session.
#[derive(Debug)]
pub(super) struct Upload {
    content: ResourcePath,
    received: BytesMut,
    /// The total length in bytes; unknown before the first fragment.
    total: Option<u64>,
}

impl Upload {
    pub(super) fn new(content: ResourcePath) -> Self {
        Self {
            content,
            received: BytesMut::new(),
            total: None,
        }
    }

    pub(super) fn is_complete(&self) -> bool {
        self.total == Some(self.received.len() as u64)
    }

    pub(super) fn into_content(self) -> (ResourcePath, Bytes) {
        (self.content, self.received.freeze())
    }

    /// Returns the properties of an `uploadSession`.
    pub(super) fn progress(&self) -> Value {
        let tomorrow = Timestamp::now().saturating_add(SignedDuration::from_hours(24));
        let tomorrow = tomorrow.unwrap_or(Timestamp::MAX);
        json!({
            "expirationDateTime": tomorrow.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "nextExpectedRanges": [format!("{}-", self.received.len())],
        })
    }

    /// Appends a fragment.
    ///
    /// # Errors
    /// Returns 416 if the fragment is not the next one, and 400 if its `Content-Range` is wrong.
    pub(super) fn receive(&mut self, request: &Request<'_>) -> Result<(), GraphError> {
        let header = request.header(CONTENT_RANGE).unwrap_or_default();
        let (range, total) = parse_content_range(header).ok_or_else(|| {
            GraphError::bad_request(format!(
                "'{header}' is not a Content-Range such as 'bytes 0-9/10'."
            ))
        })?;
        let length = range.end - range.start;
        if length != request.body.len() as u64 || range.end > total {
            return Err(GraphError::bad_request(format!(
                "The Content-Range '{header}' does not fit a body of {} bytes.",
                request.body.len()
            )));
        }
        if self.total.is_some_and(|known| known != total) {
            return Err(GraphError::bad_request(
                "The total length in Content-Range differs from that of an earlier fragment.",
            ));
        }
        if range.start != self.received.len() as u64 {
            return Err(GraphError::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "invalidRange",
                "The fragment is not the next one: it overlaps received bytes or leaves a gap.",
            ));
        }
        if range.end != total && !length.is_multiple_of(FRAGMENT_UNIT) {
            return Err(GraphError::bad_request(format!(
                "The length of a fragment that is not the last one must be a multiple of {FRAGMENT_UNIT} bytes."
            )));
        }
        self.total = Some(total);
        self.received.extend_from_slice(request.body);
        Ok(())
    }
}

/// Parses `bytes 0-9/10` into the range and the total length.
fn parse_content_range(text: &str) -> Option<(Range<u64>, u64)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse::<u64>().ok()?);
    let end = last.checked_add(1)?;
    (first < end).then_some((first..end, total.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_ranges_are_parsed() {
        assert_eq!(parse_content_range("bytes 0-9/20"), Some((0..10, 20)));
        for malformed in [
            "",
            "bytes 9-0/10",
            "bytes 0-9/*",
            "bytes */10",
            "bytes 0-18446744073709551615/1",
        ] {
            assert_eq!(parse_content_range(malformed), None, "{malformed}");
        }
    }
}
