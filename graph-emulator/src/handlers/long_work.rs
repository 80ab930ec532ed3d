//! Handles long-running work: responds 202 with the URL of a monitor, which tells the progress.
//!
//! Source: "Working with long running actions".

use hyper::header::{LOCATION, RETRY_AFTER};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::fault::On;
use crate::http::{Origin, Origins, Response};

/// Work that continues after the response: `202 Accepted` with the URL of a monitor, which reports the end after a number of polls.
///
/// ```
/// use graph_emulator::{Emulator, LongWork, On};
/// use serde_json::json;
///
/// let builder = Emulator::builder()
///     .long_work(
///         On::request("POST", "/v1.0/teams").always(),
///         LongWork::done_after(3).retry_after("1").result(json!({ "targetResourceId": "t" })),
///     )
///     .long_work(
///         On::request("POST", "*/copy"),
///         LongWork::done_after(1).at_storage().fails("nameAlreadyExists", "The name exists already."),
///     );
/// ```
#[derive(Clone, Debug)]
#[must_use = "long work has no effect until it is given to the builder"]
pub struct LongWork {
    polls: u32,
    result: Value,
    failure: Option<(String, String)>,
    retry_after: Option<String>,
    origin: Origin,
}

impl LongWork {
    /// Creates work that is running for `polls` polls of the monitor, and done at the next.
    pub fn done_after(polls: u32) -> Self {
        Self {
            polls,
            result: json!({}),
            failure: None,
            retry_after: None,
            origin: Origin::Graph,
        }
    }

    /// Sets the properties that the monitor returns beside the status when the work is done: `{"resourceLocation": "…"}`.
    pub fn result(mut self, properties: Value) -> Self {
        self.result = properties;
        self
    }

    /// Makes the work fail with this error instead of succeeding.
    pub fn fails(mut self, code: &str, message: &str) -> Self {
        self.failure = Some((code.to_owned(), message.to_owned()));
        self
    }

    /// Sets the `Retry-After` of the 202 and of each poll until the work is done.
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        self.retry_after = Some(value.into());
        self
    }

    /// Puts the monitor at the [storage](crate#storage). It takes no token there, and reports the statuses of the monitor for
    /// copying a drive item: `inProgress` and `completed` instead of `running` and `succeeded`.
    pub fn at_storage(mut self) -> Self {
        self.origin = Origin::Storage;
        self
    }
}

/// The rules for long work, and the work that was accepted.
#[derive(Clone, Debug, Default)]
pub(crate) struct LongWorks {
    rules: Vec<(On, LongWork)>,
    accepted: Vec<Accepted>,
}

#[derive(Clone, Debug)]
struct Accepted {
    work: LongWork,
    polled: u32,
}

impl LongWorks {
    pub(crate) fn add(&mut self, on: On, work: LongWork) {
        self.rules.push((on, work));
    }
}

/// Accepts a request if a rule says that it starts long work.
pub(crate) fn accept(works: &mut LongWorks, origins: &Origins, head: &Parts) -> Option<Response> {
    let rules = works.rules.iter_mut();
    let work = rules
        .filter(|(on, _)| on.matches(head))
        .find_map(|(on, work)| on.take().then(|| work.clone()))?;
    let id = works.accepted.len();
    let path = match work.origin {
        Origin::Graph => {
            let version = head.uri.path().split('/').nth(1).unwrap_or_default();
            format!("/{version}/operations/{id}")
        }
        Origin::Storage => format!("/monitor/{id}"),
    };
    let location = format!("{}{path}", origins.url(work.origin));
    let response = Response::empty(StatusCode::ACCEPTED).with_header(LOCATION, &location);
    let response = with_retry_after(response, &work);
    works.accepted.push(Accepted { work, polled: 0 });
    Some(response)
}

/// Returns the progress of the work if the request is for its monitor.
pub(crate) fn poll(
    works: &mut LongWorks,
    origin: Origin,
    method: &Method,
    segments: &[String],
) -> Option<Response> {
    let id = match (origin, segments) {
        (Origin::Graph, [_, operations, id]) if operations == "operations" => id,
        (Origin::Storage, [monitor, id]) if monitor == "monitor" => id,
        _ => return None,
    };
    let Accepted { work, polled } = works.accepted.get_mut(id.parse::<usize>().ok()?)?;
    if work.origin != origin || *method != Method::GET {
        return None;
    }
    let [running, done] = match origin {
        Origin::Graph => ["running", "succeeded"],
        Origin::Storage => ["inProgress", "completed"],
    };
    let percent = 100 * *polled / work.polls.max(1);
    if *polled < work.polls {
        *polled += 1;
        let body = json!({ "id": id, "status": running, "percentageComplete": percent });
        let status = match origin {
            Origin::Graph => StatusCode::OK,
            Origin::Storage => StatusCode::ACCEPTED,
        };
        return Some(with_retry_after(Response::json(status, body), work));
    }
    let mut body = json!({ "id": id, "status": done, "percentageComplete": 100 });
    if let Some((code, message)) = &work.failure {
        body["status"] = "failed".into();
        body["error"] = json!({ "code": code, "message": message });
    } else if let (Value::Object(body), Value::Object(result)) = (&mut body, &work.result) {
        body.extend(result.clone());
    }
    Some(Response::json(StatusCode::OK, body))
}

fn with_retry_after(response: Response, work: &LongWork) -> Response {
    match &work.retry_after {
        Some(value) => response.with_header(RETRY_AFTER, value),
        None => response,
    }
}
