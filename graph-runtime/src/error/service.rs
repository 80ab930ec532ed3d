//! Graph's error object, and what is left to say when the service sends something else.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value};

use graph_model::internal::{OneLine, without_bom};
use graph_model::request::RequestInfo;

use super::member::{DETAILS, ErrorDetail, InnerError, KNOWN, inner_of, member, others, text};
use super::{Refusal, header_text};

/// An error that Graph answered: the status, and what its error object says.
///
/// Source: "Microsoft Graph error responses and resource types"; OData JSON Format 4.01, section 21.1, and that of OData 3, where the
/// error is `odata.error` and its message `{"lang": …, "value": …}`; RFC 9457 (`title` and `detail`), and `code` and `message` without
/// an `error` around them, as gateways write it. Some services send other shapes, HTML, or nothing:
/// then [`code`](Self::code) and [`message`](Self::message) are empty, the `Display` form says what came instead, and
/// [`body_text`](Self::body_text) has it.
///
/// Its `Debug` form shows the names of the headers only: a value may hold a pre-authenticated link. Neither form shows the body.
#[derive(Clone)]
pub struct ServiceError {
    info: RequestInfo,
    status: StatusCode,
    headers: HeaderMap,
    code: String,
    message: String,
    target: Option<String>,
    details: Vec<ErrorDetail>,
    inner_codes: Vec<String>,
    inner_errors: Vec<InnerError>,
    additional: Map<String, Value>,
    date: Option<String>,
    /// The beginning of the body.
    body: Bytes,
    came: BodyKind,
}

/// More of a body is not kept.
const KEPT: usize = 64 * 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
enum BodyKind {
    ErrorObject,
    Nothing,
    Other { length: usize },
}

impl ServiceError {
    /// Reads the answer to `method path` (a path without query): its status, headers and body, of whatever kind it is.
    pub fn from_response(
        method: Method,
        path: impl Into<String>,
        status: StatusCode,
        headers: HeaderMap,
        body: &Bytes,
    ) -> Self {
        ServiceError::of_request(RequestInfo::new(method, path), status, headers, body)
    }

    pub(crate) fn of_request(
        mut info: RequestInfo,
        status: StatusCode,
        headers: HeaderMap,
        body: &Bytes,
    ) -> Self {
        // What is known by now is kept for an answer that does not say it: a gateway's, or one in a batch.
        let known = info.take_ids();
        info.note_response(&headers);
        let object = serde_json::from_slice::<Value>(without_bom(body)).ok();
        let error = object
            .as_ref()
            .and_then(Value::as_object)
            .and_then(|object| {
                let mut errors = ["error", "odata.error"].into_iter();
                errors.find_map(|name| member(object, name).filter(|error| !error.is_null()))
            });
        let mut this = ServiceError {
            info,
            status,
            code: String::new(),
            message: String::new(),
            target: None,
            details: Vec::new(),
            inner_codes: Vec::new(),
            inner_errors: Vec::new(),
            additional: Map::new(),
            date: None,
            // What is cut off is copied, so that the rest is freed.
            body: match body.get(..KEPT) {
                Some(beginning) => Bytes::copy_from_slice(beginning),
                None => body.clone(),
            },
            came: match body.len() {
                0 => BodyKind::Nothing,
                length => BodyKind::Other { length },
            },
            headers,
        };
        match (error, &object) {
            (Some(Value::Object(error)), _) => this.read(error),
            // OAuth's form, which some services use: {"error": "code", "error_description": "message"}.
            (Some(Value::String(code)), Some(Value::Object(object))) => {
                this.code = code.clone();
                this.message = ["error_description", "message"]
                    .into_iter()
                    .find_map(|name| text(object, name))
                    .unwrap_or_default();
                this.additional = others(object, &["error", "error_description", "message"]);
                this.came = BodyKind::ErrorObject;
            }
            (None, Some(Value::Object(object))) => this.read_bare(object),
            _ => {}
        }
        this.info.fill_ids(known);
        this
    }

    fn read(&mut self, error: &Map<String, Value>) {
        self.code = text(error, "code").unwrap_or_default();
        self.message = text(error, "message").unwrap_or_default();
        self.target = text(error, "target");
        self.additional = others(error, &KNOWN);
        if let Some(Value::Array(details)) = member(error, DETAILS) {
            self.details = details.iter().map(ErrorDetail::of).collect();
        }
        let mut inner = inner_of(error);
        while let Some(object) = inner {
            self.inner_codes.extend(text(object, "code"));
            let ids = ["request-id", "client-request-id"];
            self.info.fill_ids(ids.map(|name| text(object, name)));
            self.date = self.date.take().or_else(|| text(object, "date"));
            self.inner_errors.push(InnerError::of(object));
            inner = inner_of(object);
        }
        if self.reason().iter().any(|part| !part.is_empty()) {
            self.came = BodyKind::ErrorObject;
        }
    }

    /// Reads an object that tells of the error without an `error` around it: `code` and `message`, as gateways write it, or the
    /// `title` and `detail` of RFC 9457.
    fn read_bare(&mut self, object: &Map<String, Value>) {
        let content_type = header_text(&self.headers, "content-type").unwrap_or_default();
        let content_type = content_type.to_ascii_lowercase();
        let names = if content_type.starts_with("application/problem+json") {
            ["title", "detail"]
        } else {
            ["code", "message"]
        };
        let [code, message] = names.map(|name| text(object, name).unwrap_or_default());
        if !code.is_empty() || !message.is_empty() {
            (self.code, self.message) = (code, message);
            self.additional = others(object, &names);
            self.came = BodyKind::ErrorObject;
        }
    }

    /// The code and the message to print. Where the error itself has none, those of its details and inner errors stand for it.
    fn reason(&self) -> [&str; 2] {
        let details = self.details.iter();
        let details = details.map(|detail| [&*detail.code, &*detail.message]);
        let inner = self.inner_errors.iter();
        let inner = inner.map(|inner| [&*inner.code, &*inner.message]);
        let mut reason = [&*self.code, &*self.message];
        for other in details.chain(inner) {
            for (part, other) in reason.iter_mut().zip(other) {
                if part.is_empty() {
                    *part = other;
                }
            }
        }
        reason
    }

    /// The same error. If the response has no error object, it has this code and message.
    #[cfg(feature = "client")]
    pub(crate) fn or_told(mut self, code: String, message: String) -> Self {
        if self.came != BodyKind::ErrorObject {
            (self.code, self.message) = (code, message);
            self.came = BodyKind::ErrorObject;
        }
        self
    }

    /// The method of the request.
    pub fn method(&self) -> &Method {
        self.info.method()
    }

    /// The path of the request, without its query.
    pub fn path(&self) -> &str {
        self.info.path()
    }

    /// The request, and how often it was sent.
    pub fn request(&self) -> &RequestInfo {
        &self.info
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

    /// The nested inner errors, outermost first.
    pub fn inner_errors(&self) -> &[InnerError] {
        &self.inner_errors
    }

    /// The members of the error object that Graph's documentation does not describe, by name.
    pub fn additional(&self) -> &Map<String, Value> {
        &self.additional
    }

    /// The body as it came, as text: its first 64 KiB, whatever its type is. What is not UTF-8 is replaced by `U+FFFD`.
    ///
    /// A service may repeat there what it was sent: treat it as a secret. No error prints it.
    pub fn body_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The id that Graph gave to the request: what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.info.request_id()
    }

    /// The id that the client gave to the request.
    pub fn client_request_id(&self) -> Option<&str> {
        self.info.client_request_id()
    }

    /// When the error happened, as Graph wrote it.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// Where in Microsoft's network the error happened (`x-ms-ags-diagnostic`).
    pub fn diagnostic(&self) -> Option<&str> {
        self.info.diagnostic()
    }
}

/// The words for a status. 509 is Graph's, and in no registry.
fn reason_of(status: StatusCode) -> Option<&'static str> {
    match status.as_u16() {
        509 => Some("Bandwidth Limit Exceeded"),
        _ => status.canonical_reason(),
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was answered {}", self.info, self.status.as_str())?;
        if let Some(reason) = reason_of(self.status) {
            write!(f, " {reason}")?;
        }
        self.info.write_attempts(f)?;
        match self.came {
            BodyKind::ErrorObject => {
                let [code, message] = self.reason();
                for part in [code, message] {
                    if !part.is_empty() {
                        write!(f, ": {}", OneLine(part))?;
                    }
                }
                if let Some(inner) = self.inner_codes.last().filter(|inner| **inner != code) {
                    write!(f, " ({})", OneLine(inner))?;
                }
            }
            BodyKind::Nothing => f.write_str(" with nothing in the body")?,
            BodyKind::Other { length } => {
                let content_type = header_text(&self.headers, "content-type");
                let content_type = content_type.unwrap_or("an unnamed type");
                write!(f, " with {length} bytes of {content_type}")?;
                let coding = header_text(&self.headers, "content-encoding").unwrap_or_default();
                if !coding.is_empty() && !coding.eq_ignore_ascii_case("identity") {
                    write!(f, " in the `Content-Encoding` `{coding}`")?;
                }
                f.write_str(" instead of Graph's error object")?;
            }
        }
        self.info.write_ids(f)
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("info", &self.info)
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("code", &self.code)
            .field("message", &self.message)
            .field("target", &self.target)
            .field("details", &self.details)
            .field("inner_errors", &self.inner_errors)
            .field("additional", &self.additional.keys().collect::<Vec<_>>())
            .field("date", &self.date)
            .field("came", &self.came)
            .finish()
    }
}

impl std::error::Error for ServiceError {}
