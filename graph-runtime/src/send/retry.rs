//! When a request is sent again: plain functions, without any I/O.
//!
//! In: how often it was sent, what became of it, how much time went by, a random number. Out: how long to wait, or that
//! this is the end. Source: "Microsoft Graph throttling guidance"; RFC 9110, 10.2.3 (`Retry-After`).

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// How a client repeats what did not come through.
///
/// What is repeated: what was throttled (429, and 503 and 504 with `Retry-After`), after exactly the time that the service asks
/// for; and, after a random part of a time that doubles, what failed without such a word: 429, 503, 504, a time-out, a
/// connection that broke.
///
/// What is not: a `POST` that may have been carried out (a time-out or a broken connection behind the first byte, 504, or 503
/// without `Retry-After`), unless its request [may repeat](crate::Request::may_repeat). All other methods say what the outcome
/// is, not what is to be added, so that doing them twice does no harm; `PATCH` too, whose body Graph merges.
///
/// Source: "Microsoft Graph throttling guidance"; RFC 9110, 9.2.2 (idempotent methods) and 10.2.3 (`Retry-After`).
///
/// When one request is throttled, all of the client wait until the service's time is over; then one goes first, and the others
/// follow by and by.
///
/// ```no_run
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use graph_runtime::{Client, FixedToken, Retry};
///
/// let client = Client::builder(FixedToken::new("a token"))
///     .retry(Retry::default().retries(8).budget(Duration::from_secs(30 * 60)))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    retries: u32,
    budget: Duration,
    first: Duration,
    longest: Duration,
}

impl Default for Retry {
    /// Up to 5 retries within 10 minutes; without a word from the service, up to 1 s before the first, then up to 2, 4, 8, … s, 60 s at most.
    fn default() -> Self {
        Retry {
            retries: 5,
            budget: Duration::from_secs(600),
            first: Duration::from_secs(1),
            longest: Duration::from_secs(60),
        }
    }
}

impl Retry {
    /// Nothing is repeated and nothing waits: what the service says comes back at once. The same as no
    /// [`retries`](Self::retries).
    pub fn none() -> Self {
        Retry::default().retries(0)
    }

    /// How often a request is sent again, at most.
    pub fn retries(mut self, most: u32) -> Self {
        self.retries = most;
        self
    }

    /// The time from the first attempt in which retries begin, waits included. A wait that would go beyond it is not begun:
    /// the request ends with what the service said.
    ///
    /// It is no time-out: an attempt that has begun ends by [`attempt_timeout`](crate::ClientBuilder::attempt_timeout).
    pub fn budget(mut self, time: Duration) -> Self {
        self.budget = time;
        self
    }

    /// The longest wait before the first retry, which doubles with each, and the longest of all; where the service does not say
    /// how long to wait.
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first;
        self.longest = longest;
        self
    }

    pub(crate) fn most_time(&self) -> Duration {
        self.budget
    }

    /// The same for one of many requests that end together: with the unluckiest of them.
    pub(crate) fn in_a_batch(self) -> Self {
        self.retries(self.retries.saturating_mul(2))
    }

    /// How long to wait before question number `asked` (from 1) to what takes its time, where it does not say. `random` is
    /// from 0 to 1.
    ///
    /// It was no failure, so not too soon: in the later half of what a retry waits at most.
    pub(crate) fn before_asking_again(&self, asked: u32, random: f64) -> Duration {
        let half = self.backoff_after(asked, 1.0) / 2;
        half + self.backoff_after(asked, random) / 2
    }

    /// What to do after attempt number `attempts` (from 1), `spent` after the first began. `random` is from 0 to 1.
    pub(crate) fn decide(
        &self,
        attempts: u32,
        repeatable: Repeatable,
        outcome: &Outcome,
        spent: Duration,
        random: f64,
    ) -> Decision {
        if self.retries == 0 {
            return Decision::END;
        }
        let wait = match outcome {
            Outcome::Refused {
                after: Some(after), ..
            } => *after,
            _ => self.backoff_after(attempts, random),
        };
        let pause = match outcome {
            Outcome::Refused { status, after }
                if after.is_some() || *status == StatusCode::TOO_MANY_REQUESTS =>
            {
                Some(wait)
            }
            _ => None,
        };
        let again = repeatable.covers(outcome)
            && attempts <= self.retries
            && spent.saturating_add(wait) <= self.budget;
        Decision {
            again: again.then_some(wait),
            pause,
        }
    }

    /// Full jitter: any time up to one that doubles with each attempt.
    fn backoff_after(&self, attempts: u32, random: f64) -> Duration {
        let factor = 1_u32
            .checked_shl(attempts.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let most = self.first.saturating_mul(factor).min(self.longest);
        Duration::try_from_secs_f64(most.as_secs_f64() * random.clamp(0.0, 1.0)).unwrap_or(most)
    }
}

/// What to do about an attempt that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decision {
    /// How long to wait before the next attempt; `None`: there is none.
    pub(crate) again: Option<Duration>,
    /// How long nobody of this client should send anything.
    pub(crate) pause: Option<Duration>,
}

impl Decision {
    const END: Decision = Decision {
        again: None,
        pause: None,
    };
}

/// What became of an attempt, as far as repeating goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 429, 503 or 504, and the time that the service asks for.
    Refused {
        status: StatusCode,
        after: Option<Duration>,
    },
    /// No connection came about: nothing was carried out.
    NotSent,
    /// It broke off: whether it was carried out is unknown.
    Lost,
    /// An answer that will be the same the next time.
    Final,
}

impl Outcome {
    pub(crate) fn of_refusal(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Self {
        match status.as_u16() {
            429 | 503 | 504 => Outcome::Refused {
                status,
                after: retry_after(headers, now),
            },
            _ => Outcome::Final,
        }
    }

    /// Whether it is open if the attempt was carried out.
    pub(crate) fn is_in_doubt(&self) -> bool {
        match self {
            Outcome::Lost => true,
            Outcome::Refused { status, .. } => *status == StatusCode::GATEWAY_TIMEOUT,
            Outcome::NotSent | Outcome::Final => false,
        }
    }
}

/// Whether a request can be carried out twice without harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Repeatable(bool);

impl Repeatable {
    pub(crate) fn of(method: &Method, may_repeat: bool) -> Self {
        let harmless = [
            Method::GET,
            Method::HEAD,
            Method::OPTIONS,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ];
        Repeatable(may_repeat || harmless.contains(method))
    }

    /// Whether nothing can happen that would make it harmful.
    pub(crate) fn is_always(self) -> bool {
        self.0
    }

    fn covers(self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Final => false,
            Outcome::NotSent => true,
            Outcome::Lost => self.0,
            Outcome::Refused { status, after } => match status.as_u16() {
                429 => true,
                // With `Retry-After` it is throttling by another name. Without, a gateway may say it about work under way.
                503 => self.0 || after.is_some(),
                _ => self.0,
            },
        }
    }
}

/// The time that `Retry-After` asks for: seconds, which services send with fractions as well, or a date.
///
/// A date is taken relative to the answer's own `Date` where there is one: the service's clock need not be ours.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(wait) = seconds(value) {
        return Some(wait);
    }
    let until = http_date(value)?;
    let from = headers
        .get(DATE)
        .and_then(date_of)
        .or_else(|| Timestamp::try_from(now).ok())?;
    Some(Duration::try_from(until.duration_since(from)).unwrap_or(Duration::ZERO))
}

/// `120`, `2.128`.
fn seconds(text: &str) -> Option<Duration> {
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.bytes().any(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }
    let seconds: f64 = text.parse().ok()?;
    // What is too long for a `Duration` is too long for any budget.
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

fn date_of(value: &HeaderValue) -> Option<Timestamp> {
    http_date(value.to_str().ok()?.trim())
}

/// The three forms that RFC 9110, 5.6.7, wants to be read.
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    [
        "%a, %d %b %Y %H:%M:%S GMT",
        "%A, %d-%b-%y %H:%M:%S GMT",
        "%a %b %e %H:%M:%S %Y",
    ]
    .into_iter()
    .find_map(|form| DateTime::strptime(form, text).ok())
    .and_then(|date| TimeZone::UTC.to_timestamp(date).ok())
}

#[cfg(test)]
mod tests;
