//! What is remembered of each request.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{StatusCode, Uri};
use serde_json::Value;

/// A request that the emulator received, whether or not it was carried out, and the status that it was answered with.
///
/// Cloning is cheap. `Debug` shows neither credentials nor the body, so that a failed assertion is safe to keep in a log.
#[derive(Clone)]
pub struct RecordedRequest(Arc<Exchange>);

struct Exchange {
    method: String,
    target: String,
    uri: Uri,
    headers: Vec<(String, String)>,
    body: Bytes,
    status: u16,
    notes: Notes,
}

/// What is known of a request beside itself.
#[derive(Clone, Debug)]
pub(crate) struct Notes {
    pub(crate) arrived: Instant,
    pub(crate) answered: Instant,
    /// The fault's name.
    pub(crate) fault: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) is_in_batch: bool,
    pub(crate) is_at_storage: bool,
}

impl Notes {
    pub(crate) fn new(arrived: Instant) -> Self {
        Self {
            arrived,
            answered: arrived,
            fault: None,
            retry_after: None,
            is_in_batch: false,
            is_at_storage: false,
        }
    }
}

impl RecordedRequest {
    /// `status` is `None` where the request was not looked at.
    pub(crate) fn new(head: &Parts, body: Bytes, status: Option<StatusCode>, notes: Notes) -> Self {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = head.headers.iter();
        Self(Arc::new(Exchange {
            method: head.method.to_string(),
            target: head.uri.to_string(),
            uri: head.uri.clone(),
            headers: headers
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            body,
            status: status.map_or(0, |status| status.as_u16()),
            notes,
        }))
    }

    /// The method, for example `PATCH`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.0.method
    }

    /// The request target as it was on the wire: path and query, nothing decoded.
    ///
    /// A fragment is not part of a request target; one that a client sends all the same is dropped.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.0.target
    }

    /// The target's path, not decoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.uri.path()
    }

    /// The target's query without the question mark, not decoded.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.0.uri.query()
    }

    /// The first header of this name, in whichever letter case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// All headers, their names in lower case. Values that are not UTF-8 hold replacement characters.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The body. Empty when it was refused for its size or did not arrive whole.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// The body as JSON, or `None` where it is something else.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.0.body).ok()
    }

    /// The status that the request was answered with; 0 where a fault kept it from being looked at.
    ///
    /// It is the status of what was done, also where a fault kept the answer from arriving: a POST has created something
    /// exactly if this is 201.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The [name](crate::Fault::name) of the fault that it met: `429`, `reset after`.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        self.0.notes.fault.as_deref()
    }

    /// How long its answer told the client to wait by `Retry-After`, where that says anything sensible.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.notes.retry_after
    }

    /// When its head had arrived.
    #[must_use]
    pub fn arrived(&self) -> Instant {
        self.0.notes.arrived
    }

    /// When its answer was made; what a client waits by `Retry-After` is counted from then on.
    #[must_use]
    pub fn answered(&self) -> Instant {
        self.0.notes.answered
    }

    /// Whether it came as a part of a `$batch`. It is recorded before the batch that it came in.
    #[must_use]
    pub fn is_in_batch(&self) -> bool {
        self.0.notes.is_in_batch
    }

    /// Whether it came to the [storage](crate#storage), which is another origin than Graph.
    #[must_use]
    pub fn is_at_storage(&self) -> bool {
        self.0.notes.is_at_storage
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
            .field("fault", &self.0.notes.fault)
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
            Notes::new(Instant::now()),
        )
    }

    #[test]
    fn everything_can_be_asked_for() {
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
