//! What goes wrong, and for which requests: a [`Fault`] is one way to misbehave, [`On`] the requests that meet it,
//! [`RandomFaults`] a mix of them by a seed.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use hyper::StatusCode;
use jiff::Timestamp;

mod on;
mod plan;
mod random;

pub use on::On;
pub(crate) use plan::Plan;
pub use random::RandomFaults;

/// One way to misbehave.
///
/// Some faults are answers *instead of* the right one, and the request is not carried out: the statuses, redirects,
/// [`reset_before`](Self::reset_before). All others happen to a request that *is* carried out.
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
    /// Answered instead of being carried out.
    Status(StatusCode),
    ResetBefore,
    // From here on, the request is carried out.
    ResetAfter,
    ResetWithin,
    Truncated,
    Silent,
    Late(Duration),
    SlowHead(Duration),
    SlowBody(Duration),
    /// The right answer with these headers instead of its own.
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

    /// Answers with a status and Graph's error object, and does not carry the request out. What is no status code is 500.
    pub fn status(status: u16) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::new(Kind::Status(status), status.as_u16().to_string())
    }

    /// 429, without `Retry-After` unless one is given.
    ///
    /// Source: "Microsoft Graph throttling guidance".
    pub fn throttled() -> Self {
        Self::status(429)
    }

    /// 401 with a claims challenge of continuous access evaluation: the token has to be replaced by one that has these claims.
    /// `claims` is sent as it is; on Graph it is JSON in base64.
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

    /// 302 to a URL, whichever it is.
    pub fn redirect(url: impl Into<String>) -> Self {
        Self {
            name: "redirect".into(),
            ..Self::status(302).header("Location", url)
        }
    }

    /// Resets the connection once the request's head is there: its body is not read and it is not carried out.
    pub fn reset_before() -> Self {
        Self::new(Kind::ResetBefore, "reset before")
    }

    /// Carries the request out and resets the connection instead of answering.
    pub fn reset_after() -> Self {
        Self::new(Kind::ResetAfter, "reset after")
    }

    /// Resets the connection in the middle of the answer's body; of an answer without one, in the middle of its head.
    pub fn reset_within() -> Self {
        Self::new(Kind::ResetWithin, "reset within")
    }

    /// Ends the connection in good order, 100 bytes short of what `Content-Length` has promised.
    pub fn truncated() -> Self {
        Self::new(Kind::Truncated, "truncated")
    }

    /// Carries the request out and never answers.
    pub fn silent() -> Self {
        Self::new(Kind::Silent, "silent")
    }

    /// Answers rightly, this much later.
    pub fn late(by: Duration) -> Self {
        Self::new(Kind::Late(by), "late")
    }

    /// Sends the answer's head byte by byte, all of it in about this time.
    pub fn slow_head(over: Duration) -> Self {
        Self::new(Kind::SlowHead(over), "slow head")
    }

    /// Sends the answer's body in small pieces, all of it in about this time.
    pub fn slow_body(over: Duration) -> Self {
        Self::new(Kind::SlowBody(over), "slow body")
    }

    /// The right answer, said to be of another type.
    pub fn content_type(content_type: &str) -> Self {
        Self::new(Kind::Headers, "content type").header("Content-Type", content_type)
    }

    /// The right answer, plain, said to be compressed.
    pub fn gzip_claim() -> Self {
        Self::new(Kind::Headers, "gzip claim").header("Content-Encoding", "gzip")
    }

    /// The right answer with a header of its own set to something else. [`header`](Self::header) adds more.
    pub fn with_header(name: &str, value: &str) -> Self {
        Self::new(Kind::Headers, "header").header(name, value)
    }

    /// An answer of 200 with this many bytes of JSON in one string, and a true `Content-Length`.
    pub fn huge(bytes: u64) -> Self {
        Self::new(Kind::Huge(bytes), "huge")
    }

    /// An answer of 200 whose body, in chunks, never ends.
    pub fn endless() -> Self {
        Self::new(Kind::Endless, "endless")
    }

    /// An answer whose headers never end.
    pub fn endless_head() -> Self {
        Self::new(Kind::EndlessHead, "endless head")
    }

    /// An answer whose `Transfer-Encoding` is chunked and whose chunks are not.
    pub fn bad_chunks() -> Self {
        Self::new(Kind::BadChunks, "bad chunks")
    }

    /// These bytes on the wire instead of an answer, then the connection's end.
    pub fn raw(bytes: impl Into<Bytes>) -> Self {
        Self::new(Kind::Raw(bytes.into()), "raw")
    }

    /// The right answer, with this `@odata.nextLink`.
    pub fn next_link(url: impl Into<String>) -> Self {
        Self::new(Kind::NextLink(url.into()), "next link")
    }

    /// The right answer, with an `@odata.nextLink` to the very URL that was asked for.
    pub fn looping_link() -> Self {
        Self::new(Kind::LoopingLink, "looping link")
    }

    /// A `Retry-After` header, whatever is in it: `"3"`, `"2.128"`, `"soon"`.
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        self.retry_after = Some(RetryAfter::Text(value.into()));
        self
    }

    /// A `Retry-After` header with the HTTP date that is this far away when the answer is made, up to a second more: HTTP
    /// dates have whole seconds.
    pub fn retry_after_date(mut self, from_now: Duration) -> Self {
        self.retry_after = Some(RetryAfter::DateIn(from_now));
        self
    }

    /// A header of the answer, in the place of one that is there. Names and values that HTTP does not allow are left out; see
    /// [`raw`](Self::raw) for those.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A body in the place of the answer's own. For statuses and for what changes the right answer's headers.
    pub fn body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.body = Some((content_type.to_owned(), body.into()));
        self
    }

    /// How records call it: the status for a plain status (`429`), else the method's name in words (`reset after`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn reads_body(&self) -> bool {
        self.kind != Kind::ResetBefore
    }

    /// Whether it can happen to a request of a batch, which has no connection of its own.
    pub(crate) fn fits_batch(&self) -> bool {
        matches!(self.kind, Kind::Status(_) | Kind::Headers)
    }
}

impl RetryAfter {
    /// What a client that keeps to the protocol waits at least.
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
                // Rounded up, so that who waits for the date has waited long enough.
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
