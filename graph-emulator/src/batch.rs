//! `$batch`: a body of requests comes in, each is carried out as if it had come alone, and their answers go out as one body.

use std::collections::HashMap;

use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{HeaderMap, Request, Response, StatusCode};
use serde_json::{Map, Value, json};

use crate::answer::{Answer, Failure};
use crate::resources::parse_object;
use crate::service::{Service, State};

/// Graph takes so many.
const MOST: usize = 20;

struct Part {
    id: String,
    head: Parts,
    body: Bytes,
    depends_on: Vec<String>,
}

impl Service {
    pub(crate) fn batch(
        &self,
        state: &mut State,
        version: &str,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Answer, Failure> {
        let body = parse_object(headers, body)?;
        let Some(Value::Array(requests)) = body.get("requests") else {
            return Err(Failure::bad_request(
                "Invalid batch payload format: 'requests' is missing.",
            ));
        };
        if requests.len() > MOST {
            return Err(Failure::bad_request(format!(
                "Number of batch request steps exceeds the maximum value of {MOST}."
            )));
        }
        let parts = requests.iter().map(|request| Part::read(version, request));
        let parts = in_order(parts.collect::<Result<_, _>>()?)?;

        let mut failed = HashMap::new();
        let mut answers = Vec::new();
        for Part {
            id,
            head,
            body,
            depends_on,
        } in parts
        {
            let is_held_up = depends_on.iter().any(|id| failed.get(id) == Some(&true));
            let answer = if is_held_up {
                let error = json!({ "error": {
                    "code": "FailedDependency",
                    "message": "A request that this one depends on has failed.",
                }});
                json!({ "id": id, "status": 424, "headers": {}, "body": error })
            } else {
                part_answer(&id, &self.part(state, &head, body))
            };
            let status = answer["status"].as_u64().unwrap_or_default();
            failed.insert(id, status >= 400);
            answers.push(answer);
        }
        // Graph promises no order. A client that relies on one shall notice.
        answers.reverse();
        Ok(Answer::new(StatusCode::OK, json!({ "responses": answers })))
    }
}

impl Part {
    fn read(version: &str, request: &Value) -> Result<Self, Failure> {
        let text = |name: &str| {
            request
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let (id, method, url) = (text("id"), text("method"), text("url"));
        if id.is_empty() || method.is_empty() || url.is_empty() {
            return Err(Failure::bad_request(
                "Invalid batch payload format: each request has an 'id', a 'method' and a 'url'.",
            ));
        }
        let refused = |what: &str| Failure::bad_request(format!("Request '{id}': {what}."));
        let url = url.strip_prefix('/').unwrap_or(url);
        if url.contains("://") {
            return Err(refused("its 'url' is not relative to the version"));
        }
        if url.starts_with("$batch") {
            return Err(refused("a batch cannot be in a batch"));
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
                "it has a 'body' and no 'Content-Type' header of its own",
            ));
        }
        let builder = Request::builder()
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

/// What others depend on comes first.
fn in_order(mut left: Vec<Part>) -> Result<Vec<Part>, Failure> {
    let mut ordered: Vec<Part> = Vec::new();
    let ids: Vec<String> = left.iter().map(|part| part.id.clone()).collect();
    if let Some(twice) = ids
        .iter()
        .enumerate()
        .find(|(at, id)| ids.iter().skip(at + 1).any(|other| other == *id))
    {
        let message = format!("Request ids are unique; '{}' is not.", twice.1);
        return Err(Failure::bad_request(message));
    }
    while !left.is_empty() {
        let ready = left.iter().position(|part| {
            let mut needs = part.depends_on.iter();
            needs.all(|id| ordered.iter().any(|done| done.id == *id))
        });
        let ready = ready.ok_or_else(|| {
            Failure::bad_request(
                "A 'dependsOn' names no request of the batch, or they go round in circles.",
            )
        })?;
        ordered.push(left.remove(ready));
    }
    Ok(ordered)
}

fn part_answer(id: &str, response: &Response<Bytes>) -> Value {
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
    let mut answer = json!({ "id": id, "status": response.status().as_u16(), "headers": headers });
    if !response.body().is_empty() {
        answer["body"] = serde_json::from_slice(response.body())
            .unwrap_or_else(|_| String::from_utf8_lossy(response.body()).into_owned().into());
    }
    answer
}
