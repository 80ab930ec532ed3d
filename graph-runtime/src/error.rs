//! Everything that can go wrong between a request and its answer, as one enum with source chains.
//!
//! No variant holds, prints or leads to a token or a body. What a service says in its error object is kept and shown.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

mod batch;
#[cfg(feature = "client")]
mod build;
mod chain;
mod member;
mod protocol;
mod refusal;
mod service;
mod transfer;

pub use batch::BatchError;
#[cfg(feature = "client")]
pub use build::BuildError;
pub(crate) use chain::Chain;
use graph_model::internal::OneLine;
pub use graph_model::request::{DecodeError, InvalidRequest, RequestInfo};
pub use member::{ErrorDetail, InnerError};
pub use protocol::ProtocolError;
pub use refusal::Refusal;
pub use service::ServiceError;
pub use transfer::{DownloadError, FragmentSizeError, UploadError};

/// A boxed cause of another library.
pub type BoxError = Box<dyn std::error::Error + Send + Sync + 'static>;

/// A result whose error is an [`Error`], unless another type is given.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request has no answer.
///
/// `Display` says on its first line what went wrong and why, down to the last cause; a second line, if there is one, says what to do
/// about it. So [`source`](std::error::Error::source) gives nothing: causes are in the variants. `Debug` prints the same, for a
/// `main` that returns the error. What the variants hold has a `Debug` of its own, with all fields.
#[non_exhaustive]
pub enum Error {
    /// The request could not be sent as it stands; nothing went out.
    InvalidRequest(InvalidRequest),
    /// No token could be had; nothing went out, or the service refused the token that went out and no other came.
    Credential(BoxError),
    /// The service has asked the client for a pause that lasts longer than the request may wait; it did not go out, or not again.
    Paused {
        /// The time that is left of the pause.
        remaining: Duration,
        /// The request.
        info: Box<RequestInfo>,
    },
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
        /// The request.
        info: Box<RequestInfo>,
    },
    /// The answer is larger than the client allows. The request was carried out.
    ResponseTooLarge {
        /// The bytes allowed.
        limit: u64,
        /// The request.
        info: Box<RequestInfo>,
    },
    /// The response has a body in a `Content-Encoding` that the request did not ask for, so the client cannot read it. The
    /// request was carried out.
    ///
    /// Source: RFC 9110, 8.4 (`Content-Encoding`).
    ContentEncoding {
        /// The codings, as the service named them: `gzip`.
        coding: String,
        /// The request.
        info: Box<RequestInfo>,
    },
    /// The service redirected to a place where the client does not go.
    Redirect {
        /// What is wrong with the redirect.
        problem: RedirectError,
        /// The request.
        info: Box<RequestInfo>,
    },
    /// The answer came whole, so the request was carried out, but it is not what the request promised.
    Decode(Box<DecodeError>),
    /// An info of several requests cannot go on.
    Protocol {
        /// What is in the way.
        problem: ProtocolError,
        /// The request whose answer it is about, if it is one's.
        info: Option<Box<RequestInfo>>,
    },
    /// An upload session cannot go on.
    Upload(UploadError),
    /// A download cannot go on.
    Download(DownloadError),
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
    info: Box<RequestInfo>,
    source: BoxError,
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

    /// Graph's answer as a value to match on, if it was Graph that refused.
    ///
    /// ```
    /// use graph_runtime::error::Refusal;
    /// use graph_runtime::Error;
    ///
    /// fn advice(error: &Error) -> &'static str {
    ///     match error.refusal() {
    ///         Some(Refusal::PreconditionFailed) => "somebody else has changed it: read it again",
    ///         Some(Refusal::Conflict | Refusal::Locked) => "somebody else is at it: try again later",
    ///         Some(Refusal::NotFound) => "there is no such thing",
    ///         _ => "give up",
    ///     }
    /// }
    /// # let _ = advice;
    /// ```
    pub fn refusal(&self) -> Option<Refusal> {
        self.service().map(ServiceError::refusal)
    }

    /// The request and what is known of its answers: the ids that support asks for, and the number of attempts. `None` if
    /// nothing went out.
    pub fn request(&self) -> Option<&RequestInfo> {
        match self {
            Error::InvalidRequest(_)
            | Error::Credential(_)
            | Error::Upload(_)
            | Error::Download(_) => None,
            Error::Protocol { info, .. } => info.as_deref(),
            Error::Batch(error) => error.request(),
            Error::Service(error) => Some(error.request()),
            Error::Transport(error) => Some(&error.info),
            Error::Paused { info, .. }
            | Error::TimedOut { info, .. }
            | Error::ResponseTooLarge { info, .. }
            | Error::ContentEncoding { info, .. }
            | Error::Redirect { info, .. } => Some(info),
            Error::Decode(error) => error.request(),
        }
    }

    /// The id that Graph gave to the request, if it answered: what its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.request().and_then(RequestInfo::request_id)
    }
}

impl TransportError {
    /// A failure of `method path`, with its cause. `path` should have no query.
    pub fn new(method: Method, path: impl Into<String>, source: impl Into<BoxError>) -> Self {
        TransportError::of(Box::new(RequestInfo::new(method, path)), source.into())
    }

    pub(crate) fn of(info: Box<RequestInfo>, source: BoxError) -> Self {
        TransportError { info, source }
    }

    /// The request.
    pub fn request(&self) -> &RequestInfo {
        &self.info
    }

    /// The failure of the layer below. Its causes are those of [`source`](std::error::Error::source).
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.source
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::InvalidRequest(error) => write!(f, "the request cannot be sent: {error}"),
            Error::Credential(cause) => {
                write!(f, "the credential gave no token: {}", Chain(&**cause))
            }
            Error::Service(error) => error.fmt(f),
            Error::Transport(error) => error.fmt(f),
            Error::Paused { remaining, info } => {
                let what = match info.attempts() {
                    0 => "was not sent",
                    _ => "was not sent again",
                };
                write!(
                    f,
                    "{info} {what}: the service asked for a pause, {:.3} s of which are left",
                    remaining.as_secs_f64()
                )?;
                info.write_ids(f)
            }
            Error::TimedOut { phase, limit, info } => {
                let what = match phase {
                    Phase::Connect => ": connecting",
                    Phase::Attempt => "",
                };
                write!(f, "{info}{what} took longer than {} s", limit.as_secs_f64())?;
                info.write_attempts(f)?;
                info.write_ids(f)
            }
            Error::ResponseTooLarge { limit, info } => {
                write!(
                    f,
                    "the answer to {info} is larger than {limit} bytes, the client's `response_limit`"
                )?;
                info.write_ids(f)
            }
            Error::ContentEncoding { coding, info } => {
                write!(
                    f,
                    "the response to {info} has the `Content-Encoding` `{}`, which the request did not ask for",
                    OneLine(coding)
                )?;
                info.write_ids(f)?;
                f.write_str(
                    "\nhelp: look for a proxy that packs responses; to get the packed bytes, name the coding in the request's `Accept-Encoding`",
                )
            }
            Error::Redirect { problem, info } => {
                write!(f, "{info} was redirected: {problem}")?;
                info.write_ids(f)
            }
            Error::Decode(error) => error.fmt(f),
            Error::Protocol { problem, info } => problem.write_about(info.as_deref(), f),
            Error::Batch(error) => error.fmt(f),
            Error::Upload(error) => error.fmt(f),
            Error::Download(error) => error.fmt(f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} did not get through", self.info)?;
        self.info.write_attempts(f)?;
        write!(f, ": {}", Chain(&*self.source))?;
        self.info.write_ids(f)
    }
}

impl std::error::Error for TransportError {}

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

impl From<UploadError> for Error {
    fn from(error: UploadError) -> Self {
        Error::Upload(error)
    }
}

impl From<DownloadError> for Error {
    fn from(error: DownloadError) -> Self {
        Error::Download(error)
    }
}

impl From<BatchError> for Error {
    fn from(error: BatchError) -> Self {
        Error::Batch(error)
    }
}

impl From<ProtocolError> for Error {
    fn from(error: ProtocolError) -> Self {
        Error::Protocol {
            problem: error,
            info: None,
        }
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
