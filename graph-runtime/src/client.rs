//! The client: what takes a [`Request`] to the service and brings back the answer that it promised.
//!
//! In: requests as plain data, and a credential. Out: values, or an [`Error`]. One function that is not generic
//! (`attempt`) moves the bytes of every request, one (`execute`) repeats it; what is generic per type is decoding alone.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use crate::error::Error;
use crate::send::Inner;
use graph_model::request::Decode;
use graph_model::request::Request;

mod batch;
mod pages;
mod transfer;

/// Sends requests to Microsoft Graph.
///
/// Cloning it is cheap, and the clones share their connections: make one client and clone it into each task. It works
/// inside a tokio runtime that has I/O and time enabled.
///
/// What holds for every request:
/// - The token goes to the client's own origin only: scheme, host and port, compared whole. A GET is redirected up to
///   ten times; once a redirect has led to another origin, no later request carries the token or any header that could
///   hold a secret. Nothing but GET is redirected.
///   Source: RFC 9110, 15.4 (redirects).
/// - Plain `http` is refused, except on the loopback interface, for tests. A client of the loopback interface uses no
///   proxy; others use the proxy that the environment names.
/// - An attempt ends after [`attempt_timeout`](crate::ClientBuilder::attempt_timeout), whatever the service does, and an answer
///   is never larger than [`response_limit`](crate::ClientBuilder::response_limit).
/// - What is throttled or does not get through is sent again, as [`Retry`](crate::Retry) says. While the service asks for a pause, no request
///   of the client goes out; at most [`in_flight_limit`](crate::ClientBuilder::in_flight_limit) are under way at once.
/// - `Accept`, `User-Agent` and `client-request-id` (a fresh GUID, the same for all attempts) are added unless the request has its own.
///   `Authorization` is always the credential's: a request's own is not sent. Source: "Best practices for working with
///   Microsoft Graph".
///
/// Its `Debug` form shows the origin and the limits, and nothing of the credential.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use graph_runtime::request::RawResponse;
/// use graph_runtime::{Client, FixedToken, Method, Request};
///
/// let client = Client::new(FixedToken::new(std::env::var("GRAPH_ACCESS_TOKEN")?))?;
/// let answer = client.send(Request::<RawResponse>::new(Method::GET, "/v1.0/me")).await?;
/// assert_eq!(answer.status, 200);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// An answer with its status and headers.
///
/// Its `Debug` form shows the status and the names of the headers; never a header's value and never the body.
pub struct Response<R> {
    /// The status code, of the 2xx class.
    pub status: StatusCode,
    /// The headers: `ETag`, `Location`, `request-id`.
    pub headers: HeaderMap,
    /// The body, read as what the request promised.
    pub body: R,
}

impl Client {
    pub(crate) fn of(inner: Arc<Inner>) -> Self {
        Client { inner }
    }

    /// Sends a request and reads its answer.
    ///
    /// It may be sent several times: see [`Retry`](crate::Retry). Dropping the future cancels the request and its retries; whether the service has acted on it by then is unknown.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`], [`Error::Credential`]: nothing was sent. [`Error::Paused`]: the service has asked for a pause
    /// that is too long to wait for. [`Error::Service`]: Graph refused.
    /// [`Error::Decode`]: the answer came whole but is not what the request promised. The others: the answer did not
    /// come, or not whole, so a request that changes something may have been carried out.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, as everything of tokio does.
    pub async fn send<R: Decode>(&self, request: Request<R>) -> Result<R, Error> {
        self.inner.answer(&request).await?.read()
    }

    /// Sends a request and reads its answer, with the status and the headers.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, as everything of tokio does.
    pub async fn send_with_response<R: Decode>(
        &self,
        request: Request<R>,
    ) -> Result<Response<R>, Error> {
        let answered = self.inner.answer(&request).await?;
        let body = answered.read()?;
        Ok(Response {
            status: answered.answer.status,
            headers: answered.answer.headers,
            body,
        })
    }

    /// Where the client's requests go: `https://graph.microsoft.com`.
    pub fn origin(&self) -> &str {
        self.inner.origin.as_str()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("origin", &self.inner.origin.as_str())
            .field("limits", &self.inner.limits)
            .field("retry", &self.inner.retry)
            .finish_non_exhaustive()
    }
}

impl<R> fmt::Debug for Response<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
