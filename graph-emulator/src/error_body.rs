//! Graph's error object: a code, a message and the request's ids come in, the JSON of the body goes out.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::answer::RequestIds;

pub(crate) fn error_body(code: &str, message: &str, ids: &RequestIds) -> Value {
    json!({
        "error": {
            "code": code,
            "message": message,
            "innerError": {
                // Graph writes UTC without saying so.
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
    fn it_has_the_shape_of_graphs() {
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
