//! Defines faults: a [`Fault`] is one way to misbehave, [`On`] selects requests, and [`RandomFaults`] chooses faults by a seed.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use hyper::StatusCode;
use jiff::Timestamp;

mod apply;
mod on;
mod plan;
mod random;
mod script;

pub(crate) use apply::{apply, status_response};
pub use on::On;
pub(crate) use plan::Plan;
pub use random::RandomFaults;
pub(crate) use script::{Script, Step};

/// One way to misbehave.
///
/// Statuses, redirects and [`reset_before`](Self::reset_before) *replace* the execution of a request. For all other faults, the
/// request *is* executed.
///
/// ```
/// # use std::time::Duration;
/// use graph_emulator::Fault;
///
/// let throttled = Fault::throttled().retry_after("2.128");
/// let outage = Fault::status(503).retry_after_date(Duration::from_secs(3));
/// let gateway = Fault::status(502).body("text/html", "<html><h1>Bad Gateway</h1></html>");
/// assert_eq!(throttled.name(), "429");
/// assert_eq!(Fault::reset_after().name(), "reset after");
/// ```
#[derive(Clone, Debug)]
pub struct Fault {
    pub(crate) kind: Kind,
    name: Cow<'static, str>,
    pub(crate) retry_after: Option<RetryAfter>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<(String, Bytes)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Text(String),
    DateIn(Duration),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    // The request is not executed.
    Status(StatusCode),
    ResetBefore,
    // The request is executed.
    ResetAfter,
    ResetWithin,
    Truncated,
    Silent,
    Late(Duration),
    SlowHead(Duration),
    SlowBody(Duration),
    /// Replaces headers of the correct response.
    Headers,
    Huge(u64),
    Endless,
    EndlessHead,
    BadChunks,
    Raw(Bytes),
    NextLink(String),
    LoopingLink,
}

impl Fault {
    fn new(kind: Kind, name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            name: name.into(),
            retry_after: None,
            headers: Vec::new(),
            body: None,
        }
    }

    /// Responds with a status and Graph's error object, and does not execute the request. A number that is not a status code
    /// becomes 500.
    pub fn status(status: u16) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::new(Kind::Status(status), status.as_u16().to_string())
    }

    /// Responds 429, without `Retry-After` unless [`retry_after`](Self::retry_after) is set.
    ///
    /// Source: "Microsoft Graph throttling guidance".
    pub fn throttled() -> Self {
        Self::status(429)
    }

    /// Responds 401 with a claims challenge of continuous access evaluation: the client must get a token with these claims.
    /// `claims` is sent unchanged; on Graph it is JSON in base64.
    ///
    /// Source: "Claims challenges, claims requests, and client capabilities".
    pub fn claims_challenge(claims: &str) -> Self {
        let challenge = format!(
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
             error=\"insufficient_claims\", claims=\"{claims}\""
        );
        Self {
            name: "claims challenge".into(),
            ..Self::status(401).header("WWW-Authenticate", challenge)
        }
    }

    /// Responds 302 with this URL, which is not checked.
    pub fn redirect(url: impl Into<String>) -> Self {
        Self {
            name: "redirect".into(),
            ..Self::status(302).header("Location", url)
        }
    }

    /// Resets the connection after the request's head has arrived. The body is not read, and the request is not executed.
    pub fn reset_before() -> Self {
        Self::new(Kind::ResetBefore, "reset before")
    }

    /// Executes the request, and resets the connection instead of responding.
    pub fn reset_after() -> Self {
        Self::new(Kind::ResetAfter, "reset after")
    }

    /// Resets the connection in the middle of the response's body, or of its head if it has no body.
    pub fn reset_within() -> Self {
        Self::new(Kind::ResetWithin, "reset within")
    }

    /// Closes the connection 100 bytes before the end that `Content-Length` announced.
    pub fn truncated() -> Self {
        Self::new(Kind::Truncated, "truncated")
    }

    /// Executes the request, and never responds.
    pub fn silent() -> Self {
        Self::new(Kind::Silent, "silent")
    }

    /// Delays the correct response by this time.
    pub fn late(delay: Duration) -> Self {
        Self::new(Kind::Late(delay), "late")
    }

    /// Sends the response's head byte by byte, within about this time.
    pub fn slow_head(over: Duration) -> Self {
        Self::new(Kind::SlowHead(over), "slow head")
    }

    /// Sends the response's body in small pieces, within about this time.
    pub fn slow_body(over: Duration) -> Self {
        Self::new(Kind::SlowBody(over), "slow body")
    }

    /// Sends the correct response with another `Content-Type`.
    pub fn content_type(content_type: &str) -> Self {
        Self::new(Kind::Headers, "content type").header("Content-Type", content_type)
    }

    /// Sends the correct, uncompressed response with `Content-Encoding: gzip`.
    pub fn gzip_claim() -> Self {
        Self::new(Kind::Headers, "gzip claim").header("Content-Encoding", "gzip")
    }

    /// Sends the correct response with this header replaced. [`header`](Self::header) replaces more headers.
    pub fn with_header(name: &str, value: &str) -> Self {
        Self::new(Kind::Headers, "header").header(name, value)
    }

    /// Responds 200 with a JSON string of this number of bytes, and a correct `Content-Length`.
    pub fn huge(bytes: u64) -> Self {
        Self::new(Kind::Huge(bytes), "huge")
    }

    /// Responds 200 with a chunked body that never ends.
    pub fn endless() -> Self {
        Self::new(Kind::Endless, "endless")
    }

    /// Sends headers that never end.
    pub fn endless_head() -> Self {
        Self::new(Kind::EndlessHead, "endless head")
    }

    /// Announces `Transfer-Encoding: chunked`, and sends malformed chunks.
    pub fn bad_chunks() -> Self {
        Self::new(Kind::BadChunks, "bad chunks")
    }

    /// Writes these bytes instead of a response, and closes the connection.
    pub fn raw(bytes: impl Into<Bytes>) -> Self {
        Self::new(Kind::Raw(bytes.into()), "raw")
    }

    /// Sends the correct response with this `@odata.nextLink`.
    pub fn next_link(url: impl Into<String>) -> Self {
        Self::new(Kind::NextLink(url.into()), "next link")
    }

    /// Sends the correct response with an `@odata.nextLink` to the request's own URL.
    pub fn looping_link() -> Self {
        Self::new(Kind::LoopingLink, "looping link")
    }

    /// Sets the `Retry-After` header to any text: `"3"`, `"2.128"`, `"soon"`.
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        self.retry_after = Some(RetryAfter::Text(value.into()));
        self
    }

    /// Sets the `Retry-After` header to an HTTP date: the time of the response plus `from_now`, rounded up to a whole second.
    pub fn retry_after_date(mut self, from_now: Duration) -> Self {
        self.retry_after = Some(RetryAfter::DateIn(from_now));
        self
    }

    /// Sets a header of the response. Names and values that HTTP does not allow are left out; [`raw`](Self::raw) can send them.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Replaces the body of the response. It has no effect on faults that break the rules of HTTP and write their own body.
    pub fn body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.body = Some((content_type.to_owned(), body.into()));
        self
    }

    /// Returns the name in records: the status (`429`), or the name of the constructor in words (`reset after`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns true if the request's body is read before the fault.
    pub(crate) fn reads_body(&self) -> bool {
        self.kind != Kind::ResetBefore
    }

    /// Returns true if the fault can apply to a request of a batch, which has no connection of its own.
    pub(crate) fn applies_in_batch(&self) -> bool {
        matches!(self.kind, Kind::Status(_) | Kind::Headers)
    }
}

impl RetryAfter {
    /// Returns the time that a client must wait, or `None` if the text is not a number of seconds.
    pub(crate) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Text(text) => {
                let seconds = text.trim().parse::<f64>().ok()?;
                Duration::try_from_secs_f64(seconds).ok()
            }
            Self::DateIn(wait) => Some(*wait),
        }
    }
}

impl fmt::Display for RetryAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::DateIn(wait) => {
                let now = Timestamp::now();
                // Rounded up, so that a client that waits until the date waits long enough.
                let millis = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
                let then = now.as_millisecond().saturating_add(millis);
                let seconds = then.saturating_add(999).div_euclid(1000);
                let date = Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
                write!(f, "{}", date.strftime("%a, %d %b %Y %H:%M:%S GMT"))
            }
        }
    }
}

#[cfg(test)]
mod tests;
