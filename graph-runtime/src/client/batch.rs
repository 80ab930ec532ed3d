//! Batches: any number of typed requests in as few round trips as the service allows.
//!
//! In: requests, and what each depends on. Out: an answer for each, of its own type, or what is known of it.
//! Source: "Combine multiple HTTP requests using JSON batching".

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Client;
use super::execute::Answered;
use crate::error::{BatchError, Error};
use graph_model::request::Request;
use graph_model::request::{Answer, RawAnswer};

mod plan;
mod run;
mod wire;

/// Requests that go out together.
///
/// Any number: [`Client::run`] splits them into batches of 20. Without [`depends_on`](Self::depends_on), the service carries
/// them out in any order.
///
/// Source: "Combine multiple HTTP requests using JSON batching".
///
/// Its `Debug` form shows the requests, as theirs does.
#[derive(Debug)]
pub struct Batch {
    id: u64,
    requests: Vec<Request<RawAnswer>>,
    depends_on: Vec<Vec<usize>>,
    has_foreign_slot: bool,
}

/// The place of a request's answer among [`Answers`].
#[must_use = "the answer is taken with the slot"]
pub struct Slot<R> {
    batch: u64,
    index: usize,
    of: PhantomData<fn() -> R>,
}

/// The answers to a batch.
pub struct Answers {
    batch: u64,
    /// What has not been taken yet.
    outcomes: Vec<Option<Result<Answered, Error>>>,
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
            has_foreign_slot: false,
        }
    }

    /// Adds a request. Its answer is taken with the slot.
    pub fn add<R: Answer>(&mut self, request: Request<R>) -> Slot<R> {
        self.requests.push(request.answered_by());
        self.depends_on.push(Vec::new());
        Slot {
            batch: self.id,
            index: self.requests.len() - 1,
            of: PhantomData,
        }
    }

    /// Has one request carried out only after another, and only if that succeeds.
    ///
    /// Slots of another batch, and circles, are reported by [`Client::run`], before anything is sent.
    pub fn depends_on<A, B>(&mut self, request: &Slot<A>, on: &Slot<B>) {
        match self.depends_on.get_mut(request.index) {
            Some(all) if request.batch == self.id && on.batch == self.id => {
                if !all.contains(&on.index) {
                    all.push(on.index);
                }
            }
            _ => self.has_foreign_slot = true,
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
}

impl Default for Batch {
    fn default() -> Self {
        Self::new()
    }
}

impl Answers {
    /// The answer to one request.
    ///
    /// # Errors
    ///
    /// What [`Client::send`] would say of the request; and [`Error::Batch`] if it was not sent, or its answer got lost.
    pub fn take<R: Answer>(&mut self, slot: Slot<R>) -> Result<R, Error> {
        let outcome = self
            .outcomes
            .get_mut(slot.index)
            .filter(|_| slot.batch == self.batch)
            .and_then(Option::take);
        outcome.ok_or(BatchError::ForeignSlot)??.read()
    }

    /// How many batches were sent for it, those included that were sent again as a whole.
    pub fn round_trips(&self) -> usize {
        self.round_trips
    }
}

impl Client {
    /// Sends a batch, in as many parts as it takes, and waits until each request has been answered or has failed for good.
    ///
    /// What is throttled inside a batch is sent again, and nothing else, as [`Retry`](crate::Retry) says of any request: after the
    /// time that its own `Retry-After` asks for, in which nobody of this client sends anything. Since the unluckiest of many
    /// counts, each may be sent again twice as often as a request by itself. A batch whose answer gets lost is sent again if that
    /// does no harm to any request in it. If a part fails as a whole, the rest is not sent; what was answered by then is kept.
    ///
    /// ```no_run
    /// # use graph_runtime::{Batch, Client, Error, Update, graph_request, graph_resource};
    /// # graph_resource! {
    /// #     service V1 = "v1.0" { users: [user], me: user }
    /// #     entity user { displayName: String, jobTitle: String }
    /// # }
    /// # async fn example(client: &Client) -> Result<(), Error> {
    /// let mut batch = Batch::new();
    /// let update = Update::<User>::new().set(User::JOB_TITLE, "Engineer");
    /// let changed = batch.add(graph_request!(V1: PATCH /me, update));
    /// let read = batch.add(graph_request!(V1: GET /me));
    /// batch.depends_on(&read, &changed);
    ///
    /// let mut answers = client.run(batch).await?;
    /// answers.take(changed)?;
    /// println!("{:?}", answers.take(read)?.job_title);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`BatchError::Circle`] and [`BatchError::ForeignSlot`]: nothing was sent. Everything else is said by
    /// [`Answers::take`], for each request.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, as everything of tokio does.
    pub async fn run(&self, batch: Batch) -> Result<Answers, Error> {
        if batch.has_foreign_slot {
            return Err(BatchError::ForeignSlot.into());
        }
        let order = plan::order(&batch.depends_on).map_err(|circle| BatchError::Circle {
            requests: circle.into_iter().map(|index| index + 1).collect(),
        })?;
        let requests = batch.requests.into_iter().zip(batch.depends_on);
        let run = run::Run::new(self, batch.id, requests.collect(), order);
        Ok(Box::pin(run.run()).await)
    }
}

impl<R> fmt::Debug for Slot<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({})", self.index + 1)
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers")
            .field("requests", &self.outcomes.len())
            .field("round_trips", &self.round_trips)
            .finish_non_exhaustive()
    }
}
