//! Writes Graph's error object.

use hyper::StatusCode;
use hyper::header::{HeaderName, WWW_AUTHENTICATE};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::response::{RequestIds, Response};

/// The status, code and message with which Graph refuses a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GraphError {
    status: StatusCode,
    code: &'static str,
    message: String,
    header: Option<(HeaderName, String)>,
}

impl GraphError {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            header: None,
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub(crate) fn unauthorized(message: &str) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            message,
        )
        .with_header(WWW_AUTHENTICATE, "Bearer")
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.header = Some((name, value.into()));
        self
    }

    pub(crate) fn into_response(self, ids: &RequestIds) -> Response {
        let body = error_body(self.code, &self.message, ids);
        let response = Response::json(self.status, body);
        match self.header {
            Some((name, value)) => response.with_header(name, &value),
            None => response,
        }
    }
}

fn error_body(code: &str, message: &str, ids: &RequestIds) -> Value {
    json!({
        "error": {
            "code": code,
            "message": message,
            "innerError": {
                // Graph writes the date in UTC, without a time zone.
                "date": Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                "request-id": ids.request_id,
                "client-request-id": ids.client_request_id(),
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::HeaderMap;

    #[test]
    fn the_body_has_the_shape_of_graphs_error() {
        let ids = RequestIds::new(7, &HeaderMap::new());
        let mut body = error_body("BadRequest", "No.", &ids);
        let date = body["error"]["innerError"]["date"].take();
        assert_eq!(
            date.as_str().map(str::len),
            Some("2021-07-13T08:21:45".len())
        );
        assert_eq!(
            body,
            json!({"error": {
                "code": "BadRequest",
                "message": "No.",
                "innerError": {
                    "date": null,
                    "request-id": "20000000-0000-4000-8000-000000000007",
                    "client-request-id": "20000000-0000-4000-8000-000000000007",
                },
            }})
        );
    }
}
