//! A successful response: while its body is still to come, and when it has come whole.

use bytes::Bytes;
use graph_model::request::{Answer, RawAnswer};

use super::course::Sent;
use super::gate::Permit;
use crate::error::{DecodeError, Error, Exchange, ServiceError};

/// A successful answer whose body is to be read, or has been.
pub(crate) struct Arrived {
    pub(crate) response: reqwest::Response,
    /// Empty unless the whole answer was wanted.
    pub(crate) body: Bytes,
}

/// A successful answer, and what an error about it says.
pub(crate) struct Answered {
    pub(crate) answer: RawAnswer,
    pub(crate) sent: Box<Sent>,
}

/// A successful answer whose body may be still to come. The permit is held as long as bytes flow.
pub(crate) struct Opened {
    pub(crate) arrived: Arrived,
    sent: Box<Sent>,
    _permit: Option<Permit>,
}

impl Answered {
    /// Reads the answer as what its request promised.
    pub(crate) fn read<R: Answer>(&self) -> Result<R, Error> {
        R::from_answer(&self.answer).map_err(|error| self.unread(error))
    }

    /// The error of a response that could not be read: what the service said, if that is an error object.
    #[cold]
    pub(crate) fn unread(&self, error: DecodeError) -> Error {
        if error.is_error_object() {
            return self.refusal().into();
        }
        error.of_exchange(self.exchange()).into()
    }

    /// The response as what the service refused.
    pub(crate) fn refusal(&self) -> ServiceError {
        let RawAnswer {
            status,
            headers,
            body,
        } = &self.answer;
        ServiceError::of_exchange(*self.exchange(), *status, headers.clone(), body)
    }

    pub(crate) fn exchange(&self) -> Box<Exchange> {
        self.sent.answered(&self.answer.headers)
    }
}

impl Opened {
    pub(super) fn new(arrived: Arrived, sent: Box<Sent>, permit: Option<Permit>) -> Self {
        Opened {
            arrived,
            sent,
            _permit: permit,
        }
    }

    /// The answer, whose body has come whole.
    pub(crate) fn into_answered(self) -> Answered {
        let Arrived { mut response, body } = self.arrived;
        Answered {
            answer: RawAnswer {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
                body,
            },
            sent: self.sent,
        }
    }

    pub(crate) fn exchange(&self) -> Box<Exchange> {
        self.sent.answered(self.arrived.response.headers())
    }
}
