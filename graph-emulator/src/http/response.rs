//! Builds responses, and writes them as HTTP.

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::ids;

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// The ids that each response repeats.
#[derive(Debug)]
pub(crate) struct RequestIds {
    pub(crate) request_id: String,
    client_request_id: Option<HeaderValue>,
}

impl RequestIds {
    pub(crate) fn new(number: u64, headers: &HeaderMap) -> Self {
        Self {
            request_id: ids::request_id(number),
            client_request_id: headers.get(CLIENT_REQUEST_ID).cloned(),
        }
    }

    /// Returns the client's id, or the request's own id if the client sent none, as Graph does.
    pub(crate) fn client_request_id(&self) -> &str {
        let sent = self
            .client_request_id
            .as_ref()
            .and_then(|id| id.to_str().ok());
        sent.unwrap_or(&self.request_id)
    }
}

/// The response to a request, before it is written as HTTP.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Content,
}

/// The body of a response.
#[derive(Debug, PartialEq)]
pub(crate) enum Content {
    Empty,
    Json(Value),
    /// The content type and the bytes.
    Bytes(HeaderValue, Bytes),
}

impl Response {
    pub(crate) fn json(status: StatusCode, body: Value) -> Self {
        Self {
            body: Content::Json(body),
            ..Self::empty(status)
        }
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Content::Empty,
        }
    }

    pub(crate) fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// Sets a header. Leaves it out if HTTP does not allow the value.
    pub(crate) fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    pub(crate) fn into_http(self, ids: &RequestIds) -> hyper::Response<Bytes> {
        let (content_type, body) = match self.body {
            Content::Empty => (None, Bytes::new()),
            Content::Json(body) => (
                Some(HeaderValue::from_static("application/json")),
                Bytes::from(body.to_string()),
            ),
            Content::Bytes(content_type, body) => (Some(content_type), body),
        };
        let mut response = hyper::Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.extend(content_type.map(|content_type| (CONTENT_TYPE, content_type)));
        if let Ok(request_id) = HeaderValue::from_str(&ids.request_id) {
            headers.insert(REQUEST_ID, request_id);
        }
        let sent = ids.client_request_id.clone();
        headers.extend(sent.map(|id| (CLIENT_REQUEST_ID, id)));
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        response
    }
}
