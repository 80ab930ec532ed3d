//! Requests of a batch that have no answer of their own, and what is known of them.

use std::fmt;
use std::sync::Arc;

use super::{Chain, Error, RequestInfo};

/// Why a request of a batch has no answer. What the service refused is [`Error::Service`] instead: 424 Failed Dependency
/// among it, where what the request depends on failed in the same batch.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum BatchError {
    /// Requests depend on each other in a circle. Nothing was sent.
    Circle {
        /// Their numbers, from 1, in the order in which they were added.
        requests: Vec<usize>,
    },
    /// A slot is not of this batch.
    ForeignHandle,
    /// The request's URL has no version in front, or another than what it depends on. It was not sent.
    Version {
        /// The path of the request.
        path: String,
    },
    /// What the request depends on failed. It was not sent.
    DependencyFailed {
        /// The number of what failed, from 1, in the order of adding.
        on: usize,
    },
    /// A batch that was sent before failed as a whole. The request was not sent.
    NotSent {
        /// How the other failed.
        cause: Arc<Error>,
    },
    /// The batch that held the request failed as a whole. Whether the request was carried out is unknown.
    Lost {
        /// How it failed.
        cause: Arc<Error>,
    },
    /// The batch was answered, and the request was not. Whether it was carried out is unknown.
    NoResponse {
        /// The batch.
        info: Box<RequestInfo>,
    },
    /// The answer to the batch makes no sense. Whether the request was carried out is unknown.
    Malformed {
        /// What is wrong with the answer.
        problem: &'static str,
        /// The batch.
        info: Box<RequestInfo>,
    },
}

impl BatchError {
    /// Whether the request was surely not sent.
    pub fn never_ran(&self) -> bool {
        match self {
            BatchError::Circle { .. }
            | BatchError::ForeignHandle
            | BatchError::Version { .. }
            | BatchError::DependencyFailed { .. }
            | BatchError::NotSent { .. } => true,
            BatchError::Lost { .. }
            | BatchError::NoResponse { .. }
            | BatchError::Malformed { .. } => false,
        }
    }
}

impl BatchError {
    /// The batch that the request was in, if one was sent.
    pub(super) fn request(&self) -> Option<&RequestInfo> {
        match self {
            BatchError::Lost { cause } | BatchError::NotSent { cause } => cause.request(),
            BatchError::NoResponse { info } | BatchError::Malformed { info, .. } => Some(info),
            BatchError::Circle { .. }
            | BatchError::ForeignHandle
            | BatchError::Version { .. }
            | BatchError::DependencyFailed { .. } => None,
        }
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BatchError::Circle { requests } => {
                write!(f, "requests of the batch depend on each other in a circle: {requests:?}")
            }
            BatchError::ForeignHandle => f.write_str(
                "the slot is not of this batch\nhelp: take an answer with the slot that adding its request gave",
            ),
            BatchError::Version { path } => write!(
                f,
                "`{path}` cannot be in this batch: a batch has one version, such as `/v1.0`, for what depends on each other"
            ),
            BatchError::DependencyFailed { on } => {
                write!(f, "the request was not sent: request {on} of the batch, which it depends on, failed")
            }
            BatchError::NotSent { cause } => {
                write!(f, "the request was not sent: a batch before it failed: {}", Chain(&**cause))
            }
            BatchError::Lost { cause } => write!(
                f,
                "the batch that held the request failed, and whether the request was carried out is unknown: {}",
                Chain(&**cause)
            ),
            BatchError::NoResponse { info } => {
                write!(
                    f,
                    "{info} was answered without a word of this request: whether it was carried out is unknown"
                )?;
                info.write_ids(f)
            }
            BatchError::Malformed { problem, info } => {
                write!(
                    f,
                    "the answer to {info} makes no sense ({problem}): whether the request was carried out is unknown"
                )?;
                info.write_ids(f)
            }
        }
    }
}

impl std::error::Error for BatchError {}
