//! A request on its way: the attempts, the turn that each waits for, the redirects, the retries.
//!
//! In: a request as plain data. Out: a successful response as it came, or the error of the last attempt. One function that is not
//! generic (`attempt`) moves the bytes of every request, one (`execute`) repeats it.

use std::sync::Arc;

use graph_model::request::Request;

use crate::auth::Tokens;
use crate::error::Error;
use crate::shared::{BoxFuture, Limits};

mod attempt;
mod body;
pub(crate) mod connection;
pub(crate) mod encoding;
mod execute;
mod failure;
mod gate;
pub(crate) mod headers;
mod origin;
mod parts;
mod random;
mod redirect;
mod response;
mod retry;
mod state;
mod trace;

pub(crate) use body::before;
#[cfg(feature = "device-code")]
pub(crate) use body::{Elapsed, Fault, read};
pub(crate) use gate::Gate;
pub(crate) use origin::{Origin, is_loopback};
pub(crate) use parts::{PACE, RequestParts};
pub(crate) use random::fraction;
pub(crate) use redirect::Destination;
pub(crate) use response::{OpenResponse, WholeResponse};
pub use retry::Retry;
pub(crate) use retry::{Outcome, Repeatable, http_date, retry_after};

/// What all requests of a client share, its clones' included.
pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    pub(crate) origin: Origin,
    pub(crate) tokens: Tokens,
    pub(crate) limits: Limits,
    pub(crate) retry: Retry,
    pub(crate) gate: Arc<Gate>,
}

impl Inner {
    /// As [`answer`](Self::answer), for a request whose future may rest while its caller sends others: it waits for pauses, and
    /// for no turn, since whoever waits for it in turn would wait for ever.
    pub(crate) async fn answer_ahead<R>(
        &self,
        request: &Request<R>,
    ) -> Result<WholeResponse, Error> {
        if let Some(problem) = request.problem() {
            return Err(problem.clone().into());
        }
        let ahead = true;
        self.boxed(RequestParts {
            ahead,
            ..RequestParts::of(request)
        })
        .await
    }

    /// The whole response to a request.
    pub(crate) async fn answer<R>(&self, request: &Request<R>) -> Result<WholeResponse, Error> {
        if let Some(problem) = request.problem() {
            return Err(problem.clone().into());
        }
        self.boxed(RequestParts::of(request)).await
    }

    /// Boxed, so that the futures of our callers stay small: a hundred tasks hold a hundred of them.
    pub(crate) fn boxed<'a>(
        &'a self,
        outgoing: RequestParts<'a>,
    ) -> BoxFuture<'a, Result<WholeResponse, Error>> {
        Box::pin(async move { self.execute(&outgoing).await })
    }
}
