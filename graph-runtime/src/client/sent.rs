//! What is known of a request on its way: what an error about it says.
//!
//! In: the request, its id, its attempts, and the headers of an answer. Out: an [`Exchange`], put together only where there is
//! an error to hold it.

use http::{HeaderMap, HeaderValue};

use super::attempt::Outgoing;
use crate::error::Exchange;

/// A request that is sent, or has been.
pub(super) struct Sent {
    /// Without the ids, unless it stands for a part of a batch.
    exchange: Exchange,
    client_request_id: Option<HeaderValue>,
}

impl Sent {
    pub(super) fn new(outgoing: &Outgoing<'_>, client_request_id: Option<HeaderValue>) -> Self {
        Sent {
            exchange: outgoing.exchange(),
            client_request_id,
        }
    }

    /// Counts an attempt that begins.
    pub(super) fn begin_attempt(&mut self) -> u32 {
        self.exchange.begin_attempt()
    }

    /// An attempt ended without saying whether it was carried out.
    pub(super) fn doubt(&mut self) {
        self.exchange.doubt();
    }

    pub(super) fn exchange(&self) -> Box<Exchange> {
        let mut exchange = Box::new(self.exchange.clone());
        if let Some(id) = &self.client_request_id {
            exchange.note_client_request_id(id);
        }
        exchange
    }

    /// The same with what an answer says of itself.
    pub(super) fn answered(&self, headers: &HeaderMap) -> Box<Exchange> {
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
