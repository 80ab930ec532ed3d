//! Applies a fault to a response.

use hyper::StatusCode;
use hyper::header::{HeaderName, HeaderValue, RETRY_AFTER};
use serde_json::Value;

use super::{Fault, Kind};
use crate::http::{Content, GraphError, RequestIds, Response};

/// Returns the response of a fault that replaces the execution of the request.
pub(crate) fn status_response(status: StatusCode, ids: &RequestIds) -> Response {
    if (200..400).contains(&status.as_u16()) {
        return Response::empty(status);
    }
    let code = match status.as_u16() {
        401 => "InvalidAuthenticationToken",
        404 => "ResourceNotFound",
        409 => "Conflict",
        410 => "resyncRequired",
        412 => "PreconditionFailed",
        423 => "resourceLocked",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        _ => "BadRequest",
    };
    GraphError::new(
        status,
        code,
        "A fault of the emulator caused this response.",
    )
    .into_response(ids)
}

/// Changes the headers, the body and the links of a response as the fault says. `url` is the URL of the request.
pub(crate) fn apply(fault: &Fault, response: &mut Response, url: &str) {
    let link = match &fault.kind {
        Kind::NextLink(link) => Some(link.as_str()),
        Kind::LoopingLink => Some(url),
        _ => None,
    };
    if let (Some(link), Content::Json(Value::Object(body))) = (link, &mut response.body) {
        body.insert("@odata.nextLink".to_owned(), link.into());
    }
    if let Some((content_type, body)) = &fault.body {
        let content_type = HeaderValue::from_str(content_type);
        let content_type = content_type.unwrap_or(HeaderValue::from_static("text/plain"));
        response.body = Content::Bytes(content_type, body.clone());
    }
    for (name, value) in &fault.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            response.headers.insert(name, value);
        }
    }
    if let Some(retry_after) = &fault.retry_after
        && let Ok(value) = HeaderValue::from_str(&retry_after.to_string())
    {
        response.headers.insert(RETRY_AFTER, value);
    }
}
