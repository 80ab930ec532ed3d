//! One attempt: the only place that moves bytes, for requests of every type.
//!
//! In: a request without its type. Out: a successful answer, whole, or an error. Redirects belong to the attempt.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Method};

use super::body::{Deadline, Elapsed, Fault, read};
use super::headers::{self, CLIENT_REQUEST_ID};
use super::redirect::Place;
use super::{Inner, TokenRequest};
use crate::answer::RawAnswer;
use crate::error::{Cause, Error, Phase, ServiceError, TransportError};
use crate::request::Body;

/// An error object is small; what is longer is a page of HTML that nobody needs whole.
const ERROR_LIMIT: u64 = 1024 * 1024;

/// A request without the type of its answer.
#[derive(Clone, Copy)]
pub(super) struct Outgoing<'a> {
    pub(super) method: &'a Method,
    pub(super) url: &'a str,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: Option<&'a Body>,
}

impl Outgoing<'_> {
    pub(super) fn failed(&self, cause: impl Into<Cause>) -> Error {
        TransportError::new(self.method.clone(), self.path(), cause).into()
    }

    /// The path without the query, for errors.
    fn path(&self) -> &str {
        self.url.split('?').next().unwrap_or(self.url)
    }
}

impl Inner {
    pub(super) async fn attempt(&self, outgoing: Outgoing<'_>) -> Result<RawAnswer, Error> {
        headers::check(&outgoing)?;
        let mut place = Place::first(self.origin.address(outgoing.url)?);
        let headers = headers::complete(&outgoing, self.random)?;
        let authorization = self.authorization().await?;

        let deadline = Deadline::after(self.limits.attempt);
        loop {
            let message = message(
                &outgoing,
                &place,
                &headers,
                &authorization,
                self.origin.as_str(),
            );
            let mut response = deadline
                .bound(self.http.execute(message))
                .await
                .map_err(|Elapsed| self.timed_out(Phase::Attempt))?
                .map_err(|error| self.broken(&outgoing, error))?;
            let status = response.status();
            if status.is_success() {
                return self.answer_of(&outgoing, deadline, &mut response).await;
            }
            match place.next(&self.origin, outgoing.method, status, response.headers())? {
                Some(next) => place = next,
                None => {
                    let sent = headers.get(CLIENT_REQUEST_ID);
                    return Err(self.refusal(&outgoing, deadline, response, sent).await);
                }
            }
        }
    }

    async fn authorization(&self) -> Result<HeaderValue, Error> {
        let request = TokenRequest::new(self.origin.scope());
        let token = self
            .credential
            .token(request)
            .await
            .map_err(Error::Credential)?;
        token
            .bearer()
            .map_err(|error| Error::Credential(error.into()))
    }

    async fn answer_of(
        &self,
        outgoing: &Outgoing<'_>,
        deadline: Deadline,
        response: &mut reqwest::Response,
    ) -> Result<RawAnswer, Error> {
        let limit = self.limits.answer;
        if response
            .content_length()
            .is_some_and(|announced| announced > limit)
        {
            return Err(Error::AnswerTooLarge { limit });
        }
        let mut body = Vec::new();
        match read(response, limit, deadline, &mut body).await {
            Ok(()) => Ok(RawAnswer {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
                body: body.into(),
            }),
            Err(Fault::TooLarge) => Err(Error::AnswerTooLarge { limit }),
            Err(Fault::TimedOut) => Err(self.timed_out(Phase::Attempt)),
            Err(Fault::Broken(error)) => Err(self.broken(outgoing, error)),
        }
    }

    /// What the service says when it refuses. A body that does not come whole takes nothing from what is known by then.
    async fn refusal(
        &self,
        outgoing: &Outgoing<'_>,
        deadline: Deadline,
        mut response: reqwest::Response,
        sent_id: Option<&HeaderValue>,
    ) -> Error {
        let mut body = Vec::new();
        let limit = self.limits.answer.min(ERROR_LIMIT);
        let _incomplete = read(&mut response, limit, deadline, &mut body).await;
        let status = response.status();
        ServiceError::from_answer(
            outgoing.method.clone(),
            outgoing.path(),
            status,
            std::mem::take(response.headers_mut()),
            &Bytes::from(body),
        )
        .or_client_request_id(sent_id)
        .into()
    }

    fn broken(&self, outgoing: &Outgoing<'_>, error: reqwest::Error) -> Error {
        // A connection that is lost later can time out as well, by the system's doing: that is no time-out of ours.
        if error.is_connect() && error.is_timeout() {
            return self.timed_out(Phase::Connect);
        }
        // The URL may be a pre-authenticated one.
        outgoing.failed(error.without_url())
    }

    fn timed_out(&self, phase: Phase) -> Error {
        let limit = match phase {
            Phase::Connect => self.limits.connect,
            Phase::Attempt => self.limits.attempt,
        };
        Error::TimedOut { phase, limit }
    }
}

/// The message for one place: whole and with the token at home, bare elsewhere.
fn message(
    outgoing: &Outgoing<'_>,
    place: &Place,
    headers: &HeaderMap,
    authorization: &HeaderValue,
    origin: &str,
) -> reqwest::Request {
    let mut message = reqwest::Request::new(outgoing.method.clone(), place.url.clone());
    if place.own {
        *message.headers_mut() = headers.clone();
        message
            .headers_mut()
            .insert(AUTHORIZATION, authorization.clone());
        *message.body_mut() = outgoing.body.map(|body| body.bytes_for(origin).into());
    } else {
        *message.headers_mut() = headers::for_a_stranger(headers);
    }
    message
}
