//! A whole request comes in, its response goes out: authorized, parsed, carried out on the store and recorded. No I/O.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::header::AUTHORIZATION;
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Response, StatusCode};

use crate::answer::{Answer, Failure, RequestIds};
use crate::body::{self, Unread};
use crate::builder::Settings;
use crate::delta::{self, Deltas};
use crate::fault::{Fault, Kind, Plan};
use crate::long_work::Works;
use crate::path::ResourcePath;
use crate::record::{Notes, RecordedRequest};
use crate::sign_in::Tokens;
use crate::storage::Storage;
use crate::store::Store;
use crate::wire::Script;

pub(crate) struct Service {
    pub(crate) settings: Settings,
    pub(crate) origins: Origins,
    state: Mutex<State>,
}

/// The addresses of the two listeners.
pub(crate) struct Origins {
    pub(crate) graph: String,
    pub(crate) storage: String,
}

/// Which listener a request came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Graph,
    /// Where uploads go and downloads come from. It wants no token.
    Storage,
}

impl Side {
    /// Graph takes up to 60 MiB of an upload at once.
    pub(crate) fn largest_body(self) -> usize {
        match self {
            Side::Graph => body::LARGEST,
            Side::Storage => 60 * 1024 * 1024,
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) records: Vec<RecordedRequest>,
    pub(crate) faults: Plan,
    pub(crate) deltas: Deltas,
    pub(crate) works: Works,
    pub(crate) storage: Storage,
    pub(crate) tokens: Tokens,
    answered: u64,
}

/// What goes back to the client.
#[derive(Debug)]
pub(crate) enum Reply {
    Response(Response<Bytes>),
    Late(Duration, Response<Bytes>),
    Script(Script),
}

impl Service {
    pub(crate) fn new(settings: Settings, origins: Origins, state: State) -> Self {
        Self {
            settings,
            origins,
            state: Mutex::new(state),
        }
    }

    /// A panic of another thread leaves the store as it was between two operations on it, which is good enough to go on with.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fault that a request meets.
    pub(crate) fn meet(&self, head: &Parts) -> Option<Fault> {
        self.state().faults.meet(head)
    }

    /// Remembers a request whose body nobody reads.
    pub(crate) fn record_unread(
        &self,
        side: Side,
        head: &Parts,
        fault: Option<&Fault>,
        arrived: Instant,
    ) {
        let notes = notes(side, fault, arrived);
        let record = RecordedRequest::new(head, Bytes::new(), None, notes);
        self.state().records.push(record);
    }

    /// Carrying out and recording are one step, so that the records are in the order in which the resources changed.
    pub(crate) fn respond(
        &self,
        side: Side,
        head: &Parts,
        body: Result<Bytes, Unread>,
        fault: Option<&Fault>,
        arrived: Instant,
    ) -> Reply {
        let mut state = self.state();
        state.answered += 1;
        let ids = RequestIds::new(state.answered, &head.headers);
        let mut answer = match fault.map(|fault| &fault.kind) {
            Some(Kind::Status(status)) => Answer::of_fault(*status, &ids),
            _ => self
                .handle(side, &mut state, head, &body)
                .unwrap_or_else(|failure| failure.into_answer(&ids)),
        };
        if let Some(fault) = fault {
            let target = head.uri.path_and_query().map_or("", |whole| whole.as_str());
            answer.spoil(fault, &format!("{}{target}", self.origins.of(side)));
        }
        state.records.push(RecordedRequest::new(
            head,
            body.unwrap_or_default(),
            Some(answer.status),
            notes(side, fault, arrived),
        ));
        drop(state);
        let response = answer.into_response(&ids);
        match fault {
            None => Reply::Response(response),
            Some(fault) => match (Script::of(fault, &response), &fault.kind) {
                (Some(script), _) => Reply::Script(script),
                (None, Kind::Late(by)) => Reply::Late(*by, response),
                (None, _) => Reply::Response(response),
            },
        }
    }

    fn handle(
        &self,
        side: Side,
        state: &mut State,
        head: &Parts,
        body: &Result<Bytes, Unread>,
    ) -> Result<Answer, Failure> {
        let whole = || {
            body.as_ref().map_err(|unread| match unread {
                Unread::TooLarge => Failure::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "RequestEntityTooLarge",
                    match side {
                        Side::Graph => "The request's body is larger than 8 MiB.",
                        Side::Storage => "The request's body is larger than 60 MiB.",
                    },
                ),
                Unread::Broken => Failure::bad_request("The request's body did not arrive whole."),
            })
        };
        if side == Side::Storage {
            if head.headers.contains_key(AUTHORIZATION) {
                return Err(Failure::unauthorized(
                    "The URL itself is the permission; no token is taken here.",
                ));
            }
            let path = parse_path(head)?;
            return match state.works.poll(side, head, path.segments()) {
                Some(answer) => Ok(answer),
                None => state.storage.storage(head, path.segments(), whole()?),
            };
        }
        if let (Some(sign_in), Ok(body)) = (&self.settings.sign_in, body)
            && let Some(answer) = state.tokens.answer(sign_in, &self.origins, head, body)
        {
            return Ok(answer);
        }
        self.check_token(state, &head.headers)?;
        let body = whole()?;
        let path = parse_path(head)?;
        match path.segments() {
            [version, batch] if batch == "$batch" && head.method == Method::POST => {
                self.batch(state, version, &head.headers, body)
            }
            _ => self.graph(state, head, path, body),
        }
    }
}

impl Service {
    /// A request to Graph that is authorized, on its own or as a part of a batch.
    fn graph(
        &self,
        state: &mut State,
        head: &Parts,
        path: ResourcePath,
        body: &Bytes,
    ) -> Result<Answer, Failure> {
        if let Some(answer) = self.reference(state, head, &path, body) {
            return answer;
        }
        let path = state.store.resolve(&path).unwrap_or(path);
        let special = state
            .works
            .begin(head, &self.origins)
            .or_else(|| state.works.poll(Side::Graph, head, path.segments()))
            .or_else(|| state.storage.graph(head, &path, body, &self.origins));
        if let Some(answer) = special {
            return Ok(answer);
        }
        if let Some(collection) = delta::collection(&state.store, head, &path) {
            return self.delta(state, head, &collection);
        }
        if let Some(generated) = self.settings.generated.get(path.segments())
            && head.method == Method::GET
        {
            return self.list_generated(head, &path, generated);
        }
        let task = self.accept(head, path, body)?;
        self.carry_out(state, head, task)
    }

    /// A part of a batch: like a request of its own, but for the connection and the token.
    pub(crate) fn part(&self, state: &mut State, head: &Parts, body: Bytes) -> Response<Bytes> {
        let arrived = Instant::now();
        state.answered += 1;
        let ids = RequestIds::new(state.answered, &head.headers);
        let fault = state.faults.meet_in_batch(head);
        let outcome = match fault.as_ref().map(|fault| &fault.kind) {
            Some(Kind::Status(status)) => Ok(Answer::of_fault(*status, &ids)),
            _ => parse_path(head).and_then(|path| self.graph(state, head, path, &body)),
        };
        let mut answer = outcome.unwrap_or_else(|failure| failure.into_answer(&ids));
        if let Some(fault) = &fault {
            answer.spoil(fault, &head.uri.to_string());
        }
        let notes = Notes {
            is_in_batch: true,
            ..notes(Side::Graph, fault.as_ref(), arrived)
        };
        let record = RecordedRequest::new(head, body, Some(answer.status), notes);
        state.records.push(record);
        answer.into_response(&ids)
    }
}

fn parse_path(head: &Parts) -> Result<ResourcePath, Failure> {
    ResourcePath::parse(head.uri.path())
        .map_err(|error| Failure::bad_request(format!("Malformed request path: {error}.")))
}

impl Origins {
    pub(crate) fn of(&self, side: Side) -> &str {
        match side {
            Side::Graph => &self.graph,
            Side::Storage => &self.storage,
        }
    }
}

fn notes(side: Side, fault: Option<&Fault>, arrived: Instant) -> Notes {
    let wait = fault.and_then(|fault| fault.retry_after.as_ref());
    Notes {
        answered: Instant::now(),
        fault: fault.map(|fault| fault.name().to_owned()),
        retry_after: wait.and_then(|wait| wait.wait()),
        is_at_storage: side == Side::Storage,
        ..Notes::new(arrived)
    }
}

impl Service {
    fn check_token(&self, state: &State, headers: &HeaderMap) -> Result<(), Failure> {
        let credentials = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let (scheme, sent) = credentials
            .and_then(|text| text.split_once(' '))
            .unwrap_or_default();
        let is_good = match self.settings.sign_in {
            Some(_) => state.tokens.is_good(sent.trim()),
            None => sent.trim() == self.settings.token,
        };
        if !scheme.eq_ignore_ascii_case("bearer") {
            Err(Failure::unauthorized("Access token is empty."))
        } else if !is_good {
            Err(Failure::unauthorized("Access token validation failure."))
        } else {
            Ok(())
        }
    }
}
