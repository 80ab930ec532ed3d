//! An answer that is not what its request promised: what was expected, what came, and where.

use std::fmt;

use http::StatusCode;

use super::info::{OneLine, RequestInfo};
use super::raw_response::RawResponse;

/// Why the body of an answer could not be read.
///
/// It says where (line and column, both from 1) and what, in words that quote nothing of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    status: Option<StatusCode>,
    told: Option<Box<Told>>,
    length: usize,
    /// The page and the member that do not fit, both from 1.
    page: Option<usize>,
    member: Option<usize>,
    info: Option<Box<RequestInfo>>,
}

/// What the headers of the response say of its body.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    content_type: Option<String>,
    /// The `Content-Encoding`, which the request asked for itself.
    coding: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum DecodeErrorKind {
    Empty,
    Syntax {
        message: String,
        line: usize,
        column: usize,
    },
    Truncated {
        line: usize,
        column: usize,
    },
    Shape {
        expected: &'static str,
        found: &'static str,
    },
    ErrorObject,
}

impl DecodeError {
    /// The line that the error is in, from 1; 0 if it has no place.
    pub fn line(&self) -> usize {
        match self.kind {
            DecodeErrorKind::Syntax { line, .. } | DecodeErrorKind::Truncated { line, .. } => line,
            DecodeErrorKind::Empty
            | DecodeErrorKind::Shape { .. }
            | DecodeErrorKind::ErrorObject => 0,
        }
    }

    /// The column that the error is in, from 1; 0 if it has no place.
    pub fn column(&self) -> usize {
        match self.kind {
            DecodeErrorKind::Syntax { column, .. } | DecodeErrorKind::Truncated { column, .. } => {
                column
            }
            DecodeErrorKind::Empty
            | DecodeErrorKind::Shape { .. }
            | DecodeErrorKind::ErrorObject => 0,
        }
    }

    /// Whether the body ended before the value did.
    pub fn is_truncated(&self) -> bool {
        matches!(
            self.kind,
            DecodeErrorKind::Truncated { .. } | DecodeErrorKind::Empty
        )
    }

    /// The request, if the body was an answer that a client got.
    pub fn request(&self) -> Option<&RequestInfo> {
        self.info.as_deref()
    }

    #[doc(hidden)]
    pub fn of_request(mut self, info: Box<RequestInfo>) -> Self {
        self.info = Some(info);
        self
    }

    #[doc(hidden)]
    pub fn from_json(error: &serde_json::Error, body: &[u8]) -> Self {
        use serde_json::error::Category;
        let (line, column) = (error.line(), error.column());
        let kind = match error.classify() {
            Category::Eof if body.is_empty() => DecodeErrorKind::Empty,
            Category::Eof => DecodeErrorKind::Truncated { line, column },
            // A syntax error's own words quote nothing but JSON's punctuation.
            Category::Syntax => DecodeErrorKind::Syntax {
                message: words_of(error),
                line,
                column,
            },
            // Words about data may quote it.
            Category::Data | Category::Io => DecodeErrorKind::Syntax {
                message: "a value of another kind than expected".to_owned(),
                line,
                column,
            },
        };
        DecodeError::new(kind, body)
    }

    #[doc(hidden)]
    pub fn shape(expected: &'static str, found: &'static str, body: &[u8]) -> Self {
        DecodeError::new(DecodeErrorKind::Shape { expected, found }, body)
    }

    /// The service says in the body that it failed.
    #[doc(hidden)]
    pub fn error_object(body: &[u8]) -> Self {
        DecodeError::new(DecodeErrorKind::ErrorObject, body)
    }

    fn new(kind: DecodeErrorKind, body: &[u8]) -> Self {
        DecodeError {
            kind,
            status: None,
            told: None,
            length: body.len(),
            page: None,
            member: None,
            info: None,
        }
    }

    /// Whether the body is an error object, which a client returns as an `Error::Service`.
    pub fn is_error_object(&self) -> bool {
        self.kind == DecodeErrorKind::ErrorObject
    }

    /// The page of a listing that it is about, from 1.
    pub fn page(&self) -> Option<usize> {
        self.page
    }

    /// The member of the page that does not fit, from 1.
    pub fn member(&self) -> Option<usize> {
        self.member
    }

    #[doc(hidden)]
    pub fn on_page(mut self, page: usize) -> Self {
        self.page = Some(page);
        self
    }

    #[doc(hidden)]
    pub fn in_member(mut self, index: usize) -> Self {
        self.member = Some(index + 1);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn of_response(mut self, answer: &RawResponse) -> Self {
        self.status = Some(answer.status);
        let text = |name| Some(answer.headers.get(name)?.to_str().ok()?.to_owned());
        self.told = Some(Box::new(Told {
            content_type: text(http::header::CONTENT_TYPE),
            coding: text(http::header::CONTENT_ENCODING),
        }));
        self
    }

    fn content_type(&self) -> Option<&str> {
        self.told.as_ref()?.content_type.as_deref()
    }

    /// The codings that have to be undone, if there are any.
    fn coding(&self) -> Option<&str> {
        let coding = self.told.as_ref()?.coding.as_deref();
        coding.filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))
    }

    /// Whether the service says that it sent something else: Graph's reports are CSV, whatever the schema says that they answer.
    fn is_other_than_json(&self) -> bool {
        self.content_type()
            .is_some_and(|it| !it.to_ascii_lowercase().contains("json"))
    }
}

fn words_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(page) = self.page {
            write!(f, "page {page}: ")?;
        }
        if let Some(member) = self.member {
            write!(f, "member {member} of ")?;
        }
        match self.status {
            Some(status) => {
                f.write_str("the answer")?;
                if let Some(info) = &self.info {
                    write!(f, " to {info}")?;
                }
                write!(f, " ({status}, ")?;
            }
            None => f.write_str("the JSON (")?,
        }
        if let Some(content_type) = self.content_type() {
            write!(f, "{content_type}, ")?;
        }
        write!(f, "{} bytes) cannot be read: ", self.length)?;
        match &self.kind {
            DecodeErrorKind::Empty if self.info.is_some() => f.write_str(
                "it is empty: `Request::decode_as::<Option<_>>` takes that, and `Client::begin` a request that is only accepted",
            ),
            DecodeErrorKind::Empty => f.write_str("it is empty"),
            DecodeErrorKind::Syntax {
                message,
                line,
                column,
            } => {
                write!(f, "{message} at line {line} column {column}")?;
                match (self.coding(), self.is_other_than_json()) {
                    (Some(coding), _) => write!(
                        f,
                        ": it is in the `Content-Encoding` `{}`, and `Request::decode_as::<Bytes>` takes it as it is",
                        OneLine(coding)
                    ),
                    (_, true) => f.write_str(
                        ": it is no JSON, and `Request::decode_as::<Bytes>` takes it as it is",
                    ),
                    (_, false) => Ok(()),
                }
            }
            DecodeErrorKind::Truncated { line, column } => {
                write!(f, "it ends too early, at line {line} column {column}")
            }
            DecodeErrorKind::Shape { expected, found } => write!(f, "expected {expected}, found {found}"),
            DecodeErrorKind::ErrorObject => f.write_str("it is an error object, in spite of its status"),
        }?;
        match &self.info {
            Some(info) => info.write_ids(f),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
