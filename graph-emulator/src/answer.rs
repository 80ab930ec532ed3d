//! What a request comes to, success or failure, and the HTTP response made of it.

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use hyper::{HeaderMap, Response, StatusCode};
use serde_json::Value;

use crate::error_body::error_body;
use crate::fault::{Fault, Kind};
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
    pub(crate) headers: HeaderMap,
    pub(crate) body: Content,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Content {
    Empty,
    Json(Value),
    /// Of a content type.
    Bytes(HeaderValue, Bytes),
}

impl Answer {
    pub(crate) fn new(status: StatusCode, body: Value) -> Self {
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

    pub(crate) fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        // What cannot be a header's value is nothing that a client could be told.
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// What a fault that is not carried out answers.
    pub(crate) fn of_fault(status: StatusCode, ids: &RequestIds) -> Self {
        let code = match status.as_u16() {
            401 => "InvalidAuthenticationToken",
            404 => "ResourceNotFound",
            409 => "Conflict",
            410 => "resyncRequired",
            412 => "PreconditionFailed",
            423 => "resourceLocked",
            429 => "TooManyRequests",
            500 => "InternalServerError",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            _ => "BadRequest",
        };
        match status.as_u16() {
            200..400 => Self::empty(status),
            _ => {
                let message = "The emulator was told to answer so.";
                Self::new(status, error_body(code, message, ids))
            }
        }
    }

    /// Does to the answer what a fault says of its headers, its body and its links. `asked` is the URL that was asked for.
    pub(crate) fn spoil(&mut self, fault: &Fault, asked: &str) {
        let link = match &fault.kind {
            Kind::NextLink(url) => Some(url.as_str()),
            Kind::LoopingLink => Some(asked),
            _ => None,
        };
        if let (Some(link), Content::Json(Value::Object(body))) = (link, &mut self.body) {
            body.insert("@odata.nextLink".to_owned(), link.into());
        }
        if let Some((content_type, body)) = &fault.body {
            let content_type = HeaderValue::from_str(content_type);
            let content_type = content_type.unwrap_or(HeaderValue::from_static("text/plain"));
            self.body = Content::Bytes(content_type, body.clone());
        }
        for (name, value) in &fault.headers {
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
                self.headers.insert(name, value);
            }
        }
        if let Some(wait) = &fault.retry_after
            && let Ok(value) = HeaderValue::from_str(&wait.to_string())
        {
            self.headers.insert(RETRY_AFTER, value);
        }
    }

    pub(crate) fn into_response(self, ids: &RequestIds) -> Response<Bytes> {
        let (content_type, body) = match self.body {
            Content::Empty => (None, Bytes::new()),
            Content::Json(body) => (
                Some(HeaderValue::from_static("application/json")),
                Bytes::from(body.to_string()),
            ),
            Content::Bytes(content_type, body) => (Some(content_type), body),
        };
        let mut response = Response::new(body);
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

/// A request that is refused, in Graph's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    code: &'static str,
    message: String,
    header: Option<(HeaderName, String)>,
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

    pub(crate) fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.header = Some((name, value.into()));
        self
    }

    pub(crate) fn into_answer(self, ids: &RequestIds) -> Answer {
        let body = error_body(self.code, &self.message, ids);
        let answer = Answer::new(self.status, body);
        match self.header {
            Some((name, value)) => answer.with_header(name, &value),
            None => answer,
        }
    }
}
