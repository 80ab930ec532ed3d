//! The statuses after which a request is retried.

use std::fmt;

use http::StatusCode;

/// A set of statuses from 400 to 599: a bit for each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Statuses([u64; 4]);

const FIRST: u16 = 400;
const LAST: u16 = 599;

impl Statuses {
    /// Source: "Microsoft Graph error responses and resource types"; RFC 9110, 15.5.9 (408) and 15.6.
    pub(super) const DEFAULT: Statuses = Statuses([0; 4])
        .with(408)
        .with(429)
        .with(500)
        .with(502)
        .with(503)
        .with(504)
        .with(509);

    pub(super) fn of(statuses: impl IntoIterator<Item = StatusCode>) -> Self {
        let statuses = statuses.into_iter().map(|status| status.as_u16());
        statuses.fold(Statuses([0; 4]), Statuses::with)
    }

    pub(super) fn contains(self, status: StatusCode) -> bool {
        self.with(status.as_u16()) == self && matches!(status.as_u16(), FIRST..=LAST)
    }

    const fn with(mut self, status: u16) -> Self {
        if status >= FIRST && status <= LAST {
            let bit = status - FIRST;
            self.0[(bit / 64) as usize] |= 1 << (bit % 64);
        }
        self
    }

    fn iter(self) -> impl Iterator<Item = u16> {
        (FIRST..=LAST).filter(move |status| self.with(*status) == self)
    }
}

impl fmt::Debug for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
