//! Responds to requests: decides the fault, routes the request to its handler, and records it. No I/O.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::Method;
use hyper::header::AUTHORIZATION;
use hyper::http::request::Parts;

use crate::fault::{self, Fault, Kind, Script};
use crate::handlers::{batch, sign_in};
use crate::http::{
    BodyError, GraphError, Origin, Origins, Request, RequestIds, Response, parse_path,
};
use crate::record::{RecordDetails, RecordedRequest};

mod access;
mod route;
mod state;

pub(crate) use state::{Settings, State};

/// The service behind both listeners.
pub(crate) struct Router {
    pub(crate) settings: Settings,
    pub(crate) origins: Origins,
    state: Mutex<State>,
}

/// The reaction to a request.
#[derive(Debug)]
pub(crate) enum Reply {
    Response(hyper::Response<Bytes>),
    Late(Duration, hyper::Response<Bytes>),
    Script(Script),
}

impl Router {
    pub(crate) fn new(settings: Settings, origins: Origins, state: State) -> Self {
        Self {
            settings,
            origins,
            state: Mutex::new(state),
        }
    }

    /// Locks the state. A panic of another thread does not matter: it leaves the store between two operations.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the fault for a request from the plan.
    pub(crate) fn next_fault(&self, head: &Parts) -> Option<Fault> {
        self.state().faults.next(head)
    }

    /// Records a request whose body is not read.
    pub(crate) fn record_unread(
        &self,
        origin: Origin,
        head: &Parts,
        fault: Option<&Fault>,
        arrived: Instant,
    ) {
        let details = record_details(origin, fault, arrived);
        let record = RecordedRequest::new(head, Bytes::new(), None, details);
        self.state().records.push(record);
    }

    /// Responds to a request that arrived at a listener, and records it.
    ///
    /// Both happen under one lock, so that the records are in the order in which the resources changed.
    pub(crate) fn respond(
        &self,
        origin: Origin,
        head: &Parts,
        body: Result<Bytes, BodyError>,
        fault: Option<&Fault>,
        arrived: Instant,
    ) -> Reply {
        let mut state = self.state();
        let ids = state.next_request_ids(&head.headers);
        let target = head.uri.path_and_query().map_or("", |whole| whole.as_str());
        let url = format!("{}{target}", self.origins.url(origin));
        let response = respond_with_fault(fault, &ids, &url, || {
            self.dispatch(origin, &mut state, head, &body)
        });
        state.records.push(RecordedRequest::new(
            head,
            body.unwrap_or_default(),
            Some(response.status),
            record_details(origin, fault, arrived),
        ));
        drop(state);
        let response = response.into_http(&ids);
        let Some(fault) = fault else {
            return Reply::Response(response);
        };
        match (Script::new(fault, &response), &fault.kind) {
            (Some(script), _) => Reply::Script(script),
            (None, Kind::Late(delay)) => Reply::Late(*delay, response),
            (None, _) => Reply::Response(response),
        }
    }

    /// Responds to a request of a batch, and records it. It has no connection and no token of its own.
    fn respond_in_batch(
        &self,
        state: &mut State,
        head: &Parts,
        body: Bytes,
    ) -> hyper::Response<Bytes> {
        let arrived = Instant::now();
        let ids = state.next_request_ids(&head.headers);
        let fault = state.faults.next_in_batch(head);
        let response = respond_with_fault(fault.as_ref(), &ids, &head.uri.to_string(), || {
            let request = Request {
                head,
                path: parse_path(head)?,
                body: &body,
            };
            route::graph(&self.settings, &self.origins, state, request)
        });
        let details = RecordDetails {
            is_in_batch: true,
            ..record_details(Origin::Graph, fault.as_ref(), arrived)
        };
        let record = RecordedRequest::new(head, body, Some(response.status), details);
        state.records.push(record);
        response.into_http(&ids)
    }

    /// Checks access, parses the request, and routes it.
    fn dispatch(
        &self,
        origin: Origin,
        state: &mut State,
        head: &Parts,
        body: &Result<Bytes, BodyError>,
    ) -> Result<Response, GraphError> {
        let complete_body = || {
            body.as_ref()
                .map_err(|error| access::body_error(origin, *error))
        };
        if origin == Origin::Storage {
            if head.headers.contains_key(AUTHORIZATION) {
                return Err(GraphError::unauthorized(
                    "The URL itself is the permission. Send no token to the storage.",
                ));
            }
            return route::storage(state, head, parse_path(head)?, complete_body);
        }
        if let (Some(settings), Ok(body)) = (&self.settings.sign_in, body)
            && let Some(response) =
                sign_in::handle(&mut state.tokens, settings, &self.origins.graph, head, body)
        {
            return Ok(response);
        }
        access::check_token(&self.settings, &state.tokens, &head.headers)?;
        let body = complete_body()?;
        let path = parse_path(head)?;
        match path.segments() {
            [version, last] if last == "$batch" && head.method == Method::POST => {
                batch::handle(version, &head.headers, body, |head, body| {
                    self.respond_in_batch(state, head, body)
                })
            }
            _ => {
                let request = Request { head, path, body };
                route::graph(&self.settings, &self.origins, state, request)
            }
        }
    }
}

/// Executes a request unless the fault replaces its response, and applies the fault to the response.
fn respond_with_fault(
    fault: Option<&Fault>,
    ids: &RequestIds,
    url: &str,
    execute: impl FnOnce() -> Result<Response, GraphError>,
) -> Response {
    let Some(fault) = fault else {
        return execute().unwrap_or_else(|error| error.into_response(ids));
    };
    let mut response = match &fault.kind {
        Kind::Status(status) => fault::status_response(*status, ids),
        _ => execute().unwrap_or_else(|error| error.into_response(ids)),
    };
    fault::apply(fault, &mut response, url);
    response
}

fn record_details(origin: Origin, fault: Option<&Fault>, arrived: Instant) -> RecordDetails {
    let retry_after = fault.and_then(|fault| fault.retry_after.as_ref());
    RecordDetails {
        responded: Instant::now(),
        fault: fault.map(|fault| fault.name().to_owned()),
        retry_after: retry_after.and_then(|retry_after| retry_after.wait()),
        is_at_storage: origin == Origin::Storage,
        ..RecordDetails::new(arrived)
    }
}
