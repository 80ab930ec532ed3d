//! An attempt that failed, and what that means for another one.

use super::retry::Outcome;
use crate::error::Error;

/// An attempt that got nothing.
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) outcome: Outcome,
    /// Whether it was the client's own service that said so, asked with the token: a stranger's 429 is no throttling of ours.
    pub(crate) own: bool,
    /// The claims that it demands of the token.
    pub(crate) claims: Option<String>,
}

impl Failure {
    pub(super) fn of(outcome: Outcome, error: Error) -> Self {
        Failure {
            error,
            outcome,
            own: true,
            claims: None,
        }
    }

    pub(super) fn last(error: Error) -> Self {
        Failure::of(Outcome::Final, error)
    }
}
