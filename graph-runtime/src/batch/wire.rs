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
use crate::send::RequestParts;
use graph_model::edm::Binary;
use graph_model::internal::without_bom;
use graph_model::request::RawResponse;
use graph_model::request::{InvalidRequest, Request};

/// A request as it stands in a batch, without its `dependsOn` and the closing brace.
///
/// # Errors
///
/// If its body is said to be JSON and is not.
pub(super) fn write_request(
    id: usize,
    url: &str,
    request: &Request<RawResponse>,
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
        if Encoding::of(content_type) == Encoding::Json {
            let json = serde_json::from_slice::<&RawValue>(without_bom(&bytes));
            let json = json.map_err(|error| InvalidRequest::not_json(&error))?;
            text.extend_from_slice(json.get().as_bytes());
        } else {
            text.push(b'"');
            text.extend_from_slice(STANDARD.encode(&bytes).as_bytes());
            text.push(b'"');
        }
    }
    let failed = |error: serde_json::Error| RequestParts::of(request).failed(error);
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

/// How a body is written in a batch.
///
/// Source: OData JSON Format 4.01, section 19.1: JSON as it is, text as a string, all else in base64url. Graph writes base64 in either
/// alphabet, with and without padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Json,
    Text,
    /// Base64, or text: some services write XML as it is, which has characters that base64 has not.
    Xml,
    Base64,
}

impl Encoding {
    fn of(content_type: &str) -> Self {
        let kind = content_type.split(';').next().unwrap_or_default().trim();
        let kind = kind.to_ascii_lowercase();
        match kind.split_once('/') {
            _ if kind.is_empty() || kind.ends_with("+json") => Encoding::Json,
            Some((_, "json")) => Encoding::Json,
            Some(("text", _)) => Encoding::Text,
            Some((_, "xml")) => Encoding::Xml,
            _ if kind.ends_with("+xml") => Encoding::Xml,
            _ => Encoding::Base64,
        }
    }
}

/// A response of a batch, of whatever status: not only of the 2xx class.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) answer: RawResponse,
    /// Whether the body is said to be bytes, and is no base64. It is as it came then.
    pub(super) is_malformed: bool,
}

/// The responses in the body of a batch's response.
///
/// # Errors
///
/// What is wrong with it, if it is no answer to a batch.
pub(super) fn read_answers(body: &[u8]) -> Result<Vec<Part>, &'static str> {
    let outer: HashMap<String, &RawValue> =
        serde_json::from_slice(without_bom(body)).map_err(|_| "it is not a JSON object")?;
    let responses = outer.get("responses").ok_or("it has no `responses`")?;
    let responses: Vec<HashMap<String, &RawValue>> = serde_json::from_str(responses.get())
        .map_err(|_| "`responses` is not an array of objects")?;
    responses.iter().map(read_answer).collect()
}

fn read_answer(answer: &HashMap<String, &RawValue>) -> Result<Part, &'static str> {
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
    let (body, is_malformed) = match read_body(body, &headers) {
        Some(body) => (body, false),
        None => (Bytes::copy_from_slice(body.as_bytes()), true),
    };
    Ok(Part {
        id,
        answer: RawResponse {
            status,
            headers,
            body,
        },
        is_malformed,
    })
}

/// The bytes of a body by its media type; `None` if it is not written as that.
fn read_body(json: &str, headers: &HeaderMap) -> Option<Bytes> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if json == "null" {
        return Some(Bytes::new());
    }
    let as_it_is = Bytes::copy_from_slice(json.as_bytes());
    let encoding = Encoding::of(content_type.unwrap_or_default());
    match encoding {
        Encoding::Json => Some(as_it_is),
        // A number in `text/plain` comes as one, and an error object as an object.
        Encoding::Text => match serde_json::from_str::<String>(json) {
            Ok(text) => Some(text.into_bytes().into()),
            Err(_) => Some(as_it_is),
        },
        Encoding::Xml | Encoding::Base64 => {
            let mut text = serde_json::from_str::<String>(json).ok()?;
            if encoding == Encoding::Xml && text.contains('<') {
                return Some(text.into_bytes().into());
            }
            text.retain(|c| !c.is_ascii_whitespace());
            Some(text.parse::<Binary>().ok()?.into_bytes().into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content_type: &str, body: &str) -> Option<Bytes> {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::try_from(content_type) {
            headers.insert(CONTENT_TYPE, value);
        }
        read_body(body, &headers)
    }

    #[test]
    fn bodies_are_decoded_by_their_media_type() {
        for (content_type, body, bytes) in [
            ("text/plain", r#""1234""#, Some(&b"1234"[..])),
            ("text/plain", "1234", Some(b"1234")),
            (
                "TEXT/HTML; charset=utf-8",
                r#""<p>\u00e4""#,
                Some("<p>ä".as_bytes()),
            ),
            ("text/csv", r#""YWJj""#, Some(b"YWJj")),
            ("text/plain", r#""""#, Some(b"")),
            ("text/plain", r#"{"error":{}}"#, Some(br#"{"error":{}}"#)),
            ("application/json", r#""YWJj""#, Some(br#""YWJj""#)),
            ("application/problem+JSON", "{}", Some(b"{}")),
            (
                "Application/JSON;odata.metadata=minimal",
                "[1]",
                Some(b"[1]"),
            ),
            ("", r#"{"a":1}"#, Some(br#"{"a":1}"#)),
            ("image/png", r#""-_8A""#, Some(b"\xfb\xff\x00")),
            ("image/png", r#""+\/8A""#, Some(b"\xfb\xff\x00")),
            ("image/jpeg", r#""AQI""#, Some(b"\x01\x02")),
            ("image/jpeg", r#""AQI=""#, Some(b"\x01\x02")),
            (
                "application/octet-stream",
                r#""AQ\r\nI=""#,
                Some(b"\x01\x02"),
            ),
            ("image/svg+xml", r#""PHN2Zz4""#, Some(b"<svg>")),
            ("image/svg+xml", r#""<svg>""#, Some(b"<svg>")),
            ("application/xml", r#""PGEvPg==""#, Some(b"<a/>")),
            (
                "application/xml;charset=utf-8",
                r#""<a>\u00e4</a>""#,
                Some("<a>ä</a>".as_bytes()),
            ),
            ("text/xml", r#""<a/>""#, Some(b"<a/>")),
            ("application/atom+xml", r#""no XML""#, None),
            ("multipart/related", r#""AQI""#, Some(b"\x01\x02")),
            ("image/png", "null", Some(b"")),
            ("image/png", r#""no image""#, None),
            ("image/png", r#""AQI=A""#, None),
            ("image/png", r#""A""#, None),
            ("image/png", "{}", None),
            ("image/png", "7", None),
        ] {
            let read = read(content_type, body);
            assert_eq!(read.as_deref(), bytes, "{content_type} {body}");
        }
    }
}
