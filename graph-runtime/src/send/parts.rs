//! A request without the type of its response, as all that sends takes it.

use std::time::Duration;

use graph_model::internal::{path_of, template};
use graph_model::request::{Body, Request};
use http::{HeaderMap, Method};

use crate::error::{BoxError, Error, RequestInfo, TransportError};

/// A request without the type of its answer.
#[derive(Clone, Copy)]
pub(crate) struct RequestParts<'a> {
    pub(crate) method: &'a Method,
    pub(crate) url: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: Option<&'a Body>,
    pub(crate) may_repeat: bool,
    /// Which segments of the path are keys, if they are known.
    pub(crate) keys: Option<u64>,
    /// Whether its future may rest while others are to go on: it holds no permit then.
    pub(crate) ahead: bool,
    /// Whether it asks how long-running work stands: retries keep a monitor's pace, and 303 is the end of the work, whose result
    /// is elsewhere, instead of a redirect.
    pub(crate) polls: bool,
}

/// The least time between two questions to a monitor, whatever the service says.
pub(crate) const PACE: Duration = Duration::from_secs(1);

impl<'a> RequestParts<'a> {
    pub(crate) fn of<R>(request: &'a Request<R>) -> Self {
        RequestParts {
            method: request.method(),
            url: request.url(),
            headers: request.headers(),
            body: request.body(),
            may_repeat: request.is_repeatable(),
            keys: request.keys(),
            ahead: false,
            polls: false,
        }
    }

    /// A request to a URL that is a secret: `name` stands for it. It changes nothing if it comes twice.
    pub(crate) fn to_secret(
        method: &'a Method,
        name: &'static str,
        headers: &'a HeaderMap,
        body: Option<&'a Body>,
    ) -> Self {
        RequestParts {
            method,
            url: name,
            headers,
            body,
            may_repeat: true,
            keys: None,
            ahead: false,
            polls: false,
        }
    }

    pub(crate) fn request(&self) -> RequestInfo {
        RequestInfo::new(self.method.clone(), path_of(self.url))
    }

    /// The path without its keys.
    #[cfg_attr(not(feature = "tracing"), expect(dead_code))]
    pub(crate) fn path_template(&self) -> String {
        match self.url.starts_with('/') {
            true => template(path_of(self.url), self.keys),
            // What stands for a URL that is a secret.
            false => self.url.to_owned(),
        }
    }

    pub(crate) fn failed(&self, cause: impl Into<BoxError>) -> Error {
        TransportError::of(Box::new(self.request()), cause.into()).into()
    }
}
