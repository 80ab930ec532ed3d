//! Work that takes longer than a request: what answers 202 goes in, with the URL of its monitor; how far it is comes out.

use hyper::header::{LOCATION, RETRY_AFTER};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::fault::On;
use crate::service::{Origins, Side};

/// How a request that takes long goes on: answered `202 Accepted` with the URL of a monitor, which tells the end after so many
/// polls.
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
///         LongWork::done_after(1).at_storage().fails("nameAlreadyExists", "There is one already."),
///     );
/// ```
#[derive(Clone, Debug)]
#[must_use = "it has to be given to the builder"]
pub struct LongWork {
    polls: u32,
    result: Value,
    failure: Option<(String, String)>,
    retry_after: Option<String>,
    side: Side,
}

impl LongWork {
    /// Still running for this many polls, and done at the next.
    pub fn done_after(polls: u32) -> Self {
        Self {
            polls,
            result: json!({}),
            failure: None,
            retry_after: None,
            side: Side::Graph,
        }
    }

    /// What the monitor says beside the status once it is done: `{"resourceLocation": "…"}`.
    pub fn result(mut self, properties: Value) -> Self {
        self.result = properties;
        self
    }

    /// It ends in a failure instead.
    pub fn fails(mut self, code: &str, message: &str) -> Self {
        self.failure = Some((code.to_owned(), message.to_owned()));
        self
    }

    /// The `Retry-After` of the 202 and of each poll until it is done.
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        self.retry_after = Some(value.into());
        self
    }

    /// The monitor is at the [storage](crate#storage), takes no token, and speaks as that of copying a drive item does:
    /// `inProgress` and `completed` for `running` and `succeeded`.
    pub fn at_storage(mut self) -> Self {
        self.side = Side::Storage;
        self
    }
}

/// The kinds of work, and what of it has begun.
#[derive(Clone, Debug, Default)]
pub(crate) struct Works {
    rules: Vec<(On, LongWork)>,
    begun: Vec<(LongWork, u32)>,
}

impl Works {
    pub(crate) fn add(&mut self, on: On, work: LongWork) {
        self.rules.push((on, work));
    }

    /// Begins what a request asks for, if that takes long.
    pub(crate) fn begin(&mut self, head: &Parts, origins: &Origins) -> Option<Answer> {
        let rules = self.rules.iter_mut();
        let work = rules
            .filter(|(on, _)| on.fits(head))
            .find_map(|(on, work)| on.take().then(|| work.clone()))?;
        let id = self.begun.len();
        let path = match work.side {
            Side::Graph => {
                let version = head.uri.path().split('/').nth(1).unwrap_or_default();
                format!("/{version}/operations/{id}")
            }
            Side::Storage => format!("/monitor/{id}"),
        };
        let location = format!("{}{path}", origins.of(work.side));
        let answer = Answer::empty(StatusCode::ACCEPTED).with_header(LOCATION, &location);
        let answer = wait(answer, &work);
        self.begun.push((work, 0));
        Some(answer)
    }

    /// How far the work is whose monitor this is.
    pub(crate) fn poll(&mut self, side: Side, head: &Parts, segments: &[String]) -> Option<Answer> {
        let id = match (side, segments) {
            (Side::Graph, [_, operations, id]) if operations == "operations" => id,
            (Side::Storage, [monitor, id]) if monitor == "monitor" => id,
            _ => return None,
        };
        let (work, polled) = self.begun.get_mut(id.parse::<usize>().ok()?)?;
        if work.side != side || head.method != Method::GET {
            return None;
        }
        let [running, done] = match side {
            Side::Graph => ["running", "succeeded"],
            Side::Storage => ["inProgress", "completed"],
        };
        let percent = 100 * *polled / work.polls.max(1);
        if *polled < work.polls {
            *polled += 1;
            let body = json!({ "id": id, "status": running, "percentageComplete": percent });
            let status = match side {
                Side::Graph => StatusCode::OK,
                Side::Storage => StatusCode::ACCEPTED,
            };
            return Some(wait(Answer::new(status, body), work));
        }
        let mut body = json!({ "id": id, "status": done, "percentageComplete": 100 });
        if let Some((code, message)) = &work.failure {
            body["status"] = "failed".into();
            body["error"] = json!({ "code": code, "message": message });
        } else if let (Value::Object(body), Value::Object(result)) = (&mut body, &work.result) {
            body.extend(result.clone());
        }
        Some(Answer::new(StatusCode::OK, body))
    }
}

fn wait(answer: Answer, work: &LongWork) -> Answer {
    match &work.retry_after {
        Some(value) => answer.with_header(RETRY_AFTER, value),
        None => answer,
    }
}

/// What nobody knows at the storage.
pub(crate) fn unknown() -> Failure {
    Failure::new(
        StatusCode::NOT_FOUND,
        "itemNotFound",
        "There is nothing of this name in the storage, or it has expired.",
    )
}
