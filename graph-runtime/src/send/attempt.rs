//! One attempt: the only place that moves bytes, for requests of every type.
//!
//! In: a request without its type, with its headers and its token. Out: a successful answer, or an error and what it means for
//! another attempt. Redirects belong to the attempt.

use std::pin::{Pin, pin};
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_ENCODING, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::{Sleep, sleep};

use super::Inner;
use super::body::{Elapsed, Fault, before, read};
use super::encoding;
use super::failure::Failure;
use super::headers;
use super::redirect::Destination;
use super::response::HttpResponse;
use super::retry::Outcome;
use super::state::RequestState;
use crate::auth::challenge;
use crate::error::{Error, Phase, RequestInfo, ServiceError, TransportError};

/// An error object is small; what is longer is a page of HTML that nobody needs whole.
const ERROR_LIMIT: u64 = 1024 * 1024;

/// What an attempt sends: the same for all attempts but for the token and `Retry-Attempt`.
pub(crate) struct Attempt<'a> {
    pub(crate) state: &'a RequestState<'a>,
    pub(crate) place: &'a Destination,
    pub(crate) authorization: Option<&'a HeaderValue>,
}

impl Inner {
    /// Sends it once, and reads the body if the `whole` answer is wanted.
    pub(crate) async fn attempt(
        &self,
        sending: &Attempt<'_>,
        whole: bool,
    ) -> Result<HttpResponse, Failure> {
        let mut deadline = pin!(sleep(self.limits.attempt));
        let mut redirected: Option<Box<Destination>> = None;
        loop {
            let place = redirected.as_deref().unwrap_or(sending.place);
            let message = sending.message(place, self.origin.as_str());
            let answered = before(deadline.as_mut(), pin!(self.http.execute(message))).await;
            let mut response = answered
                .map_err(|Elapsed| self.timed_out(sending, Phase::Attempt))?
                .map_err(|error| self.broken(sending, error))?;
            let status = response.status();
            let is_end = sending.state.outgoing.polls
                && status == StatusCode::SEE_OTHER
                && response.headers().contains_key(LOCATION);
            if status.is_success() || is_end {
                let (body, end) = match whole {
                    true if self.is_too_long(&response) => (Bytes::new(), Err(Fault::TooLarge)),
                    true => read(&mut response, self.limits.answer, deadline.as_mut()).await,
                    false => (Bytes::new(), Ok(())),
                };
                return match end {
                    Ok(()) => match self.packed(sending, &response, whole, &body) {
                        Some(failure) => Err(failure),
                        None => Ok(HttpResponse { response, body }),
                    },
                    Err(fault) => Err(self.unread(sending, response.headers(), fault)),
                };
            }
            match place.next(
                &self.origin,
                sending.state.outgoing.method,
                status,
                response.headers(),
            ) {
                Ok(Some(next)) => redirected = Some(Box::new(next)),
                // Boxed: what is seldom needed does not make each request's future larger.
                Ok(None) => {
                    let refusal = Box::pin(self.refusal(sending, place, deadline, response));
                    return Err(refusal.await);
                }
                Err(problem) => {
                    let info = sending.state.sent().answered(response.headers());
                    return Err(Failure::last(Error::Redirect { problem, info }));
                }
            }
        }
    }

    fn is_too_long(&self, response: &reqwest::Response) -> bool {
        let announced = response.content_length();
        announced.is_some_and(|announced| announced > self.limits.answer)
    }

    /// The failure of a response with a body in a `Content-Encoding` that its request did not ask for.
    fn packed(
        &self,
        sending: &Attempt<'_>,
        response: &reqwest::Response,
        whole: bool,
        body: &Bytes,
    ) -> Option<Failure> {
        let headers = response.headers();
        if !headers.contains_key(CONTENT_ENCODING) {
            return None;
        }
        let is_empty = if whole {
            body.is_empty()
        } else {
            response.content_length() == Some(0)
        };
        let coding = encoding::unasked(sending.state.outgoing.headers, headers)?;
        let info = sending.state.sent().answered(headers);
        (!is_empty).then(|| Failure::last(Error::ContentEncoding { coding, info }))
    }

    #[cold]
    fn unread(&self, sending: &Attempt<'_>, headers: &HeaderMap, fault: Fault) -> Failure {
        match fault {
            Fault::TooLarge => Failure::last(Error::ResponseTooLarge {
                limit: self.limits.answer,
                info: sending.state.sent().answered(headers),
            }),
            Fault::TimedOut => self.timed_out(sending, Phase::Attempt),
            Fault::Broken(error) => self.broken(sending, error),
        }
    }

    /// What the service says when it refuses. A body that does not come whole takes nothing from what is known by then.
    async fn refusal(
        &self,
        sending: &Attempt<'_>,
        place: &Destination,
        deadline: Pin<&mut Sleep>,
        mut response: reqwest::Response,
    ) -> Failure {
        let status = response.status();
        let outcome = Outcome::of_refusal(status, response.headers(), SystemTime::now());
        let limit = self.limits.answer.min(ERROR_LIMIT);
        let (body, _incomplete) = read(&mut response, limit, deadline).await;
        let headers = std::mem::take(response.headers_mut());
        let claims = match status.as_u16() {
            401 if place.own => challenge::claims(&headers),
            _ => None,
        };
        let info = sending.ended(outcome);
        let error = ServiceError::of_request(*info, status, headers, &body);
        Failure {
            error: error.into(),
            outcome,
            own: place.own,
            claims,
        }
    }

    #[cold]
    fn broken(&self, sending: &Attempt<'_>, error: reqwest::Error) -> Failure {
        // A connection that is lost later can time out as well, by the system's doing: that is no time-out of ours.
        if error.is_connect() && error.is_timeout() {
            return self.timed_out(sending, Phase::Connect);
        }
        let outcome = match error.is_connect() {
            true => Outcome::NotSent,
            false => Outcome::Lost,
        };
        // The URL may be a pre-authenticated one.
        let cause = error.without_url().into();
        Failure::of(
            outcome,
            TransportError::of(sending.ended(outcome), cause).into(),
        )
    }

    #[cold]
    fn timed_out(&self, sending: &Attempt<'_>, phase: Phase) -> Failure {
        let (limit, outcome) = match phase {
            Phase::Connect => (self.limits.connect, Outcome::NotSent),
            Phase::Attempt => (self.limits.attempt, Outcome::Lost),
        };
        let info = sending.ended(outcome);
        Failure::of(outcome, Error::TimedOut { phase, limit, info })
    }
}

impl Attempt<'_> {
    fn ended(&self, outcome: Outcome) -> Box<RequestInfo> {
        let mut info = self.state.request();
        if outcome.is_in_doubt() {
            info.doubt();
        }
        info
    }

    /// The message for one place: whole where the request was meant to go, with the token at home only; bare where a redirect
    /// led to.
    fn message(&self, place: &Destination, origin: &str) -> reqwest::Request {
        let RequestState {
            outgoing, added, ..
        } = self.state;
        let mut message = reqwest::Request::new(outgoing.method.clone(), place.url.clone());
        if !place.own && place.followed > 0 {
            *message.headers_mut() = headers::for_a_stranger(outgoing.headers);
            return message;
        }
        added.write(outgoing, message.headers_mut());
        if place.own {
            headers::add_max_version(outgoing, message.headers_mut());
            if let Some(authorization) = self.authorization {
                message
                    .headers_mut()
                    .append(AUTHORIZATION, authorization.clone());
            }
        }
        if let Some(body) = outgoing.body {
            *message.body_mut() = Some(body.bytes_for(origin).into());
        }
        message
    }
}
