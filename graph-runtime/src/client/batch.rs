//! Batches: any number of typed requests in as few round trips as the service allows.
//!
//! In: requests, and what each depends on. Out: an answer for each, of its own type, or what is known of it.
//! Source: "Combine multiple HTTP requests using JSON batching".

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use http::{Method, StatusCode};
use tokio::time::Instant;

use super::{Client, attempt, headers, retry, wait};
use crate::answer::{Answer, RawAnswer};
use crate::error::{BatchError, Error, ServiceError};
use crate::request::{Body, Request};
use plan::State;

mod plan;
mod wire;

/// How often one request of a batch is sent at most, while the service throttles it.
const TRIES: u32 = 10;

/// How long a batch waits for the service in all. What would have to wait longer ends with what the service said.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// Requests that go out together.
///
/// Any number: [`Client::run`] splits them into batches of 20. Without [`depends_on`](Self::depends_on), the service carries
/// them out in any order.
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
    requests: Vec<Request<RawAnswer>>,
    outcomes: Vec<Outcome>,
    round_trips: usize,
}

enum Outcome {
    Waiting,
    Answered(RawAnswer),
    Failed(Error),
    Taken,
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
        let foreign = || Error::from(BatchError::ForeignSlot);
        let request = self.requests.get(slot.index).ok_or_else(foreign)?;
        let outcome = self.outcomes.get_mut(slot.index).ok_or_else(foreign)?;
        if slot.batch != self.batch {
            return Err(foreign());
        }
        match std::mem::replace(outcome, Outcome::Taken) {
            Outcome::Answered(answer) if answer.status.is_success() => Ok(R::from_answer(&answer)?),
            Outcome::Answered(answer) => Err(ServiceError::from_answer(
                request.method().clone(),
                wire::path_of(request.url()),
                answer.status,
                answer.headers,
                &answer.body,
            )
            .into()),
            Outcome::Failed(error) => Err(error),
            Outcome::Waiting | Outcome::Taken => Err(BatchError::NoAnswer.into()),
        }
    }

    /// How many batches were sent for it.
    pub fn round_trips(&self) -> usize {
        self.round_trips
    }
}

impl Client {
    /// Sends a batch, in as many parts as it takes, and waits until each request has been answered or has failed for good.
    ///
    /// What is throttled inside a batch is sent again, and nothing else, after the time that its own `Retry-After` asks
    /// for. If a part fails as a whole, the rest is not sent; what was answered by then is kept.
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
        Box::pin(Run::new(self, batch, order).run()).await
    }
}

/// A batch under way.
struct Run<'a> {
    client: &'a Client,
    batch: Batch,
    order: Vec<usize>,
    /// The version of each request, by its place in `versions`.
    groups: Vec<usize>,
    versions: Vec<String>,
    written: Vec<Vec<u8>>,
    states: Vec<State>,
    outcomes: Vec<Outcome>,
    tries: Vec<u32>,
    not_before: Vec<Instant>,
    end: Instant,
    round_trips: usize,
}

impl<'a> Run<'a> {
    fn new(client: &'a Client, batch: Batch, order: Vec<usize>) -> Self {
        let count = batch.requests.len();
        let now = Instant::now();
        let mut run = Run {
            client,
            batch,
            order,
            groups: vec![0; count],
            versions: Vec::new(),
            written: vec![Vec::new(); count],
            states: vec![State::Pending; count],
            outcomes: (0..count).map(|_| Outcome::Waiting).collect(),
            tries: vec![0; count],
            not_before: vec![now; count],
            end: now + PATIENCE,
            round_trips: 0,
        };
        for index in 0..count {
            if let Err(error) = run.prepare(index) {
                run.fail(index, error);
            }
        }
        run
    }

    /// Writes a request, and notes its version.
    fn prepare(&mut self, index: usize) -> Result<(), Error> {
        let request = &self.batch.requests[index];
        if let Some(problem) = request.problem() {
            return Err(problem.clone().into());
        }
        headers::check(&attempt::Outgoing::of(request))?;
        self.client.inner.origin.address(request.url())?;
        let path = || BatchError::Version {
            path: wire::path_of(request.url()).to_owned(),
        };
        let url = request.url().strip_prefix('/').unwrap_or_default();
        let (version, rest) = url.split_once('/').ok_or_else(path)?;
        let url = format!("/{rest}");
        self.written[index] = wire::write_request(index + 1, &url, request, self.client.origin())?;
        let known = self.versions.iter().position(|known| known == version);
        self.groups[index] = known.unwrap_or(self.versions.len());
        if known.is_none() {
            self.versions.push(version.to_owned());
        }
        let group = self.groups[index];
        // What it depends on may not be prepared yet, and then finds this one's version.
        let on = self.batch.depends_on[index].iter();
        let other = on
            .clone()
            .any(|&on| !self.written[on].is_empty() && self.groups[on] != group);
        let dependents = self.batch.depends_on.iter().enumerate();
        let other = other
            || dependents
                .filter(|(dependent, on)| {
                    on.contains(&index) && !self.written[*dependent].is_empty()
                })
                .any(|(dependent, _)| self.groups[dependent] != group);
        if other { Err(path().into()) } else { Ok(()) }
    }

    async fn run(mut self) -> Result<Answers, Error> {
        loop {
            self.give_up_dependents();
            let now = Instant::now();
            let held = |index: usize| self.not_before[index] > now;
            let chunks = plan::chunks(
                &self.order,
                &self.batch.depends_on,
                &self.states,
                &self.groups,
                &held,
            );
            for chunk in &chunks {
                if let Err(cause) = self.send(chunk).await {
                    self.break_off(chunk, Arc::new(cause));
                    return Ok(self.finish());
                }
            }
            let pending =
                (0..self.states.len()).filter(|&index| self.states[index] == State::Pending);
            let now = Instant::now();
            let waits: Vec<_> = pending.map(|index| self.not_before[index] - now).collect();
            if waits.is_empty() {
                return Ok(self.finish());
            }
            tokio::time::sleep(plan::wait(&waits)).await;
        }
    }

    fn finish(self) -> Answers {
        Answers {
            batch: self.batch.id,
            requests: self.batch.requests,
            outcomes: self.outcomes,
            round_trips: self.round_trips,
        }
    }

    fn fail(&mut self, index: usize, error: impl Into<Error>) {
        self.states[index] = State::Failed;
        self.outcomes[index] = Outcome::Failed(error.into());
    }

    /// Ends what waits for something that has failed.
    fn give_up_dependents(&mut self) {
        for at in 0..self.order.len() {
            let index = self.order[at];
            let mut on = self.batch.depends_on[index].iter();
            let failed = on.find(|&&on| self.states[on] == State::Failed);
            if let (State::Pending, Some(&on)) = (self.states[index], failed) {
                self.fail(index, BatchError::DependencyFailed { on: on + 1 });
            }
        }
    }

    fn break_off(&mut self, chunk: &[usize], cause: Arc<Error>) {
        for index in 0..self.states.len() {
            if self.states[index] == State::Pending {
                let cause = cause.clone();
                let error = match chunk.contains(&index) {
                    true => BatchError::Lost { cause },
                    false => BatchError::NotSent { cause },
                };
                self.fail(index, error);
            }
        }
    }

    /// Sends a chunk and notes what became of each of its requests.
    async fn send(&mut self, chunk: &[usize]) -> Result<(), Error> {
        let version = &self.versions[self.groups[chunk[0]]];
        let request = Request::<RawAnswer>::new(Method::POST, format!("/{version}/$batch"))
            .with_body(Body::json(self.body_of(chunk)));
        self.round_trips += 1;
        let answer = self.client.answer(&request).await?.answer;
        match self.sort(chunk, &answer.body) {
            Ok(answers) => {
                for (&index, answer) in chunk.iter().zip(answers) {
                    self.settle(chunk, index, answer);
                }
            }
            // One wrong id makes all others doubtful.
            Err(problem) => {
                for &index in chunk {
                    self.fail(index, BatchError::Malformed { problem });
                }
            }
        }
        Ok(())
    }

    fn body_of(&self, chunk: &[usize]) -> Vec<u8> {
        let mut json = b"{\"requests\":[".to_vec();
        for (at, &index) in chunk.iter().enumerate() {
            if at > 0 {
                json.push(b',');
            }
            json.extend_from_slice(&self.written[index]);
            // What was done in an earlier part is not known in this one.
            let on = self.batch.depends_on[index]
                .iter()
                .filter(|on| chunk.contains(on));
            let on: Vec<_> = on.map(|on| format!("\"{}\"", on + 1)).collect();
            if !on.is_empty() {
                json.extend_from_slice(format!(",\"dependsOn\":[{}]", on.join(",")).as_bytes());
            }
            json.push(b'}');
        }
        json.extend_from_slice(b"]}");
        json
    }

    /// The answers in the order of the chunk, which the service need not keep.
    fn sort(&self, chunk: &[usize], body: &[u8]) -> Result<Vec<Option<RawAnswer>>, &'static str> {
        let mut sorted: Vec<Option<RawAnswer>> = chunk.iter().map(|_| None).collect();
        for (id, answer) in wire::read_answers(body)? {
            let place = chunk.iter().position(|index| (index + 1).to_string() == id);
            match place.and_then(|place| sorted.get_mut(place)) {
                None => return Err("it has an id that was not asked for"),
                Some(Some(_)) => return Err("it has an id twice"),
                Some(place) => *place = Some(answer),
            }
        }
        Ok(sorted)
    }

    fn settle(&mut self, chunk: &[usize], index: usize, answer: Option<RawAnswer>) {
        let Some(answer) = answer else {
            return self.fail(index, BatchError::NoAnswer);
        };
        self.tries[index] += 1;
        if answer.status.is_success() {
            self.states[index] = State::Done;
            self.outcomes[index] = Outcome::Answered(answer);
            return;
        }
        // It was not carried out, and what it waits for will be sent again: so is this one.
        let mut on = self.batch.depends_on[index].iter();
        let again = on.any(|on| chunk.contains(on) && self.states[*on] == State::Pending);
        if answer.status == StatusCode::FAILED_DEPENDENCY && again {
            return;
        }
        if let Some(wait) = self.wait_of(index, &answer)
            && self.tries[index] < TRIES
            && Instant::now() + wait < self.end
        {
            self.not_before[index] = Instant::now() + wait;
            return;
        }
        self.states[index] = State::Failed;
        self.outcomes[index] = Outcome::Answered(answer);
    }

    /// How long to wait before a request is sent again; `None` if its answer is final.
    fn wait_of(&self, index: usize, answer: &RawAnswer) -> Option<Duration> {
        let asked = retry::retry_after(&answer.headers, SystemTime::now());
        let may_repeat = match answer.status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                asked.is_some() || self.batch.requests[index].method() != Method::POST
            }
            _ => false,
        };
        may_repeat.then(|| asked.unwrap_or_else(|| wait::back_off(self.tries[index])))
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
            .field("requests", &self.requests.len())
            .field("round_trips", &self.round_trips)
            .finish_non_exhaustive()
    }
}
