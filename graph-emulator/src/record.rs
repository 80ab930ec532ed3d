//! Records requests.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{StatusCode, Uri};
use serde_json::Value;

/// A request that the emulator received, and the status of its response. The request may not have been executed.
///
/// Cloning is cheap. `Debug` shows neither credentials nor the body, so that the output of a failed assertion contains no secrets.
#[derive(Clone)]
pub struct RecordedRequest(Arc<Record>);

struct Record {
    method: String,
    target: String,
    uri: Uri,
    headers: Vec<(String, String)>,
    body: Bytes,
    status: u16,
    details: RecordDetails,
}

/// The details of a request that are not part of its message.
#[derive(Clone, Debug)]
pub(crate) struct RecordDetails {
    pub(crate) arrived: Instant,
    pub(crate) responded: Instant,
    /// The name of the fault.
    pub(crate) fault: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) is_in_batch: bool,
    pub(crate) is_at_storage: bool,
}

impl RecordDetails {
    pub(crate) fn new(arrived: Instant) -> Self {
        Self {
            arrived,
            responded: arrived,
            fault: None,
            retry_after: None,
            is_in_batch: false,
            is_at_storage: false,
        }
    }
}

impl RecordedRequest {
    /// Creates a record. `status` is `None` if a fault replaced the handling of the request.
    pub(crate) fn new(
        head: &Parts,
        body: Bytes,
        status: Option<StatusCode>,
        details: RecordDetails,
    ) -> Self {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = head.headers.iter();
        Self(Arc::new(Record {
            method: head.method.to_string(),
            target: head.uri.to_string(),
            uri: head.uri.clone(),
            headers: headers
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            body,
            status: status.map_or(0, |status| status.as_u16()),
            details,
        }))
    }

    /// Returns the method, for example `PATCH`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.0.method
    }

    /// Returns the request target as the client sent it: the path and the query, not decoded.
    ///
    /// A fragment is not part of a request target, and is dropped if a client sends one.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.0.target
    }

    /// Returns the path of the target, not decoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.uri.path()
    }

    /// Returns the query of the target without the question mark, not decoded.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.0.uri.query()
    }

    /// Returns the first header of this name, ignoring letter case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Iterates over all headers. The names are in lower case. Bytes of values that are not UTF-8 become replacement characters.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the body. It is empty if it was too large or did not arrive completely.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// Returns the body as JSON, or `None` if it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.0.body).ok()
    }

    /// Returns the status of the response, or 0 if a fault replaced the handling of the request.
    ///
    /// The status says what was executed, even if a fault kept the response from arriving: a POST has created a resource if and
    /// only if the status is 201.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// Returns the [name](crate::Fault::name) of the fault that the request got: `429`, `reset after`.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        self.0.details.fault.as_deref()
    }

    /// Returns the time that `Retry-After` in the response told the client to wait, or `None` if it states no valid time.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.details.retry_after
    }

    /// Returns the time at which the request's head arrived.
    #[must_use]
    pub fn arrived(&self) -> Instant {
        self.0.details.arrived
    }

    /// Returns the time at which the response was made. The time of `Retry-After` begins then.
    #[must_use]
    pub fn responded(&self) -> Instant {
        self.0.details.responded
    }

    /// Returns true if the request was part of a `$batch`. It is recorded before the batch itself.
    #[must_use]
    pub fn is_in_batch(&self) -> bool {
        self.0.details.is_in_batch
    }

    /// Returns true if the request went to the [storage](crate#storage), whose origin differs from Graph's.
    #[must_use]
    pub fn is_at_storage(&self) -> bool {
        self.0.details.is_at_storage
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("method", &self.0.method)
            .field("target", &self.0.target)
            .field("headers", &RedactedHeaders(&self.0.headers))
            .field("body_length", &self.0.body.len())
            .field("status", &self.0.status)
            .field("fault", &self.0.details.fault)
            .finish()
    }
}

struct RedactedHeaders<'r>(&'r [(String, String)]);

impl fmt::Debug for RedactedHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.0.iter().map(|(name, value)| match name.as_str() {
                "authorization" | "proxy-authorization" | "cookie" => (name, "[redacted]"),
                _ => (name, value.as_str()),
            }))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use hyper::Request;

    fn recorded() -> RecordedRequest {
        let request = Request::patch("/beta/users/a%20b?$select=id")
            .header("Authorization", "Bearer very-secret")
            .header("X-Twice", "1")
            .header("X-Twice", "2");
        let (head, ()) = request.body(()).unwrap().into_parts();
        RecordedRequest::new(
            &head,
            Bytes::from_static(br#"{"a":"private"}"#),
            Some(StatusCode::OK),
            RecordDetails::new(Instant::now()),
        )
    }

    #[test]
    fn all_parts_of_a_request_are_recorded() {
        let request = recorded();
        assert_eq!(request.method(), "PATCH");
        assert_eq!(request.target(), "/beta/users/a%20b?$select=id");
        assert_eq!(request.path(), "/beta/users/a%20b");
        assert_eq!(request.query(), Some("$select=id"));
        assert_eq!(request.header("AUTHORIZATION"), Some("Bearer very-secret"));
        assert_eq!(request.header("x-twice"), Some("1"));
        assert_eq!(request.header("x-none"), None);
        assert_eq!(request.headers().count(), 3);
        assert_eq!(request.body(), br#"{"a":"private"}"#);
        assert_eq!(request.json(), Some(serde_json::json!({"a": "private"})));
        assert_eq!(request.status(), 200);
    }

    #[test]
    fn debug_shows_no_secret() {
        let debug = format!("{:?}", recorded());
        assert!(
            !debug.contains("very-secret") && !debug.contains("private"),
            "{debug}"
        );
        assert!(
            debug.contains("[redacted]") && debug.contains("body_length: 15"),
            "{debug}"
        );
    }
}
