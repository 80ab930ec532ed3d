//! Long-running work: a request that is accepted, and a monitor that says how it goes.
//!
//! In: a request, or the stored monitor of one. Out: how the work stands and, at its end, what came of it.
//! Source: "Working with long running actions", and the operations of teams, sites and eDiscovery.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use http::header::LOCATION;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use graph_model::request::{Decode, RawResponse, Request};

use crate::error::{Error, ProtocolError, ServiceError};
use crate::pages::link;
use crate::send::{Inner, PACE, RequestParts, WholeResponse, fraction, retry_after};

mod report;

use report::{Report, State};

const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");

/// What stands for a monitor of another origin in errors: its URL is a secret.
const NAME: &str = "(monitor)";

/// The outcome of a request that may take long.
#[derive(Debug)]
pub enum Accepted<R> {
    /// It is done, and this is its response.
    Done(R),
    /// It is accepted, and goes on.
    Running(Monitor<R>),
    /// It is accepted, and the service says nothing more: neither a monitor nor a result. Whether it is done yet can only be seen
    /// in what it changes.
    Unmonitored,
}

/// Where to ask how long-running work goes, whose result is an `R`.
///
/// It can be stored (it is `Serialize` and `Deserialize`) and asked after a restart. The URL of one on another origin is
/// pre-authenticated, so keep it as a secret. Its `Debug` form does not show it.
///
/// Source: "Working with long running actions"; OData 4.01, Protocol, "Asynchronous Requests".
pub struct Monitor<R> {
    url: String,
    first_wait: Duration,
    of: PhantomData<fn() -> R>,
}

/// How long-running work stands, whose result is an `R`.
pub struct OperationStatus<R> {
    status: String,
    percent: Option<f64>,
    resource_id: Option<String>,
    resource: Option<String>,
    state: State,
    wait: Option<Duration>,
    answered: WholeResponse,
    of: PhantomData<fn() -> R>,
}

impl Inner {
    pub(crate) async fn begin<R: Decode>(&self, request: Request<R>) -> Result<Accepted<R>, Error> {
        let url = request.url().to_owned();
        let answered = self.answer(&request).await?;
        let headers = &answered.answer.headers;
        let monitor = [LOCATION, OPERATION_LOCATION]
            .iter()
            .find_map(|name| headers.get(name));
        let is_accepted = answered.answer.status == StatusCode::ACCEPTED;
        let is_empty = answered.answer.body.is_empty();
        match monitor {
            Some(monitor) if is_accepted => Ok(Accepted::Running(Monitor {
                url: self
                    .monitor_url(&url, monitor)
                    .map_err(|problem| problem.of_answer_to(answered.request()))?,
                first_wait: asked_wait(headers).unwrap_or(PACE),
                of: PhantomData,
            })),
            _ if is_accepted && is_empty => Ok(Accepted::Unmonitored),
            // 204 No Content: a result only for what can be read from nothing.
            _ if is_empty => Ok(answered
                .read()
                .map_or(Accepted::Unmonitored, Accepted::Done)),
            _ => Ok(Accepted::Done(answered.read()?)),
        }
    }

    pub(crate) async fn wait_for<R>(
        &self,
        monitor: &Monitor<R>,
    ) -> Result<OperationStatus<R>, Error> {
        tokio::time::sleep(monitor.first_wait.max(PACE)).await;
        let mut asked = 0;
        loop {
            let operation = self.check(monitor).await?;
            if operation.is_done() {
                return Ok(operation);
            }
            asked += 1;
            let wait = operation.wait;
            let wait = wait.unwrap_or_else(|| self.retry.before_asking_again(asked, fraction()));
            tokio::time::sleep(wait.max(PACE)).await;
        }
    }

    pub(crate) async fn check<R>(&self, monitor: &Monitor<R>) -> Result<OperationStatus<R>, Error> {
        let answered = match link::own(&self.origin, "/", &monitor.url, "monitor") {
            Ok(url) => {
                let request = Request::<RawResponse>::to_known(Method::GET, url);
                self.boxed(RequestParts {
                    polls: true,
                    ..RequestParts::of(&request)
                })
                .await?
            }
            Err(_) => {
                let place = self.elsewhere(&monitor.url, "monitor")?;
                let headers = HeaderMap::new();
                let outgoing = RequestParts {
                    polls: true,
                    ..RequestParts::to_secret(&Method::GET, NAME, &headers, None)
                };
                self.ask(outgoing, &place).await?
            }
        };
        OperationStatus::read_from(&monitor.url, answered)
    }

    pub(crate) async fn result<R: Decode>(
        &self,
        operation: &OperationStatus<R>,
    ) -> Result<R, Error> {
        match &operation.resource {
            Some(resource) => {
                let url = link::own(&self.origin, "/", resource, "resource's location")
                    .map_err(|problem| problem.of_answer_to(operation.answered.request()))?;
                self.answer(&Request::<R>::to_known(Method::GET, url))
                    .await?
                    .read()
            }
            None => operation.answered.read(),
        }
    }

    fn monitor_url(&self, asked: &str, monitor: &HeaderValue) -> Result<String, ProtocolError> {
        let unusable = ProtocolError::UnusableLink { link: "monitor" };
        let Ok(monitor) = monitor.to_str() else {
            return Err(unusable);
        };
        if monitor.contains("://") {
            return Ok(monitor.to_owned());
        }
        let path = with_version(asked, monitor).ok_or(unusable)?;
        Ok(format!("{}{path}", self.origin.as_str()))
    }
}

/// A path as Graph writes it, with the version of the request in front if it has none.
fn with_version(asked: &str, path: &str) -> Option<String> {
    let version = asked.split('/').nth(1)?;
    let path = path.trim_start_matches('/');
    let first = path.split('/').next()?;
    Some(match first {
        "v1.0" | "beta" => format!("/{path}"),
        _ if first == version => format!("/{path}"),
        _ => format!("/{version}/{path}"),
    })
}

fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    retry_after(headers, SystemTime::now())
}

impl<R> OperationStatus<R> {
    /// Reads what the monitor at `url` answered.
    fn read_from(url: &str, answered: WholeResponse) -> Result<Self, Error> {
        let answer = &answered.answer;
        let mut report = Report::read(answer.status, &answer.body);
        if report.state == State::Failed {
            return Err(failure(answered, report));
        }
        // The work has ended, and its result is elsewhere: OData 4.01, Protocol, 11.6; RFC 9110, 15.4.4.
        if answer.status == StatusCode::SEE_OTHER {
            report.state = State::Done;
            let location = answer.headers.get(LOCATION);
            report.resource = location
                .and_then(|location| location.to_str().ok())
                .map(str::to_owned);
        }
        Ok(OperationStatus {
            percent: report.percent,
            resource_id: report.resource_id,
            resource: report.resource.and_then(|link| absolute(url, &link)),
            status: report.status,
            state: report.state,
            wait: asked_wait(&answer.headers),
            answered,
            of: PhantomData,
        })
    }

    /// The status as the service wrote it: `inProgress`, `succeeded`; empty if it wrote none.
    pub fn status(&self) -> &str {
        &self.status
    }

    /// How much is done, in percent, if the service says it.
    pub fn percent(&self) -> Option<f64> {
        self.percent
    }

    /// The id of what the work makes, if the service says it.
    pub fn resource_id(&self) -> Option<&str> {
        self.resource_id.as_deref()
    }

    /// Whether the work has ended.
    pub fn is_done(&self) -> bool {
        self.state != State::Running
    }

    /// Whether the work has ended, and some of it failed or was left out: `partiallySucceeded`, `completedWithErrors`.
    pub fn is_partial(&self) -> bool {
        self.state == State::Partial
    }

    /// The monitor's response, as it came. Its status can be 303 as well, which ends the work and names the result.
    pub fn response(&self) -> &RawResponse {
        &self.answered.answer
    }
}

/// The whole URL of what is named next to a monitor.
fn absolute(monitor: &str, resource: &str) -> Option<String> {
    if resource.contains("://") {
        return Some(resource.to_owned());
    }
    let (scheme, rest) = monitor.split_once("://")?;
    let (authority, path) = rest.split_once('/')?;
    let path = with_version(&format!("/{path}"), resource)?;
    Some(format!("{scheme}://{authority}{path}"))
}

/// The error object of an operation stands where that of any response does. An operation without one says what its status is.
fn failure(answered: WholeResponse, report: Report) -> Error {
    let info = answered.request();
    let RawResponse {
        status,
        headers,
        body,
    } = answered.answer;
    let Report {
        status: word,
        code,
        message,
        ..
    } = report;
    let message = message
        .unwrap_or_else(|| format!("the long-running work has ended with the status `{word}`"));
    let error = ServiceError::of_request(*info, status, headers, &body);
    error.or_told(code.unwrap_or(word), message).into()
}

impl<R> Serialize for Monitor<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("monitor", &self.url)])
    }
}

impl<'de, R> Deserialize<'de> for Monitor<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = BTreeMap::<String, String>::deserialize(deserializer)?;
        let url = fields.remove("monitor");
        Ok(Monitor {
            url: url.ok_or_else(|| D::Error::missing_field("monitor"))?,
            first_wait: PACE,
            of: PhantomData,
        })
    }
}

impl<R> Clone for Monitor<R> {
    fn clone(&self) -> Self {
        Monitor {
            url: self.url.clone(),
            first_wait: self.first_wait,
            of: PhantomData,
        }
    }
}

impl<R> fmt::Debug for Monitor<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Monitor").finish_non_exhaustive()
    }
}

impl<R> fmt::Debug for OperationStatus<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationStatus")
            .field("status", &self.status)
            .field("percent", &self.percent)
            .finish_non_exhaustive()
    }
}
