//! Batches: any number of typed requests in as few round trips as the service allows.
//!
//! In: requests, and what each depends on. Out: an answer for each, of its own type, or what is known of it.
//! Source: "Combine multiple HTTP requests using JSON batching".

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{BatchError, Error};
use crate::send::Inner;
use graph_model::request::Request;
use graph_model::request::{Decode, RawResponse};

mod plan;
mod run;
mod wire;

/// Requests that go out together.
///
/// Any number: [`Client::run`](crate::Client::run) splits them into batches of 20. Without [`depends_on`](Self::depends_on), the service carries
/// them out in any order.
///
/// Source: "Combine multiple HTTP requests using JSON batching".
///
/// Its `Debug` form shows the requests, as theirs does.
#[derive(Debug)]
pub struct Batch {
    id: u64,
    requests: Vec<Request<RawResponse>>,
    depends_on: Vec<Vec<usize>>,
    has_foreign_handle: bool,
}

/// The place of a request's answer among [`BatchResponses`].
#[must_use = "the answer is taken with the handle"]
pub struct BatchHandle<R> {
    batch: u64,
    index: usize,
    of: PhantomData<fn() -> R>,
}

/// The answers to a batch.
pub struct BatchResponses {
    batch: u64,
    /// What has not been taken yet.
    outcomes: Vec<Option<run::Outcome>>,
    round_trips: usize,
}

impl Batch {
    /// A batch of nothing.
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Batch {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            requests: Vec::new(),
            depends_on: Vec::new(),
            has_foreign_handle: false,
        }
    }

    /// Adds a request. Its answer is taken with the handle.
    pub fn add<R: Decode>(&mut self, request: Request<R>) -> BatchHandle<R> {
        self.requests.push(request.decode_as());
        self.depends_on.push(Vec::new());
        BatchHandle {
            batch: self.id,
            index: self.requests.len() - 1,
            of: PhantomData,
        }
    }

    /// Has one request carried out only after another, and only if that succeeds.
    ///
    /// Handles of another batch, and circles, are reported by [`Client::run`](crate::Client::run), before anything is sent.
    pub fn depends_on<A, B>(&mut self, request: &BatchHandle<A>, on: &BatchHandle<B>) {
        match self.depends_on.get_mut(request.index) {
            Some(all) if request.batch == self.id && on.batch == self.id => {
                if !all.contains(&on.index) {
                    all.push(on.index);
                }
            }
            _ => self.has_foreign_handle = true,
        }
    }

    /// How many requests it holds.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    /// Whether it holds no request.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    pub(crate) async fn run(self, inner: &Inner) -> Result<BatchResponses, Error> {
        if self.has_foreign_handle {
            return Err(BatchError::ForeignHandle.into());
        }
        let order = plan::order(&self.depends_on).map_err(|circle| BatchError::Circle {
            requests: circle.into_iter().map(|index| index + 1).collect(),
        })?;
        let requests = self.requests.into_iter().zip(self.depends_on);
        let run = run::Run::new(inner, requests.collect(), order);
        let (outcomes, round_trips) = Box::pin(run.run()).await;
        Ok(BatchResponses {
            batch: self.id,
            outcomes,
            round_trips,
        })
    }
}

impl Default for Batch {
    fn default() -> Self {
        Self::new()
    }
}

impl BatchResponses {
    /// The answer to one request.
    ///
    /// # Errors
    ///
    /// What [`Client::send`](crate::Client::send) would say of the request; and [`Error::Batch`] if it was not sent, or its answer got lost.
    pub fn take<R: Decode>(&mut self, handle: BatchHandle<R>) -> Result<R, Error> {
        let outcome = self
            .outcomes
            .get_mut(handle.index)
            .filter(|_| handle.batch == self.batch)
            .and_then(Option::take);
        outcome.ok_or(BatchError::ForeignHandle)??.read()
    }

    /// How many batches were sent for it, those included that were sent again as a whole.
    pub fn round_trips(&self) -> usize {
        self.round_trips
    }
}

impl<R> fmt::Debug for BatchHandle<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BatchHandle({})", self.index + 1)
    }
}

impl fmt::Debug for BatchResponses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchResponses")
            .field("requests", &self.outcomes.len())
            .field("round_trips", &self.round_trips)
            .finish_non_exhaustive()
    }
}
