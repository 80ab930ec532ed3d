//! A request between its first attempt and its end: what it was sent with, how often, and what errors say of it.
//!
//! In: the request, and what became of its attempts. Out: an [`Exchange`], put together only where there is an error to hold it.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::Instant;

use super::failure::Failure;
use super::headers::Added;
use super::outgoing::Outgoing;
use crate::auth::AccessToken;
use crate::error::{Error, Exchange};

pub(crate) struct Course<'a> {
    pub(crate) outgoing: &'a Outgoing<'a>,
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
pub(crate) struct Sent {
    /// Without the ids, unless it stands for a part of a batch.
    exchange: Exchange,
    client_request_id: Option<HeaderValue>,
}

impl<'a> Course<'a> {
    pub(crate) fn new(outgoing: &'a Outgoing<'a>) -> Result<Self, Error> {
        Ok(Course {
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

    pub(crate) fn sent(&self) -> Box<Sent> {
        let exchange = self.outgoing.exchange();
        Box::new(Sent {
            exchange: exchange.after(self.attempts, self.in_doubt),
            client_request_id: self.added.client_request_id(self.outgoing).cloned(),
        })
    }

    pub(crate) fn exchange(&self) -> Box<Exchange> {
        self.sent().exchange()
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

impl Sent {
    fn exchange(&self) -> Box<Exchange> {
        let mut exchange = Box::new(self.exchange.clone());
        if let Some(id) = &self.client_request_id {
            exchange.note_client_request_id(id);
        }
        exchange
    }

    /// With what the answer says of itself.
    pub(crate) fn answered(&self, headers: &HeaderMap) -> Box<Exchange> {
        let mut exchange = self.exchange();
        exchange.note_answer(headers);
        exchange
    }
}

/// A part of a batch was not sent by itself.
impl From<Exchange> for Sent {
    fn from(exchange: Exchange) -> Self {
        Sent {
            exchange,
            client_request_id: None,
        }
    }
}
