//! When a request is sent again: plain functions, without any I/O.
//!
//! In: how often it was sent, what became of it, how much time went by, a random number. Out: how long to wait, or that
//! this is the end. Source: "Microsoft Graph throttling guidance"; RFC 9110, 10.2.3 (`Retry-After`).

use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode};

mod after;
mod statuses;

pub(crate) use after::{http_date, retry_after};
use statuses::Statuses;

/// The policy by which a client retries requests.
///
/// A request is retried after a time-out, after a connection that broke, and after a response with one of the
/// [`statuses`](Self::statuses): 408, 429, 500, 502, 503, 504 and 509 (Graph's bandwidth limit). The client waits for the time that
/// `Retry-After` asks for, and no less. Without `Retry-After`, it waits for a random part of a time that doubles.
///
/// A `POST` is retried only if it was not carried out: after 429, after 503 with `Retry-After`, and if no connection came about.
/// Its request [may repeat](crate::Request::may_repeat) to be retried like all others. All other methods are idempotent; `PATCH`
/// is one of them, since Graph merges its body.
///
/// Source: "Microsoft Graph throttling guidance"; "Microsoft Graph error responses and resource types"; RFC 9110, 9.2.2 (idempotent
/// methods) and 10.2.3 (`Retry-After`).
///
/// When one request is throttled (429, 503, 504, 509), all requests of the client wait until the service's time is over; then one
/// goes first, and the others follow by and by.
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
    statuses: Statuses,
}

impl Default for Retry {
    /// Up to 5 retries within 10 minutes, after 408, 429, 500, 502, 503, 504 and 509. Without `Retry-After`, the first wait is up to 1 s,
    /// the next ones up to 2, 4, 8, … s, and none is longer than 60 s.
    fn default() -> Self {
        Retry {
            retries: 5,
            budget: Duration::from_secs(600),
            first: Duration::from_secs(1),
            longest: Duration::from_secs(60),
            statuses: Statuses::DEFAULT,
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

    /// The statuses after which a request is retried, in place of 408, 429, 500, 502, 503, 504 and 509.
    ///
    /// A response with another status is returned at once, and its `Retry-After` makes nobody wait. Only the statuses of errors,
    /// 400 to 599, can be retried: others in the list have no effect. A 401 is handled by another token first, whatever the list
    /// says.
    ///
    /// ```
    /// use graph_runtime::{Retry, StatusCode};
    ///
    /// let throttling_only = Retry::default().statuses([
    ///     StatusCode::TOO_MANY_REQUESTS,
    ///     StatusCode::SERVICE_UNAVAILABLE,
    ///     StatusCode::GATEWAY_TIMEOUT,
    /// ]);
    /// # let _ = throttling_only;
    /// ```
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = StatusCode>) -> Self {
        self.statuses = Statuses::of(statuses);
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
        if self.retries == 0
            || outcome
                .status()
                .is_some_and(|status| !self.statuses.contains(status))
        {
            return Decision::END;
        }
        let wait = match outcome {
            Outcome::Refused {
                after: Some(after), ..
            } => *after,
            _ => self.backoff_after(attempts, random),
        };
        let pause = outcome.is_throttling().then_some(wait);
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
    /// A response with the status of an error, and the time that `Retry-After` asks for.
    Refused {
        status: StatusCode,
        after: Option<Duration>,
    },
    /// No connection came about: nothing was carried out.
    NotSent,
    /// It broke off: whether it was carried out is unknown.
    Lost,
    /// A response that cannot be used, and will be the same the next time.
    Final,
}

impl Outcome {
    pub(crate) fn of_refusal(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Self {
        Outcome::Refused {
            status,
            after: retry_after(headers, now),
        }
    }

    fn status(&self) -> Option<StatusCode> {
        match self {
            Outcome::Refused { status, .. } => Some(*status),
            Outcome::NotSent | Outcome::Lost | Outcome::Final => None,
        }
    }

    /// Whether the service asks all requests of the client to wait, not only this one.
    fn is_throttling(&self) -> bool {
        match self {
            Outcome::Refused { status, after } => match status.as_u16() {
                429 | 509 => true,
                503 | 504 => after.is_some(),
                _ => false,
            },
            Outcome::NotSent | Outcome::Lost | Outcome::Final => false,
        }
    }

    /// Whether it is unknown if the attempt was carried out: the service failed on the way, or gave up waiting for a part of itself.
    pub(crate) fn is_in_doubt(&self) -> bool {
        match self {
            Outcome::Lost => true,
            Outcome::Refused { status, .. } => matches!(status.as_u16(), 408 | 500 | 502 | 504),
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

#[cfg(test)]
mod tests;
