//! A request on its way: the attempts, the turn that each waits for, the redirects, the retries.
//!
//! In: a request as plain data. Out: a successful response as it came, or the error of the last attempt. One function that is not
//! generic (`attempt`) moves the bytes of every request, one (`execute`) repeats it.

use std::sync::Arc;

use graph_model::request::Request;

use crate::auth::Tokens;
use crate::error::Error;
use crate::shared::{BoxFuture, Limits};

mod arrived;
mod attempt;
mod body;
pub(crate) mod connection;
mod course;
pub(crate) mod encoding;
mod execute;
mod failure;
mod gate;
pub(crate) mod headers;
mod origin;
mod outgoing;
mod random;
mod redirect;
mod retry;
mod seen;

pub(crate) use arrived::{Answered, Opened};
pub(crate) use body::before;
#[cfg(feature = "device-code")]
pub(crate) use body::{Elapsed, Fault, read};
pub(crate) use gate::Gate;
pub(crate) use origin::{Origin, is_loopback};
pub(crate) use outgoing::{Outgoing, PACE};
pub(crate) use random::fraction;
pub(crate) use redirect::Place;
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
    pub(crate) async fn answer_ahead<R>(&self, request: &Request<R>) -> Result<Answered, Error> {
        if let Some(problem) = request.problem() {
            return Err(problem.clone().into());
        }
        let ahead = true;
        self.boxed(Outgoing {
            ahead,
            ..Outgoing::of(request)
        })
        .await
    }

    /// The whole response to a request.
    pub(crate) async fn answer<R>(&self, request: &Request<R>) -> Result<Answered, Error> {
        if let Some(problem) = request.problem() {
            return Err(problem.clone().into());
        }
        self.boxed(Outgoing::of(request)).await
    }

    /// Boxed, so that the futures of our callers stay small: a hundred tasks hold a hundred of them.
    pub(crate) fn boxed<'a>(
        &'a self,
        outgoing: Outgoing<'a>,
    ) -> BoxFuture<'a, Result<Answered, Error>> {
        Box::pin(async move { self.execute(&outgoing).await })
    }
}
