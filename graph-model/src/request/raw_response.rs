//! A response as it came.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// A successful (2xx) answer as it came: the status, the headers and the whole body.
#[derive(Clone)]
pub struct RawResponse {
    /// The status code; always of the 2xx class.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, which may be empty.
    pub body: Bytes,
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}
