//! A batch under way: round after round, until each request has been answered or has failed for good.
//!
//! In: requests in an order. Out: what became of each. What goes out together is `plan`'s to decide, what is sent again
//! `retry`'s, by the same policy as for any request.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{Method, StatusCode};
use tokio::time::{Instant, sleep};

use super::plan::{self, Pending};
use super::wire::{self, Part};
use crate::error::{BatchError, DecodeError, Error, RequestInfo, ServiceError};
use crate::send::{
    Inner, Outcome as OutcomeOfAttempt, Repeatable, RequestParts, WholeResponse, encoding,
    fraction, headers,
};
use graph_model::internal::{Shape, is_error, path_of};
use graph_model::request::RawResponse;
use graph_model::request::{Body, Request};

/// What became of a request of the batch.
pub(super) type Outcome = Result<WholeResponse, Error>;

pub(super) struct Run<'a> {
    inner: &'a Inner,
    members: Vec<Member>,
    order: Vec<usize>,
    round_trips: usize,
}

/// A request of the batch, and how it stands.
struct Member {
    request: Request<RawResponse>,
    depends_on: Vec<usize>,
    /// The version in front of its URL: what is of another goes out in a batch of its own.
    version: String,
    written: Vec<u8>,
    state: State,
    tries: u32,
    /// Whether an attempt ended without saying whether it was carried out.
    in_doubt: bool,
    begun: Option<Instant>,
    not_before: Option<Instant>,
}

enum State {
    Pending,
    Done(WholeResponse),
    Failed(Error),
}

impl Member {
    fn is_pending(&self) -> bool {
        matches!(self.state, State::Pending)
    }

    fn has_failed(&self) -> bool {
        matches!(self.state, State::Failed(_))
    }

    fn fail(&mut self, error: impl Into<Error>) {
        self.state = State::Failed(error.into());
    }

    /// Writes it as it stands in a batch, and finds its version.
    fn prepare(&mut self, number: usize, inner: &Inner) -> Result<(), Error> {
        if let Some(problem) = self.request.problem() {
            return Err(problem.clone().into());
        }
        headers::check(&RequestParts::of(&self.request))?;
        inner.origin.address(self.request.url())?;
        let url = self.request.url().strip_prefix('/').unwrap_or_default();
        let (version, rest) = url.split_once('/').ok_or_else(|| self.other_version())?;
        let url = format!("/{rest}");
        self.version = version.to_owned();
        self.written = wire::write_request(number, &url, &self.request, inner.origin.as_str())?;
        Ok(())
    }

    fn other_version(&self) -> BatchError {
        BatchError::Version {
            path: path_of(self.request.url()).to_owned(),
        }
    }

    fn repeatable(&self) -> Repeatable {
        Repeatable::of(self.request.method(), self.request.is_repeatable())
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(
        inner: &'a Inner,
        requests: Vec<(Request<RawResponse>, Vec<usize>)>,
        order: Vec<usize>,
    ) -> Self {
        let members = requests.into_iter().map(|(request, depends_on)| Member {
            request,
            depends_on,
            version: String::new(),
            written: Vec::new(),
            state: State::Pending,
            tries: 0,
            in_doubt: false,
            begun: None,
            not_before: None,
        });
        let mut run = Run {
            inner,
            members: members.collect(),
            order,
            round_trips: 0,
        };
        for (number, member) in (1..).zip(&mut run.members) {
            if let Err(error) = member.prepare(number, inner) {
                member.fail(error);
            }
        }
        run.refuse_mixed_versions();
        run
    }

    /// Fails what depends on a request of another version: they cannot be in one batch.
    fn refuse_mixed_versions(&mut self) {
        let is_mixed = |member: &Member| {
            let on = member.depends_on.iter();
            let mut on = on.filter_map(|&on| self.members.get(on));
            member.is_pending() && on.any(|on| on.is_pending() && on.version != member.version)
        };
        let mixed: Vec<bool> = self.members.iter().map(is_mixed).collect();
        for (member, is_mixed) in self.members.iter_mut().zip(mixed) {
            if is_mixed {
                member.fail(member.other_version());
            }
        }
    }

    /// Sends the batch: the outcome of each request, and how many round trips it took.
    pub(super) async fn run(mut self) -> (Vec<Option<Outcome>>, usize) {
        loop {
            self.give_up_dependents();
            for chunk in plan::chunks(&self.pending(Instant::now())) {
                if let Err(cause) = self.send(&chunk).await {
                    self.break_off(&chunk, cause);
                    return self.finish();
                }
            }
            let pending = self.members.iter().filter(|member| member.is_pending());
            let now = Instant::now();
            let wait = |until: Instant| until.saturating_duration_since(now);
            let waits: Vec<_> = pending
                .map(|member| member.not_before.map_or(Duration::ZERO, wait))
                .collect();
            if waits.is_empty() {
                return self.finish();
            }
            sleep(plan::wait(&waits)).await;
        }
    }

    /// What is still to be sent, each behind what it depends on.
    fn pending(&self, now: Instant) -> Vec<Pending<'_>> {
        let members = self.order.iter().filter_map(|&index| {
            let member = self.members.get(index)?;
            member.is_pending().then(|| Pending {
                index,
                depends_on: &member.depends_on,
                group: &member.version,
                is_held: member.not_before.is_some_and(|until| until > now),
            })
        });
        members.collect()
    }

    fn finish(self) -> (Vec<Option<Outcome>>, usize) {
        let outcomes = self.members.into_iter().map(|member| match member.state {
            State::Done(answered) => Some(Ok(answered)),
            State::Failed(error) => Some(Err(error)),
            State::Pending => None,
        });
        (outcomes.collect(), self.round_trips)
    }

    /// Ends what waits for something that has failed.
    fn give_up_dependents(&mut self) {
        for &index in &self.order {
            let failed = self.members.get(index).and_then(|member| {
                let mut on = member.depends_on.iter().copied();
                on.find(|&on| self.members.get(on).is_some_and(Member::has_failed))
            });
            if let Some(on) = failed
                && let Some(member) = self.members.get_mut(index)
                && member.is_pending()
            {
                member.fail(BatchError::DependencyFailed { on: on + 1 });
            }
        }
    }

    /// Ends what is pending because a chunk failed as a whole.
    fn break_off(&mut self, chunk: &[usize], cause: Error) {
        let was_sent = attempts_of(&cause) > 0;
        let cause = Arc::new(cause);
        for (index, member) in self.members.iter_mut().enumerate() {
            if member.is_pending() {
                let cause = cause.clone();
                member.fail(match was_sent && chunk.contains(&index) {
                    true => BatchError::Lost { cause },
                    false => BatchError::NotSent { cause },
                });
            }
        }
    }

    /// Sends a chunk and notes what became of each of its requests.
    async fn send(&mut self, chunk: &[usize]) -> Result<(), Error> {
        let mut request = self.request_of(chunk);
        let members = || chunk.iter().filter_map(|&index| self.members.get(index));
        if members().all(|member| member.repeatable().is_always()) {
            request = request.may_repeat();
        }
        let begin = Instant::now();
        for &index in chunk {
            if let Some(member) = self.members.get_mut(index) {
                member.begun.get_or_insert(begin);
            }
        }
        let answered = self.inner.answer(&request).await.inspect_err(|error| {
            self.round_trips += attempts_of(error) as usize;
        })?;
        let info = answered.request();
        self.round_trips += info.attempts() as usize;
        match sort(chunk, &answered.answer.body) {
            Ok(answers) => {
                for (&index, part) in chunk.iter().zip(answers) {
                    self.settle(chunk, index, part, &info);
                }
            }
            Err(_) if is_error(&answered.answer.body, Shape::Envelope) => {
                return Err(answered.refusal().into());
            }
            // One wrong id makes all others doubtful.
            Err(problem) => {
                for &index in chunk {
                    if let Some(member) = self.members.get_mut(index) {
                        let info = info.clone();
                        member.fail(BatchError::Malformed { problem, info });
                    }
                }
            }
        }
        Ok(())
    }

    fn request_of(&self, chunk: &[usize]) -> Request<RawResponse> {
        let mut version = "";
        let mut json = b"{\"requests\":[".to_vec();
        for (at, &index) in chunk.iter().enumerate() {
            let Some(member) = self.members.get(index) else {
                continue;
            };
            version = &member.version;
            if at > 0 {
                json.push(b',');
            }
            json.extend_from_slice(&member.written);
            // What was done in an earlier part is not known in this one.
            let on = member.depends_on.iter().filter(|on| chunk.contains(on));
            let on: Vec<_> = on.map(|on| format!("\"{}\"", on + 1)).collect();
            if !on.is_empty() {
                json.extend_from_slice(format!(",\"dependsOn\":[{}]", on.join(",")).as_bytes());
            }
            json.push(b'}');
        }
        json.extend_from_slice(b"]}");
        Request::to_known(Method::POST, format!("/{version}/$batch")).with_body(Body::json(json))
    }

    fn settle(&mut self, chunk: &[usize], index: usize, part: Option<Part>, batch: &RequestInfo) {
        let is_pending = |on: &usize| self.members.get(*on).is_some_and(Member::is_pending);
        let waits_again = self.members.get(index).is_some_and(|member| {
            let mut on = member.depends_on.iter();
            on.any(|on| chunk.contains(on) && is_pending(on))
        });
        let Some(member) = self.members.get_mut(index) else {
            return;
        };
        let Some(part) = part else {
            let info = Box::new(batch.clone());
            return member.fail(BatchError::NoResponse { info });
        };
        let answer = part.answer;
        // It was not carried out, and what it waits for will be sent again: so is this one.
        if answer.status == StatusCode::FAILED_DEPENDENCY && waits_again {
            return;
        }
        member.tries += 1;
        let path = path_of(member.request.url());
        let method = member.request.method().clone();
        let mut info = batch.of_part(method, path, member.tries, &answer.headers);
        if member.in_doubt {
            info.doubt();
        }
        if answer.status.is_success() && part.is_malformed {
            let error = DecodeError::shape("bytes in base64", "other JSON", &answer.body);
            return member.fail(error.of_response(&answer).of_request(Box::new(info)));
        }
        if answer.status.is_success() {
            let asked = member.request.headers();
            if let Some(coding) = encoding::unasked(asked, &answer.headers)
                && !answer.body.is_empty()
            {
                let info = Box::new(info);
                return member.fail(Error::ContentEncoding { coding, info });
            }
            let sent = Box::new(info.into());
            member.state = State::Done(WholeResponse { answer, sent });
            return;
        }
        let inner = self.inner;
        let outcome =
            OutcomeOfAttempt::of_refusal(answer.status, &answer.headers, SystemTime::now());
        if outcome.is_in_doubt() {
            member.in_doubt = true;
            info.doubt();
        }
        let spent = member.begun.map_or(Duration::ZERO, |begun| begun.elapsed());
        let policy = inner.retry.in_a_batch();
        let repeatable = member.repeatable();
        let decision = policy.decide(member.tries, repeatable, &outcome, spent, fraction());
        if let Some(pause) = decision.pause {
            inner.gate.pause(pause);
        }
        if let Some(wait) = decision.again
            && let Some(until) = Instant::now().checked_add(wait)
        {
            member.not_before = Some(until);
            return;
        }
        let RawResponse {
            status,
            headers,
            body,
        } = answer;
        member.fail(ServiceError::of_request(info, status, headers, &body));
    }
}

fn attempts_of(error: &Error) -> u32 {
    error.request().map_or(0, RequestInfo::attempts)
}

/// The answers in the order of the chunk, which the service need not keep.
fn sort(chunk: &[usize], body: &[u8]) -> Result<Vec<Option<Part>>, &'static str> {
    let mut sorted: Vec<Option<Part>> = chunk.iter().map(|_| None).collect();
    for part in wire::read_answers(body)? {
        let is_of = |index: &usize| (index + 1).to_string() == part.id;
        let place = chunk.iter().position(is_of);
        match place.and_then(|place| sorted.get_mut(place)) {
            None => return Err("it has an id that was not asked for"),
            Some(Some(_)) => return Err("it has an id twice"),
            Some(place) => *place = Some(part),
        }
    }
    Ok(sorted)
}
