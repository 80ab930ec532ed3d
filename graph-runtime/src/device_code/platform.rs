//! The way to the identity platform: oauth2's requests come in, its answers go out, over a client like that of Graph.

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::Url;
use tokio::time::{Instant, sleep};

use graph_model::internal::without_bom;

use crate::error::BuildError;
use crate::error::Chain;
use crate::send::{
    Elapsed, Fault, Origin, Outcome, Repeatable, Retry, before, connection, fraction, read,
};
use crate::shared::{BoxFuture, Limits};

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(10),
    attempt: Duration::from_secs(30),
    answer: 1024 * 1024,
    in_flight: 1,
};

/// The identity platform at one authority.
pub(super) struct Platform {
    http: reqwest::Client,
    retry: Retry,
}

/// Why there is no answer that OAuth knows.
#[derive(Debug)]
pub(super) enum Unreachable {
    Url,
    TimedOut,
    TooLarge,
    Broken(reqwest::Error),
    /// Throttled, or out of order.
    Status(StatusCode),
}

impl Platform {
    pub(super) fn new(authority: &Origin) -> Result<Self, BuildError> {
        let tls = connection::tls(authority).map_err(|error| BuildError::Tls(error.into()))?;
        let http = connection::http(authority, tls, LIMITS)
            .map_err(|error| BuildError::Http(error.into()))?;
        let retry = Retry::default().retries(3).budget(Duration::from_secs(60));
        Ok(Platform { http, retry })
    }

    /// Asking for a token twice gives two tokens, of which one is used: all is repeated that a `GET` would be.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Unreachable> {
        let (parts, body) = request.into_parts();
        let body = Bytes::from(body);
        let url = Url::parse(&parts.uri.to_string()).map_err(|_| Unreachable::Url)?;
        let repeatable = Repeatable::of(&parts.method, true);
        let begun = Instant::now();
        let mut attempts = 0;
        loop {
            attempts += 1;
            let (outcome, result) = self.attempt(&parts, url.clone(), body.clone()).await;
            let spent = begun.elapsed();
            let decision = self
                .retry
                .decide(attempts, repeatable, &outcome, spent, fraction());
            match decision.again {
                Some(wait) => sleep(wait).await,
                None => return result,
            }
        }
    }

    async fn attempt(
        &self,
        parts: &Parts,
        url: Url,
        body: Bytes,
    ) -> (Outcome, Result<HttpResponse, Unreachable>) {
        let mut request = reqwest::Request::new(parts.method.clone(), url);
        *request.headers_mut() = parts.headers.clone();
        *request.body_mut() = Some(body.into());
        let mut deadline = pin!(sleep(LIMITS.attempt));
        let mut response = match before(deadline.as_mut(), pin!(self.http.execute(request))).await {
            Err(Elapsed) => return (Outcome::Lost, Err(Unreachable::TimedOut)),
            Ok(Err(error)) => {
                let outcome = match error.is_connect() {
                    true => Outcome::NotSent,
                    false => Outcome::Lost,
                };
                return (outcome, Err(Unreachable::Broken(error.without_url())));
            }
            Ok(Ok(response)) => response,
        };
        let status = response.status();
        let outcome = Outcome::of_refusal(status, response.headers(), std::time::SystemTime::now());
        if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
            return (outcome, Err(Unreachable::Status(status)));
        }
        let (body, end) = read(&mut response, LIMITS.answer, deadline).await;
        match end {
            Ok(()) => {}
            Err(Fault::TooLarge) => return (Outcome::Final, Err(Unreachable::TooLarge)),
            Err(Fault::TimedOut) => return (Outcome::Lost, Err(Unreachable::TimedOut)),
            Err(Fault::Broken(error)) => {
                return (Outcome::Lost, Err(Unreachable::Broken(error.without_url())));
            }
        }
        let mut answer = HttpResponse::new(without_bom(&body).to_vec());
        *answer.status_mut() = status;
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        (Outcome::Final, Ok(answer))
    }
}

impl<'c> AsyncHttpClient<'c> for Platform {
    type Error = Unreachable;
    type Future = BoxFuture<'c, Result<HttpResponse, Unreachable>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreachable::Url => f.write_str("its address is no URL"),
            Unreachable::TimedOut => {
                write!(f, "it did not answer within {} s", LIMITS.attempt.as_secs())
            }
            Unreachable::TooLarge => {
                write!(f, "its answer is larger than {} bytes", LIMITS.answer)
            }
            Unreachable::Broken(error) => write!(f, "the connection failed: {}", Chain(error)),
            Unreachable::Status(status) => write!(f, "it answered {status}"),
        }
    }
}

impl std::error::Error for Unreachable {}
