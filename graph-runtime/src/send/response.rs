//! A successful response: while its body is still to come, and when it has come whole.

use bytes::Bytes;
use graph_model::request::{Decode, RawResponse};

use super::gate::Permit;
use super::state::RequestSummary;
use crate::error::{DecodeError, Error, RequestInfo, ServiceError};

/// A successful answer whose body is to be read, or has been.
pub(crate) struct HttpResponse {
    pub(crate) response: reqwest::Response,
    /// Empty unless the whole answer was wanted.
    pub(crate) body: Bytes,
}

/// A successful answer, and what an error about it says.
pub(crate) struct WholeResponse {
    pub(crate) answer: RawResponse,
    pub(crate) sent: Box<RequestSummary>,
}

/// A successful answer whose body may be still to come. The permit is held as long as bytes flow.
pub(crate) struct OpenResponse {
    pub(crate) arrived: HttpResponse,
    sent: Box<RequestSummary>,
    _permit: Option<Permit>,
}

impl WholeResponse {
    /// Reads the answer as what its request promised.
    pub(crate) fn read<R: Decode>(&self) -> Result<R, Error> {
        R::from_response(&self.answer).map_err(|error| self.unread(error))
    }

    /// The error of a response that could not be read: what the service said, if that is an error object.
    #[cold]
    pub(crate) fn unread(&self, error: DecodeError) -> Error {
        if error.is_error_object() {
            return self.refusal().into();
        }
        error.of_request(self.request()).into()
    }

    /// The response as what the service refused.
    pub(crate) fn refusal(&self) -> ServiceError {
        let RawResponse {
            status,
            headers,
            body,
        } = &self.answer;
        ServiceError::of_request(*self.request(), *status, headers.clone(), body)
    }

    pub(crate) fn request(&self) -> Box<RequestInfo> {
        self.sent.answered(&self.answer.headers)
    }
}

impl OpenResponse {
    pub(super) fn new(
        arrived: HttpResponse,
        sent: Box<RequestSummary>,
        permit: Option<Permit>,
    ) -> Self {
        OpenResponse {
            arrived,
            sent,
            _permit: permit,
        }
    }

    /// The answer, whose body has come whole.
    pub(crate) fn into_whole(self) -> WholeResponse {
        let HttpResponse { mut response, body } = self.arrived;
        WholeResponse {
            answer: RawResponse {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
                body,
            },
            sent: self.sent,
        }
    }

    pub(crate) fn request(&self) -> Box<RequestInfo> {
        self.sent.answered(self.arrived.response.headers())
    }
}
