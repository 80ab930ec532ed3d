//! What is too big for JSON: contents and upload sessions. Requests for bytes, and with bytes, come in; answers go out.

use std::collections::HashMap;
use std::ops::Range;

use bytes::{Bytes, BytesMut};
use hyper::header::{ACCEPT_RANGES, CONTENT_RANGE, CONTENT_TYPE, HeaderValue, LOCATION, RANGE};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::answer::{Answer, Content, Failure};
use crate::ids;
use crate::long_work::unknown;
use crate::path::ResourcePath;
use crate::service::Origins;

/// Each fragment but the last is a multiple of it.
const FRAGMENT_UNIT: u64 = 320 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Storage {
    /// By the segments of their paths on Graph.
    contents: HashMap<Vec<String>, Stored>,
    /// What pre-authenticated URLs lead to; dropped when they expire.
    downloads: Vec<Option<Vec<String>>>,
    uploads: Vec<Option<Upload>>,
}

#[derive(Clone, Debug)]
struct Stored {
    content_type: HeaderValue,
    bytes: Bytes,
}

#[derive(Debug)]
struct Upload {
    content: Vec<String>,
    received: BytesMut,
    /// Known from the first fragment on.
    total: Option<u64>,
}

impl Storage {
    pub(crate) fn put(&mut self, path: &ResourcePath, content_type: &str, bytes: Bytes) {
        let content_type = HeaderValue::from_str(content_type)
            .unwrap_or(HeaderValue::from_static("application/octet-stream"));
        let stored = Stored {
            content_type,
            bytes,
        };
        self.contents.insert(path.segments().to_vec(), stored);
    }

    pub(crate) fn get(&self, path: &ResourcePath) -> Option<Bytes> {
        self.contents
            .get(path.segments())
            .map(|stored| stored.bytes.clone())
    }

    pub(crate) fn expire(&mut self) {
        self.uploads.fill_with(|| None);
        self.downloads.fill(None);
    }

    /// What Graph itself answers: a content, or where it is; a new upload session.
    pub(crate) fn graph(
        &mut self,
        head: &Parts,
        path: &ResourcePath,
        body: &Bytes,
        origins: &Origins,
    ) -> Option<Answer> {
        let (last, above) = path.segments().split_last()?;
        match head.method {
            Method::POST if last == "createUploadSession" => Some(self.create(above, origins)),
            Method::GET => {
                let stored = self.contents.get(path.segments())?;
                if last != "content" {
                    return Some(ranged(head, stored));
                }
                let url = format!("{}/download/{}", origins.storage, self.downloads.len());
                self.downloads.push(Some(path.segments().to_vec()));
                Some(Answer::empty(StatusCode::FOUND).with_header(LOCATION, &url))
            }
            Method::PUT if matches!(last.as_str(), "content" | "$value") => {
                let content_type = head.headers.get(CONTENT_TYPE);
                let content_type = content_type.and_then(|value| value.to_str().ok());
                let content_type = content_type
                    .unwrap_or("application/octet-stream")
                    .to_owned();
                let is_new = !self.contents.contains_key(path.segments());
                self.put(path, &content_type, body.clone());
                let status = if is_new {
                    StatusCode::CREATED
                } else {
                    StatusCode::OK
                };
                let id = ids::resource_id(self.contents.len() as u64);
                Some(Answer::new(status, json!({ "id": id, "size": body.len() })))
            }
            _ => None,
        }
    }

    fn create(&mut self, above: &[String], origins: &Origins) -> Answer {
        let mut content = above.to_vec();
        content.push("content".to_owned());
        let url = format!("{}/upload/{}", origins.storage, self.uploads.len());
        let upload = Upload {
            content,
            received: BytesMut::new(),
            total: None,
        };
        let mut body = upload.progress();
        body["uploadUrl"] = url.into();
        self.uploads.push(Some(upload));
        Answer::new(StatusCode::OK, body)
    }

    /// What the storage answers to whoever has the URL.
    pub(crate) fn storage(
        &mut self,
        head: &Parts,
        segments: &[String],
        body: &Bytes,
    ) -> Result<Answer, Failure> {
        let [kind, number] = segments else {
            return Err(unknown());
        };
        let number = number.parse::<usize>().map_err(|_| unknown())?;
        match (kind.as_str(), &head.method) {
            ("download", &Method::GET) => {
                let content = self.downloads.get(number).and_then(Option::as_ref);
                let stored = content.and_then(|content| self.contents.get(content));
                Ok(ranged(head, stored.ok_or_else(unknown)?))
            }
            ("upload", method) => {
                let slot = self.uploads.get_mut(number).ok_or_else(unknown)?;
                let upload = slot.as_mut().ok_or_else(unknown)?;
                match *method {
                    Method::GET => return Ok(Answer::new(StatusCode::OK, upload.progress())),
                    Method::DELETE => {
                        *slot = None;
                        return Ok(Answer::no_content());
                    }
                    Method::PUT => {}
                    _ => return Err(unknown()),
                }
                upload.take(head, body)?;
                if upload.total != Some(upload.received.len() as u64) {
                    return Ok(Answer::new(StatusCode::ACCEPTED, upload.progress()));
                }
                let upload = slot.take().ok_or_else(unknown)?;
                let size = upload.received.len();
                let id = ids::resource_id(number as u64 + 1);
                let path = ResourcePath::of(&upload.content);
                self.put(&path, "application/octet-stream", upload.received.freeze());
                Ok(Answer::new(
                    StatusCode::CREATED,
                    json!({ "id": id, "size": size }),
                ))
            }
            _ => Err(unknown()),
        }
    }
}

impl Upload {
    fn progress(&self) -> Value {
        let tomorrow = Timestamp::now().saturating_add(SignedDuration::from_hours(24));
        let tomorrow = tomorrow.unwrap_or(Timestamp::MAX);
        json!({
            "expirationDateTime": tomorrow.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "nextExpectedRanges": [format!("{}-", self.received.len())],
        })
    }

    /// Adds a fragment, if it is the next one.
    fn take(&mut self, head: &Parts, body: &Bytes) -> Result<(), Failure> {
        let header = head.headers.get(CONTENT_RANGE);
        let header = header
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let (range, total) = parse_content_range(header).ok_or_else(|| {
            Failure::bad_request(format!(
                "'{header}' is no Content-Range, as 'bytes 0-9/10' is."
            ))
        })?;
        if range.end - range.start != body.len() as u64 || range.end > total {
            return Err(Failure::bad_request(format!(
                "The Content-Range '{header}' does not fit a body of {} bytes.",
                body.len()
            )));
        }
        if self.total.is_some_and(|known| known != total) {
            return Err(Failure::bad_request(
                "The Content-Range names another total than before.",
            ));
        }
        if range.start != self.received.len() as u64 {
            return Err(Failure::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "invalidRange",
                "The fragment is not the next one: it overlaps what is there, or leaves a gap.",
            ));
        }
        if range.end != total && !(range.end - range.start).is_multiple_of(FRAGMENT_UNIT) {
            return Err(Failure::bad_request(format!(
                "A fragment that is not the last one is a multiple of {FRAGMENT_UNIT} bytes."
            )));
        }
        self.total = Some(total);
        self.received.extend_from_slice(body);
        Ok(())
    }
}

/// `bytes 0-9/10`: the range, and the total.
fn parse_content_range(text: &str) -> Option<(Range<u64>, u64)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last) = (first.parse().ok()?, last.parse::<u64>().ok()?);
    let end = last.checked_add(1)?;
    (first < end).then_some((first..end, total.parse().ok()?))
}

/// All of a content, or the one range that the request asks for (RFC 9110, section 14).
fn ranged(head: &Parts, stored: &Stored) -> Answer {
    let total = stored.bytes.len();
    let header = head.headers.get(RANGE);
    let header = header.and_then(|value| value.to_str().ok());
    let part = |range: Range<usize>| {
        Content::Bytes(stored.content_type.clone(), stored.bytes.slice(range))
    };
    let mut answer = Answer::empty(StatusCode::OK).with_header(ACCEPT_RANGES, "bytes");
    match header.and_then(|header| parse_range(header, total)) {
        None => answer.body = part(0..total),
        Some(None) => {
            answer.status = StatusCode::RANGE_NOT_SATISFIABLE;
            answer = answer.with_header(CONTENT_RANGE, &format!("bytes */{total}"));
        }
        Some(Some(range)) => {
            let text = format!("bytes {}-{}/{total}", range.start, range.end - 1);
            answer.status = StatusCode::PARTIAL_CONTENT;
            answer.body = part(range);
            answer = answer.with_header(CONTENT_RANGE, &text);
        }
    }
    answer
}

/// What `bytes=…` asks of so many bytes: the range, or `Some(None)` where there are none; `None` where it is no such header.
fn parse_range(text: &str, total: usize) -> Option<Option<Range<usize>>> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (first, last) {
        ("", last) => total.saturating_sub(last.parse().ok()?)..total,
        (first, "") => first.parse().ok()?..total,
        (first, last) => {
            let last: usize = last.parse().ok()?;
            first.parse().ok()?..last.saturating_add(1).min(total)
        }
    };
    Some((range.start < range.end).then_some(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (text, expected) in [
            ("bytes=0-4", Some(Some(0..5))),
            ("bytes=5-", Some(Some(5..10))),
            ("bytes=-3", Some(Some(7..10))),
            ("bytes=8-99", Some(Some(8..10))),
            ("bytes=10-", Some(None)),
            ("bytes=-0", Some(None)),
            ("lines=1-2", None),
            ("bytes=x-", None),
        ] {
            assert_eq!(parse_range(text, 10), expected, "{text}");
        }
        assert_eq!(parse_content_range("bytes 0-9/20"), Some((0..10, 20)));
        for wrong in [
            "",
            "bytes 9-0/10",
            "bytes 0-9/*",
            "bytes */10",
            "bytes 0-18446744073709551615/1",
        ] {
            assert_eq!(parse_content_range(wrong), None, "{wrong}");
        }
    }
}
