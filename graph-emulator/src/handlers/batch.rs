//! Handles `$batch`: executes each request of the body on its own, and returns all responses in one body.
//!
//! Source: "Combine multiple requests in one HTTP call using JSON batching".

use std::collections::HashMap;

use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use crate::http::{GraphError, Response, parse_json_object};

/// The maximum number of requests in a batch.
const MAX_REQUESTS: usize = 20;

/// One request of a batch.
struct BatchRequest {
    id: String,
    head: Parts,
    body: Bytes,
    depends_on: Vec<String>,
}

/// Executes a batch. `execute` sends one request of the batch through the router.
pub(crate) fn handle(
    version: &str,
    headers: &HeaderMap,
    body: &Bytes,
    mut execute: impl FnMut(&Parts, Bytes) -> hyper::Response<Bytes>,
) -> Result<Response, GraphError> {
    let body = parse_json_object(headers, body)?;
    let Some(Value::Array(requests)) = body.get("requests") else {
        return Err(GraphError::bad_request(
            "Invalid batch payload format: 'requests' is missing.",
        ));
    };
    if requests.len() > MAX_REQUESTS {
        return Err(GraphError::bad_request(format!(
            "Number of batch request steps exceeds the maximum value of {MAX_REQUESTS}."
        )));
    }
    let requests = requests
        .iter()
        .map(|request| BatchRequest::parse(version, request));
    let requests = in_order(requests.collect::<Result<_, _>>()?)?;

    let mut failed = HashMap::new();
    let mut responses = Vec::new();
    for BatchRequest {
        id,
        head,
        body,
        depends_on,
    } in requests
    {
        let is_blocked = depends_on.iter().any(|id| failed.get(id) == Some(&true));
        let response = if is_blocked {
            let error = json!({ "error": {
                "code": "FailedDependency",
                "message": "A request that this request depends on has failed.",
            }});
            json!({ "id": id, "status": 424, "headers": {}, "body": error })
        } else {
            write_response(&id, &execute(&head, body))
        };
        let status = response["status"].as_u64().unwrap_or_default();
        failed.insert(id, status >= 400);
        responses.push(response);
    }
    // Graph does not promise an order. The reverse order exposes clients that rely on one.
    responses.reverse();
    Ok(Response::json(
        StatusCode::OK,
        json!({ "responses": responses }),
    ))
}

impl BatchRequest {
    fn parse(version: &str, request: &Value) -> Result<Self, GraphError> {
        let text = |name: &str| {
            request
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let (id, method, url) = (text("id"), text("method"), text("url"));
        if id.is_empty() || method.is_empty() || url.is_empty() {
            return Err(GraphError::bad_request(
                "Invalid batch payload format: each request must have an 'id', a 'method' and a 'url'.",
            ));
        }
        let refused = |reason: &str| GraphError::bad_request(format!("Request '{id}': {reason}."));
        let url = url.strip_prefix('/').unwrap_or(url);
        if url.contains("://") {
            return Err(refused("its 'url' must be relative to the version"));
        }
        if url.starts_with("$batch") {
            return Err(refused("a batch cannot contain a batch"));
        }
        let body = match request.get("body") {
            None | Some(Value::Null) => Bytes::new(),
            Some(Value::String(text)) => Bytes::from(text.clone()),
            Some(body) => Bytes::from(body.to_string()),
        };
        let no_headers = Map::new();
        let headers = request.get("headers").and_then(Value::as_object);
        let headers = headers.unwrap_or(&no_headers);
        let has_type = headers
            .keys()
            .any(|name| name.eq_ignore_ascii_case("content-type"));
        if !body.is_empty() && !has_type {
            return Err(refused(
                "a request with a 'body' must have a 'Content-Type' header",
            ));
        }
        let builder = hyper::Request::builder()
            .method(method)
            .uri(format!("/{version}/{url}"));
        let builder = headers.iter().fold(builder, |builder, (name, value)| {
            builder.header(name, value.as_str().unwrap_or_default())
        });
        let (head, ()) = builder
            .body(())
            .map_err(|error| refused(&error.to_string()))?
            .into_parts();
        let depends_on = request.get("dependsOn").and_then(Value::as_array);
        let depends_on = depends_on.into_iter().flatten().filter_map(Value::as_str);
        Ok(Self {
            id: id.to_owned(),
            head,
            body,
            depends_on: depends_on.map(str::to_owned).collect(),
        })
    }
}

/// Sorts the requests so that each follows those that it depends on.
fn in_order(mut remaining: Vec<BatchRequest>) -> Result<Vec<BatchRequest>, GraphError> {
    let mut ordered: Vec<BatchRequest> = Vec::new();
    let ids: Vec<String> = remaining.iter().map(|request| request.id.clone()).collect();
    let duplicate = ids
        .iter()
        .enumerate()
        .find(|(index, id)| ids.iter().skip(index + 1).any(|other| other == *id));
    if let Some((_, id)) = duplicate {
        return Err(GraphError::bad_request(format!(
            "Request ids must be unique; '{id}' is used twice."
        )));
    }
    while !remaining.is_empty() {
        let ready = remaining.iter().position(|request| {
            let mut needs = request.depends_on.iter();
            needs.all(|id| ordered.iter().any(|done| done.id == *id))
        });
        let ready = ready.ok_or_else(|| {
            GraphError::bad_request(
                "A 'dependsOn' names a request that is not in the batch, or requests depend on each other.",
            )
        })?;
        ordered.push(remaining.remove(ready));
    }
    Ok(ordered)
}

fn write_response(id: &str, response: &hyper::Response<Bytes>) -> Value {
    let headers = response.headers().iter();
    let headers: Map<String, Value> = headers
        .map(|(name, value)| {
            let name = match name.as_str() {
                "content-type" => "Content-Type",
                "retry-after" => "Retry-After",
                "location" => "Location",
                other => other,
            };
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.to_owned(), value.into())
        })
        .collect();
    let status = response.status().as_u16();
    let mut written = json!({ "id": id, "status": status, "headers": headers });
    if !response.body().is_empty() {
        written["body"] = serde_json::from_slice(response.body())
            .unwrap_or_else(|_| String::from_utf8_lossy(response.body()).into_owned().into());
    }
    written
}
