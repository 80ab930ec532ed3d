//! Graph's error object, and what is left to say when the service sends something else.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;

use graph_model::internal::OneLine;
use graph_model::request::Exchange;

use super::{Refusal, header_text};

/// An error that Graph answered: the status, and what its error object says.
///
/// Source: "Microsoft Graph error responses and resource types". Some services send other shapes, HTML, or nothing:
/// then [`code`](Self::code) and [`message`](Self::message) are empty and the `Display` form says what came instead.
///
/// Its `Debug` form shows the names of the headers only: a value may hold a pre-authenticated link.
#[derive(Clone)]
pub struct ServiceError {
    exchange: Exchange,
    status: StatusCode,
    headers: HeaderMap,
    code: String,
    message: String,
    target: Option<String>,
    details: Vec<ErrorDetail>,
    inner_codes: Vec<String>,
    date: Option<String>,
    came: Came,
}

/// One of several causes that Graph lists in `details`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorDetail {
    /// The code.
    pub code: String,
    /// The message.
    pub message: String,
    /// What it is about: a property's name, say.
    pub target: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    ErrorObject,
    Nothing,
    Other { length: usize },
}

impl ServiceError {
    /// Reads the answer to `method path` (a path without query): its status, headers and body, of whatever kind it is.
    pub fn from_answer(
        method: Method,
        path: impl Into<String>,
        status: StatusCode,
        headers: HeaderMap,
        body: &Bytes,
    ) -> Self {
        ServiceError::of_exchange(Exchange::new(method, path), status, headers, body)
    }

    pub(crate) fn of_exchange(
        mut exchange: Exchange,
        status: StatusCode,
        headers: HeaderMap,
        body: &Bytes,
    ) -> Self {
        // What is known by now is kept for an answer that does not say it: a gateway's, or one in a batch.
        let known = exchange.take_ids();
        exchange.note_answer(&headers);
        let object = serde_json::from_slice::<Value>(body).ok();
        let error = object.as_ref().and_then(|value| value.get("error"));
        let mut this = ServiceError {
            exchange,
            status,
            code: String::new(),
            message: String::new(),
            target: None,
            details: Vec::new(),
            inner_codes: Vec::new(),
            date: None,
            came: match body.len() {
                0 => Came::Nothing,
                length => Came::Other { length },
            },
            headers,
        };
        match error {
            Some(Value::Object(_)) => this.read(error.unwrap_or(&Value::Null)),
            // OAuth's form, which some services use: {"error": "code", "error_description": "message"}.
            Some(Value::String(code)) => {
                this.code = code.clone();
                this.message = object
                    .as_ref()
                    .and_then(|value| text(value, "error_description"))
                    .unwrap_or_default();
                this.came = Came::ErrorObject;
            }
            _ => {}
        }
        this.exchange.fill_ids(known);
        this
    }

    fn read(&mut self, error: &Value) {
        self.code = text(error, "code").unwrap_or_default();
        self.message = text(error, "message").unwrap_or_default();
        self.target = text(error, "target");
        if let Some(Value::Array(details)) = error.get("details") {
            self.details = details
                .iter()
                .map(|detail| ErrorDetail {
                    code: text(detail, "code").unwrap_or_default(),
                    message: text(detail, "message").unwrap_or_default(),
                    target: text(detail, "target"),
                })
                .collect();
        }
        let mut inner = inner_of(error);
        while let Some(object) = inner {
            self.inner_codes.extend(text(object, "code"));
            let ids = ["request-id", "client-request-id"];
            self.exchange.fill_ids(ids.map(|name| text(object, name)));
            self.date = self.date.take().or_else(|| text(object, "date"));
            inner = inner_of(object);
        }
        if !self.code.is_empty() || !self.message.is_empty() {
            self.came = Came::ErrorObject;
        }
    }

    /// The same error. If the response has no error object, it has this code and message.
    #[cfg(feature = "client")]
    pub(crate) fn or_told(mut self, code: String, message: String) -> Self {
        if self.came != Came::ErrorObject {
            (self.code, self.message) = (code, message);
            self.came = Came::ErrorObject;
        }
        self
    }

    /// The method of the request.
    pub fn method(&self) -> &Method {
        self.exchange.method()
    }

    /// The path of the request, without its query.
    pub fn path(&self) -> &str {
        self.exchange.path()
    }

    /// The request, and how often it was sent.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// What it means to a program, to match on.
    pub fn refusal(&self) -> Refusal {
        Refusal::of(self.status)
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Graph's code, such as `Request_ResourceNotFound`; empty if the answer has none.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Graph's message; empty if the answer has none.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the error is about: a property's name, say.
    pub fn target(&self) -> Option<&str> {
        self.target.as_deref()
    }

    /// The causes that Graph lists one by one.
    pub fn details(&self) -> &[ErrorDetail] {
        &self.details
    }

    /// The codes of the nested inner errors, outermost first: each more specific than the one before.
    pub fn inner_codes(&self) -> &[String] {
        &self.inner_codes
    }

    /// The id that Graph gave to the request: what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.exchange.request_id()
    }

    /// The id that the client gave to the request.
    pub fn client_request_id(&self) -> Option<&str> {
        self.exchange.client_request_id()
    }

    /// When the error happened, as Graph wrote it.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// Where in Microsoft's network the error happened (`x-ms-ags-diagnostic`).
    pub fn diagnostic(&self) -> Option<&str> {
        self.exchange.diagnostic()
    }
}

fn text(object: &Value, name: &str) -> Option<String> {
    object.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// Services spell it both ways.
fn inner_of(error: &Value) -> Option<&Value> {
    ["innerError", "innererror"]
        .into_iter()
        .filter_map(|name| error.get(name))
        .find(|inner| inner.is_object())
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was answered {}", self.exchange, self.status)?;
        self.exchange.write_attempts(f)?;
        match self.came {
            Came::ErrorObject => {
                for part in [&self.code, &self.message] {
                    if !part.is_empty() {
                        write!(f, ": {}", OneLine(part))?;
                    }
                }
                if let Some(inner) = self.inner_codes.last().filter(|inner| **inner != self.code) {
                    write!(f, " ({})", OneLine(inner))?;
                }
            }
            Came::Nothing => f.write_str(" with nothing in the body")?,
            Came::Other { length } => write!(
                f,
                " with {length} bytes of {} instead of Graph's error object",
                header_text(&self.headers, "content-type").unwrap_or("an unnamed type")
            )?,
        }
        self.exchange.write_ids(f)
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("exchange", &self.exchange)
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("code", &self.code)
            .field("message", &self.message)
            .field("target", &self.target)
            .field("details", &self.details)
            .field("inner_codes", &self.inner_codes)
            .field("date", &self.date)
            .field("came", &self.came)
            .finish()
    }
}

impl std::error::Error for ServiceError {}
