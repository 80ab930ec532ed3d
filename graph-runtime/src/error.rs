//! Everything that can go wrong between a request and its answer, as one enum with source chains.
//!
//! No variant holds, prints or leads to a token or a body. What a service says in its error object is kept and shown.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::request::InvalidRequest;

mod batch;
mod decode;
mod protocol;
mod service;

pub use batch::BatchError;
pub use decode::DecodeError;
pub use protocol::ProtocolError;
pub use service::{ErrorDetail, ServiceError};

/// A boxed cause: what [`std::error::Error::source`] leads to.
pub type Cause = Box<dyn std::error::Error + Send + Sync + 'static>;

/// Why a request has no answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request could not be sent as it stands; nothing went out.
    InvalidRequest(InvalidRequest),
    /// No token could be had; nothing went out.
    Credential(Cause),
    /// Graph answered with an error: its status, code, message and ids.
    Service(Box<ServiceError>),
    /// The connection failed: before, while or after the request went out.
    Transport(TransportError),
    /// Connecting, or the attempt as a whole, took longer than the client allows.
    TimedOut {
        /// What took too long.
        phase: Phase,
        /// The time allowed.
        limit: Duration,
    },
    /// The answer is larger than the client allows.
    AnswerTooLarge {
        /// The bytes allowed.
        limit: u64,
    },
    /// The service redirected to a place where the client does not go.
    Redirect(RedirectError),
    /// The answer came whole, but is not what the request promised.
    Decode(Box<DecodeError>),
    /// An exchange of several requests cannot go on.
    Protocol(ProtocolError),
    /// A request of a batch has no answer.
    Batch(BatchError),
}

/// What a time-out was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// Connecting, the TLS handshake included.
    Connect,
    /// One attempt: from the first byte out to the last byte in.
    Attempt,
}

/// A failure below HTTP: name resolution, connecting, TLS, a connection that broke.
#[derive(Debug)]
pub struct TransportError {
    method: Method,
    path: String,
    source: Cause,
}

/// A redirect that is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectError {
    /// More redirects than any sound service makes.
    TooMany {
        /// How many were followed.
        followed: usize,
    },
    /// The answer has no usable `Location`.
    NoLocation {
        /// The status of the answer.
        status: StatusCode,
    },
    /// The redirect leads to plain `http` on another machine.
    Insecure {
        /// The host that it leads to.
        host: String,
    },
    /// The request changes something, so it is not repeated elsewhere by itself.
    NotRepeatable {
        /// The method of the request.
        method: Method,
        /// The status of the answer.
        status: StatusCode,
    },
}

impl Error {
    /// What Graph said, if it was Graph that refused.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Error::Service(error) => Some(error),
            _ => None,
        }
    }

    /// The status of Graph's answer, if it was Graph that refused.
    pub fn status(&self) -> Option<StatusCode> {
        self.service().map(ServiceError::status)
    }
}

impl TransportError {
    /// A failure of `method path`, with its cause. `path` should have no query.
    pub fn new(method: Method, path: impl Into<String>, source: impl Into<Cause>) -> Self {
        TransportError {
            method,
            path: path.into(),
            source: source.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::InvalidRequest(_) => f.write_str("the request cannot be sent"),
            Error::Credential(_) => f.write_str("the credential gave no token"),
            Error::Service(error) => error.fmt(f),
            Error::Transport(error) => error.fmt(f),
            Error::TimedOut { phase, limit } => {
                let what = match phase {
                    Phase::Connect => "connecting to the service",
                    Phase::Attempt => "the request",
                };
                write!(f, "{what} took longer than {} s", limit.as_secs_f64())
            }
            Error::AnswerTooLarge { limit } => {
                write!(
                    f,
                    "the answer is larger than {limit} bytes\nhelp: raise the client's `answer_limit`"
                )
            }
            Error::Redirect(error) => error.fmt(f),
            Error::Decode(error) => error.fmt(f),
            Error::Protocol(error) => error.fmt(f),
            Error::Batch(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::InvalidRequest(error) => Some(error),
            Error::Credential(cause) => Some(&**cause),
            Error::Transport(error) => Some(&*error.source),
            Error::Batch(error) => std::error::Error::source(error),
            Error::Service(_)
            | Error::TimedOut { .. }
            | Error::AnswerTooLarge { .. }
            | Error::Redirect(_)
            | Error::Decode(_)
            | Error::Protocol(_) => None,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} did not get through", self.method, self.path)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl fmt::Display for RedirectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RedirectError::TooMany { followed } => {
                write!(f, "the service redirected more than {followed} times")
            }
            RedirectError::NoLocation { status } => {
                write!(
                    f,
                    "the service answered {status} without a usable `Location`"
                )
            }
            RedirectError::Insecure { host } => {
                write!(f, "the service redirected to plain `http` on `{host}`")
            }
            RedirectError::NotRepeatable { method, status } => write!(
                f,
                "the service answered {status} to a {method}, which is not repeated elsewhere"
            ),
        }
    }
}

impl std::error::Error for RedirectError {}

impl From<InvalidRequest> for Error {
    fn from(error: InvalidRequest) -> Self {
        Error::InvalidRequest(error)
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Error::Decode(Box::new(error))
    }
}

impl From<BatchError> for Error {
    fn from(error: BatchError) -> Self {
        Error::Batch(error)
    }
}

impl From<ProtocolError> for Error {
    fn from(error: ProtocolError) -> Self {
        Error::Protocol(error)
    }
}

impl From<RedirectError> for Error {
    fn from(error: RedirectError) -> Self {
        Error::Redirect(error)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Error::Transport(error)
    }
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Self {
        Error::Service(Box::new(error))
    }
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
