//! A whole request comes in, its response goes out: authorized, parsed, carried out on the store and recorded. No I/O.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, HeaderName};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure, RequestIds};
use crate::body::{self, Unread};
use crate::builder::{PatchAnswer, Settings};
use crate::fault::{Fault, Kind, Plan};
use crate::path::ResourcePath;
use crate::record::{Notes, RecordedRequest};
use crate::store::{Action, Object, Place, Refusal, Replaced, Store, Stored};
use crate::wire::Script;

const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

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
    answered: u64,
}

/// What goes back to the client.
#[derive(Debug)]
pub(crate) enum Reply {
    Response(Response<Bytes>),
    Late(Duration, Response<Bytes>),
    Script(Script),
}

/// A request that is authorized and has a proper path. Its body matters only once the action is known to fit the path.
struct Task {
    action: Action,
    path: ResourcePath,
    object: Result<Object, Failure>,
    preference: Option<PatchAnswer>,
}

impl Service {
    pub(crate) fn new(settings: Settings, origins: Origins, store: Store, faults: Plan) -> Self {
        let state = State {
            store,
            faults,
            ..State::default()
        };
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
        match side {
            Side::Graph => {
                let task = self.accept(head, body)?;
                self.carry_out(&mut state.store, task)
            }
            Side::Storage => Err(Failure::new(
                StatusCode::NOT_FOUND,
                "itemNotFound",
                "There is nothing of this name in the storage.",
            )),
        }
    }

    fn accept(&self, head: &Parts, body: &Result<Bytes, Unread>) -> Result<Task, Failure> {
        check_token(&head.headers, &self.settings.token)?;
        let body = body.as_ref().map_err(|unread| match unread {
            Unread::TooLarge => Failure::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "RequestEntityTooLarge",
                "The request's body is larger than 8 MiB.",
            ),
            Unread::Broken => Failure::bad_request("The request's body did not arrive whole."),
        })?;
        let path = ResourcePath::parse(head.uri.path())
            .map_err(|error| Failure::bad_request(format!("Malformed request path: {error}.")))?;
        let action = match head.method {
            Method::GET => Action::Read,
            Method::POST => Action::Create,
            Method::PATCH => Action::Merge,
            Method::PUT => Action::Replace,
            Method::DELETE => Action::Remove,
            _ => Action::Unknown,
        };
        let object = match action {
            Action::Create | Action::Merge | Action::Replace => parse_object(&head.headers, body),
            Action::Read | Action::Remove | Action::Unknown => Ok(Object::new()),
        };
        Ok(Task {
            action,
            path,
            object,
            preference: parse_preference(&head.headers),
        })
    }

    fn carry_out(&self, store: &mut Store, task: Task) -> Result<Answer, Failure> {
        let Task {
            action,
            path,
            object,
            preference,
        } = task;
        let refused = |refusal| refusal_failure(&path, refusal);
        store.check(&path, action).map_err(refused)?;
        let object = object?;
        Ok(match action {
            Action::Read => match store.read(&path) {
                Some(Stored::Resource(resource)) => Answer::new(StatusCode::OK, resource),
                Some(Stored::Collection(items)) => Answer::new(
                    StatusCode::OK,
                    json!({ "@odata.context": path.context(&self.origins.graph), "value": items }),
                ),
                None => return Err(refused(Refusal::Absent)),
            },
            Action::Create => Answer::new(
                StatusCode::CREATED,
                store.create(&path, object).map_err(refused)?,
            ),
            Action::Merge => {
                let updated = store.merge(&path, object).map_err(refused)?;
                self.answer_patch(updated, preference)
            }
            Action::Replace => match store.replace(&path, object).map_err(refused)? {
                Replaced::Created(resource) => Answer::new(StatusCode::CREATED, resource),
                Replaced::Updated(resource) => Answer::new(StatusCode::OK, resource),
            },
            Action::Remove => {
                store.remove(&path).map_err(refused)?;
                Answer::no_content()
            }
            Action::Unknown => return Err(refused(Refusal::Absent)),
        })
    }

    fn answer_patch(&self, updated: Value, preference: Option<PatchAnswer>) -> Answer {
        let answer = match preference.unwrap_or(self.settings.patch_answers) {
            PatchAnswer::Object => Answer::new(StatusCode::OK, updated),
            PatchAnswer::NoContent => Answer::no_content(),
        };
        match preference {
            Some(PatchAnswer::Object) => {
                answer.with_header(PREFERENCE_APPLIED, "return=representation")
            }
            Some(PatchAnswer::NoContent) => {
                answer.with_header(PREFERENCE_APPLIED, "return=minimal")
            }
            None => answer,
        }
    }
}

impl Origins {
    fn of(&self, side: Side) -> &str {
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

fn check_token(headers: &HeaderMap, token: &str) -> Result<(), Failure> {
    let credentials = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let (scheme, sent) = credentials
        .and_then(|text| text.split_once(' '))
        .unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") {
        Err(Failure::unauthorized("Access token is empty."))
    } else if sent.trim() != token {
        Err(Failure::unauthorized("Access token validation failure."))
    } else {
        Ok(())
    }
}

fn parse_object(headers: &HeaderMap, body: &Bytes) -> Result<Object, Failure> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(Failure::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UnsupportedMediaType",
            "A missing or unsupported content type header was specified; application/json is expected.",
        ));
    }
    if body.is_empty() {
        return Err(Failure::bad_request(
            "Empty Payload. JSON content expected.",
        ));
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Failure::bad_request(
            "Unable to read JSON request payload. A JSON object is expected.",
        )),
        Err(error) => Err(Failure::bad_request(format!(
            "Unable to read JSON request payload: {error}."
        ))),
    }
}

/// The first `return` preference; RFC 7240 has the later ones ignored.
fn parse_preference(headers: &HeaderMap) -> Option<PatchAnswer> {
    let values = headers
        .get_all("prefer")
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .find_map(|preference| {
            let preference = preference.split(';').next().unwrap_or_default();
            let (name, value) = preference.split_once('=')?;
            if !name.trim().eq_ignore_ascii_case("return") {
                return None;
            }
            match value.trim().trim_matches('"').to_ascii_lowercase().as_str() {
                "minimal" => Some(PatchAnswer::NoContent),
                "representation" => Some(PatchAnswer::Object),
                _ => None,
            }
        })
}

fn refusal_failure(path: &ResourcePath, refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Absent => Failure::new(
            StatusCode::NOT_FOUND,
            "ResourceNotFound",
            format!("Resource '{path}' does not exist."),
        ),
        Refusal::Unfit(place) => {
            let (kind, allow) = match place {
                Place::Collection => ("a collection", "GET, POST"),
                _ => ("a single resource", "GET, PATCH, PUT, DELETE"),
            };
            let message = format!("'{path}' is {kind}, which allows {allow}.");
            Failure::new(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", message)
                .with_header(ALLOW, allow)
        }
        Refusal::Duplicate(id) => {
            let message = format!("A resource with the id '{id}' already exists in '{path}'.");
            Failure::new(StatusCode::CONFLICT, "Conflict", message)
        }
        Refusal::KeyChanged => {
            Failure::bad_request(format!("The id of '{path}' cannot be changed."))
        }
        Refusal::KeyInvalid => {
            Failure::bad_request("The property 'id' must be a non-empty string.")
        }
    }
}
