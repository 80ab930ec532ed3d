//! The JSON of a batch and of its answer, without any I/O.
//!
//! In: requests; the body of an answer. Out: the body of a batch; each answer by the id of its request.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::value::RawValue;

use crate::error::Error;
use crate::send::Outgoing;
use graph_model::request::RawAnswer;
use graph_model::request::{InvalidRequest, Request};

/// A request as it stands in a batch, without its `dependsOn` and the closing brace.
///
/// # Errors
///
/// If its body is said to be JSON and is not.
pub(super) fn write_request(
    id: usize,
    url: &str,
    request: &Request<RawAnswer>,
    origin: &str,
) -> Result<Vec<u8>, Error> {
    let mut headers = HashMap::new();
    for name in request.headers().keys() {
        let values = request.headers().get_all(name).iter();
        let values: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        headers.insert(name.as_str().to_owned(), values.join(","));
    }
    // The batch has its own, and the token goes nowhere else.
    headers.remove("authorization");
    let mut text = Vec::new();
    if let Some(body) = request.body() {
        let content_type = headers
            .entry(CONTENT_TYPE.as_str().to_owned())
            .or_insert_with(|| body.content_type().to_owned());
        let bytes = body.bytes_for(origin);
        if is_json(content_type) {
            let invalid = |_| InvalidRequest::Body {
                property: "the whole body".to_owned(),
            };
            let json: &RawValue = serde_json::from_slice(&bytes).map_err(invalid)?;
            text.extend_from_slice(json.get().as_bytes());
        } else {
            text.push(b'"');
            text.extend_from_slice(STANDARD.encode(&bytes).as_bytes());
            text.push(b'"');
        }
    }
    let failed = |error: serde_json::Error| Outgoing::of(request).failed(error);
    let mut json = format!(
        "{{\"id\":\"{id}\",\"method\":\"{}\",\"url\":",
        request.method()
    )
    .into_bytes();
    serde_json::to_writer(&mut json, url).map_err(failed)?;
    if !headers.is_empty() {
        json.extend_from_slice(b",\"headers\":");
        serde_json::to_writer(&mut json, &headers).map_err(failed)?;
    }
    if !text.is_empty() {
        json.extend_from_slice(b",\"body\":");
        json.extend_from_slice(&text);
    }
    Ok(json)
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json") || kind.ends_with("+json")
}

/// The answers in the body of a batch's answer, by id. Of whatever status: not only of the 2xx class.
///
/// # Errors
///
/// What is wrong with it, if it is no answer to a batch.
pub(super) fn read_answers(body: &[u8]) -> Result<Vec<(String, RawAnswer)>, &'static str> {
    let outer: HashMap<String, &RawValue> =
        serde_json::from_slice(body).map_err(|_| "it is not a JSON object")?;
    let responses = outer.get("responses").ok_or("it has no `responses`")?;
    let responses: Vec<HashMap<String, &RawValue>> = serde_json::from_str(responses.get())
        .map_err(|_| "`responses` is not an array of objects")?;
    responses.iter().map(read_answer).collect()
}

fn read_answer(answer: &HashMap<String, &RawValue>) -> Result<(String, RawAnswer), &'static str> {
    let value = |name: &str| {
        let text = answer.get(name)?.get();
        serde_json::from_str::<serde_json::Value>(text).ok()
    };
    let id = match value("id") {
        Some(serde_json::Value::String(id)) => id,
        Some(serde_json::Value::Number(id)) => id.to_string(),
        _ => return Err("an answer has no `id`"),
    };
    let status = value("status").and_then(|status| match status {
        serde_json::Value::String(text) => text.parse().ok(),
        other => other.as_u64().and_then(|status| u16::try_from(status).ok()),
    });
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or("an answer has no `status`")?;
    let mut headers = HeaderMap::new();
    if let Some(serde_json::Value::Object(all)) = value("headers") {
        for (name, value) in all {
            let value = match value {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
            // One that cannot be a header is nobody's business either.
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                headers.append(name, value);
            }
        }
    }
    let body = answer.get("body").map(|body| body.get()).unwrap_or("null");
    let body = read_body(body, &headers);
    Ok((
        id,
        RawAnswer {
            status,
            headers,
            body,
        },
    ))
}

/// JSON as its text, anything else from base64, as Graph writes it.
fn read_body(json: &str, headers: &HeaderMap) -> Bytes {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if json == "null" {
        return Bytes::new();
    }
    if content_type.is_none_or(is_json) {
        return Bytes::copy_from_slice(json.as_bytes());
    }
    match serde_json::from_str::<String>(json) {
        Ok(text) => STANDARD.decode(&text).unwrap_or(text.into_bytes()).into(),
        Err(_) => Bytes::copy_from_slice(json.as_bytes()),
    }
}
