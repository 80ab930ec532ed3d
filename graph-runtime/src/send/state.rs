//! A request between its first attempt and its end: what it was sent with, how often, and what errors say of it.
//!
//! In: the request, and what became of its attempts. Out: an [`RequestInfo`], put together only where there is an error to hold it.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::Instant;

use super::failure::Failure;
use super::headers::Added;
use super::parts::RequestParts;
use crate::auth::AccessToken;
use crate::error::{Error, RequestInfo};

pub(crate) struct RequestState<'a> {
    pub(crate) outgoing: &'a RequestParts<'a>,
    pub(crate) added: Added,
    pub(crate) refused: Refused,
    /// When the first attempt began.
    begun: Option<Instant>,
    attempts: u32,
    in_doubt: bool,
}

/// Which tokens the service has refused, and what it demanded instead. Each is answered once.
#[derive(Default)]
pub(crate) struct Refused {
    pub(crate) token: Option<AccessToken>,
    pub(crate) claims: Option<String>,
}

/// What is known of a request when it is over.
pub(crate) struct RequestSummary {
    /// Without the ids, unless it stands for a part of a batch.
    info: RequestInfo,
    client_request_id: Option<HeaderValue>,
}

impl<'a> RequestState<'a> {
    pub(crate) fn new(outgoing: &'a RequestParts<'a>) -> Result<Self, Error> {
        Ok(RequestState {
            outgoing,
            added: Added::to(outgoing)?,
            refused: Refused::default(),
            begun: None,
            attempts: 0,
            in_doubt: false,
        })
    }

    /// Counts an attempt that begins.
    pub(crate) fn begin_attempt(&mut self) -> u32 {
        self.begun.get_or_insert_with(Instant::now);
        self.attempts = self.attempts.saturating_add(1);
        self.attempts
    }

    /// The time since the first attempt began.
    pub(crate) fn spent(&self) -> Duration {
        self.begun.map(|begun| begun.elapsed()).unwrap_or_default()
    }

    /// An attempt ended without saying whether it was carried out.
    pub(crate) fn doubt(&mut self) {
        self.in_doubt = true;
    }

    pub(crate) fn sent(&self) -> Box<RequestSummary> {
        let info = self.outgoing.request();
        Box::new(RequestSummary {
            info: info.after(self.attempts, self.in_doubt),
            client_request_id: self.added.client_request_id(self.outgoing).cloned(),
        })
    }

    pub(crate) fn request(&self) -> Box<RequestInfo> {
        self.sent().request()
    }
}

impl Refused {
    /// Whether another token could help: once for a plain 401, once for one that demands claims.
    pub(crate) fn can_answer(&self, failure: &Failure, token: Option<&AccessToken>) -> bool {
        let is_refused =
            failure.error.status() == Some(StatusCode::UNAUTHORIZED) && token.is_some();
        is_refused && self.claims.is_none() && (failure.claims.is_some() || self.token.is_none())
    }
}

impl RequestSummary {
    fn request(&self) -> Box<RequestInfo> {
        let mut info = Box::new(self.info.clone());
        if let Some(id) = &self.client_request_id {
            info.note_client_request_id(id);
        }
        info
    }

    /// With what the answer says of itself.
    pub(crate) fn answered(&self, headers: &HeaderMap) -> Box<RequestInfo> {
        let mut info = self.request();
        info.note_response(headers);
        info
    }
}

/// A part of a batch was not sent by itself.
impl From<RequestInfo> for RequestSummary {
    fn from(info: RequestInfo) -> Self {
        RequestSummary {
            info,
            client_request_id: None,
        }
    }
}
