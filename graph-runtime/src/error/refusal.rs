//! Refusals that are ordinary outcomes, to match on.

use http::StatusCode;

/// What a refusal means to a program.
///
/// Source: "Microsoft Graph error responses and resource types"; RFC 9110, 15.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// 401: the token was not accepted, nor was another.
    Unauthorized,
    /// 403: the caller may not do this.
    Forbidden,
    /// 404: there is no such thing, or the caller may not see it.
    NotFound,
    /// 409: it does not go with the state of things; a name is taken, say.
    Conflict,
    /// 410: it is no longer there; for a delta link, start over.
    Gone,
    /// 412: it has changed since the etag of [`if_match`](crate::Request::if_match), or exists already
    /// ([`if_absent`](crate::Request::if_absent)).
    PreconditionFailed,
    /// 423: somebody else has locked it.
    Locked,
    /// 429: too many requests, even after the client's retries.
    Throttled,
    /// 5xx: the service failed, even after the client's retries.
    Unavailable,
    /// Any other: see its status and code.
    Other,
}

impl Refusal {
    pub(super) fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            401 => Refusal::Unauthorized,
            403 => Refusal::Forbidden,
            404 => Refusal::NotFound,
            409 => Refusal::Conflict,
            410 => Refusal::Gone,
            412 => Refusal::PreconditionFailed,
            423 => Refusal::Locked,
            429 => Refusal::Throttled,
            500..=599 => Refusal::Unavailable,
            _ => Refusal::Other,
        }
    }
}
