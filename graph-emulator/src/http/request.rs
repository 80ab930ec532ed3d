//! Parses the path and the body of a request.

use bytes::Bytes;
use hyper::header::{AsHeaderName, CONTENT_TYPE};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value};

use super::error::GraphError;
use super::query::Query;
use crate::path::ResourcePath;

/// A request whose token has been checked and whose path has been parsed.
#[derive(Clone)]
pub(crate) struct Request<'r> {
    pub(crate) head: &'r Parts,
    pub(crate) path: ResourcePath,
    pub(crate) body: &'r Bytes,
}

impl Request<'_> {
    pub(crate) fn method(&self) -> &Method {
        &self.head.method
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns the first header of this name if it is visible ASCII.
    pub(crate) fn header(&self, name: impl AsHeaderName) -> Option<&str> {
        header_text(&self.head.headers, name)
    }

    pub(crate) fn query(&self) -> Query<'_> {
        Query::new(self.head.uri.query())
    }

    /// Returns the path as the client encoded it.
    pub(crate) fn encoded_path(&self) -> &str {
        self.head.uri.path()
    }

    /// Parses the body as a JSON object.
    ///
    /// # Errors
    /// Returns 415 if the content type is not `application/json`, and 400 if the body is not a JSON object.
    pub(crate) fn json_object(&self) -> Result<Map<String, Value>, GraphError> {
        parse_json_object(&self.head.headers, self.body)
    }
}

/// Parses the path of a request.
///
/// # Errors
/// Returns 400 if the path is malformed.
pub(crate) fn parse_path(head: &Parts) -> Result<ResourcePath, GraphError> {
    ResourcePath::parse(head.uri.path())
        .map_err(|error| GraphError::bad_request(format!("Malformed request path: {error}.")))
}

/// Parses a body as a JSON object; see [`Request::json_object`].
///
/// # Errors
/// Returns 415 if the content type is not `application/json`, and 400 if the body is not a JSON object.
pub(crate) fn parse_json_object(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Map<String, Value>, GraphError> {
    let content_type = header_text(headers, CONTENT_TYPE).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(GraphError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UnsupportedMediaType",
            "A missing or unsupported content type header was specified; application/json is expected.",
        ));
    }
    if body.is_empty() {
        return Err(GraphError::bad_request(
            "Empty Payload. JSON content expected.",
        ));
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(GraphError::bad_request(
            "Unable to read JSON request payload. A JSON object is expected.",
        )),
        Err(error) => Err(GraphError::bad_request(format!(
            "Unable to read JSON request payload: {error}."
        ))),
    }
}

fn header_text(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
