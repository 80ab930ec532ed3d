//! What a program's `tracing` subscriber gets to see: a span for each request and each attempt, and an event for each wait.
//!
//! In: the method, the path without its keys, the status, the ids, the waits. Never a token, a header's value, a query or a
//! body. Without the feature `tracing` there is nothing.

#[cfg(feature = "tracing")]
pub(super) use on::{attempt, request, waits};

#[cfg(not(feature = "tracing"))]
pub(super) use off::{attempt, request, waits};

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use crate::error::Error;
    use crate::send::failure::Failure;
    use crate::send::parts::RequestParts;
    use crate::send::response::{HttpResponse, OpenResponse};

    #[inline]
    pub(in crate::send) fn request<F>(_: &RequestParts<'_>, future: F) -> F
    where
        F: Future<Output = Result<OpenResponse, Error>>,
    {
        future
    }

    #[inline]
    pub(in crate::send) fn attempt<F>(_: u32, future: F) -> F
    where
        F: Future<Output = Result<HttpResponse, Failure>>,
    {
        future
    }

    #[inline]
    pub(in crate::send) fn waits(_: &Error, _: Duration) {}
}

#[cfg(feature = "tracing")]
mod on {
    use std::time::Duration;

    use tracing::field::Empty;
    use tracing::{Instrument, Span, info_span, warn};

    use crate::error::{Error, RequestInfo};
    use crate::send::failure::Failure;
    use crate::send::parts::RequestParts;
    use crate::send::response::{HttpResponse, OpenResponse};

    /// The names are OpenTelemetry's where it has one. Source: "Semantic conventions for HTTP spans".
    pub(in crate::send) async fn request<F>(
        outgoing: &RequestParts<'_>,
        future: F,
    ) -> Result<OpenResponse, Error>
    where
        F: Future<Output = Result<OpenResponse, Error>>,
    {
        let span = info_span!(
            "graph.request",
            http.request.method = %outgoing.method,
            url.template = outgoing.path_template(),
            http.response.status_code = Empty,
            graph.client_request_id = Empty,
            graph.request_id = Empty,
            graph.attempts = Empty,
        );
        let result = future.instrument(span.clone()).await;
        match &result {
            Ok(opened) => {
                let status = opened.arrived.response.status();
                span.record("http.response.status_code", status.as_u16());
                note(&span, &opened.request());
            }
            Err(error) => {
                note_status(&span, error);
                if let Some(info) = error.request() {
                    note(&span, info);
                }
            }
        }
        result
    }

    pub(in crate::send) async fn attempt<F>(number: u32, future: F) -> Result<HttpResponse, Failure>
    where
        F: Future<Output = Result<HttpResponse, Failure>>,
    {
        let span = info_span!(
            "graph.attempt",
            number,
            http.response.status_code = Empty,
            graph.request_id = Empty,
        );
        let result = future.instrument(span.clone()).await;
        match &result {
            Ok(arrived) => {
                let status = arrived.response.status().as_u16();
                span.record("http.response.status_code", status);
                let id = arrived.response.headers().get("request-id");
                if let Some(id) = id.and_then(|id| id.to_str().ok()) {
                    span.record("graph.request_id", id);
                }
            }
            Err(failure) => {
                note_status(&span, &failure.error);
                if let Some(id) = failure.error.request_id() {
                    span.record("graph.request_id", id);
                }
            }
        }
        result
    }

    /// Inside the request's span. The error itself is not shown: it names the path with its keys.
    pub(in crate::send) fn waits(error: &Error, wait: Duration) {
        let status = error.status().map(|status| status.as_u16());
        warn!(
            http.response.status_code = status,
            wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            "the request will be sent again"
        );
    }

    fn note_status(span: &Span, error: &Error) {
        if let Some(status) = error.status() {
            span.record("http.response.status_code", status.as_u16());
        }
    }

    fn note(span: &Span, info: &RequestInfo) {
        span.record("graph.attempts", info.attempts());
        if let Some(id) = info.client_request_id() {
            span.record("graph.client_request_id", id);
        }
        if let Some(id) = info.request_id() {
            span.record("graph.request_id", id);
        }
    }
}
