//! What a request comes to, success or failure, and the HTTP response made of it.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use hyper::{HeaderMap, Response, StatusCode};
use serde_json::Value;

use crate::error_body::error_body;
use crate::ids;

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// The ids that go with every answer.
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

    /// Graph gives its own id for both when the client sends none.
    pub(crate) fn client_request_id(&self) -> &str {
        let sent = self
            .client_request_id
            .as_ref()
            .and_then(|id| id.to_str().ok());
        sent.unwrap_or(&self.request_id)
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) header: Option<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Value>,
}

impl Answer {
    pub(crate) fn new(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            header: None,
            body: Some(body),
        }
    }

    pub(crate) fn no_content() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            header: None,
            body: None,
        }
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some((name, HeaderValue::from_static(value)));
        self
    }

    pub(crate) fn into_response(self, ids: RequestIds) -> Response<Full<Bytes>> {
        let body = self.body.map(|body| Bytes::from(body.to_string()));
        let has_body = body.is_some();
        let mut response = Response::new(Full::new(body.unwrap_or_default()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.extend(self.header);
        if has_body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Ok(request_id) = HeaderValue::from_str(&ids.request_id) {
            headers.insert(REQUEST_ID, request_id);
        }
        headers.extend(ids.client_request_id.map(|id| (CLIENT_REQUEST_ID, id)));
        response
    }
}

/// A request that is refused, in Graph's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    code: &'static str,
    message: String,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            header: None,
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub(crate) fn unauthorized(message: &str) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            message,
        )
        .with_header(WWW_AUTHENTICATE, "Bearer")
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some((name, HeaderValue::from_static(value)));
        self
    }

    pub(crate) fn into_answer(self, ids: &RequestIds) -> Answer {
        let body = error_body(self.code, &self.message, ids);
        Answer {
            status: self.status,
            header: self.header,
            body: Some(body),
        }
    }
}
