//! Handles files: their bytes, pre-authenticated download URLs, and upload sessions.
//!
//! Source: "Download driveItem content", "driveItem: createUploadSession".

use std::collections::HashMap;

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::{Method, StatusCode};
use serde_json::json;

use crate::http::{GraphError, Request, Response};
use crate::ids;
use crate::path::ResourcePath;

mod range;
mod upload;

use upload::Upload;

const OCTET_STREAM: &str = "application/octet-stream";

/// The files, and what the URLs at the storage lead to.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// The files by the segments of their paths on Graph.
    files: HashMap<Vec<String>, File>,
    /// The files' paths by the number in the download URL; `None` after the URL has expired.
    downloads: Vec<Option<Vec<String>>>,
    /// The sessions by the number in the upload URL; `None` after the session has ended.
    uploads: Vec<Option<Upload>>,
}

#[derive(Clone, Debug)]
struct File {
    content_type: HeaderValue,
    bytes: Bytes,
}

impl Contents {
    /// Stores the bytes of a file. A content type that HTTP does not allow becomes `application/octet-stream`.
    pub(crate) fn put(&mut self, path: &ResourcePath, content_type: &str, bytes: Bytes) {
        let content_type =
            HeaderValue::from_str(content_type).unwrap_or(HeaderValue::from_static(OCTET_STREAM));
        let file = File {
            content_type,
            bytes,
        };
        self.files.insert(path.segments().to_vec(), file);
    }

    pub(crate) fn get(&self, path: &ResourcePath) -> Option<Bytes> {
        let file = self.files.get(path.segments());
        file.map(|file| file.bytes.clone())
    }

    /// Ends all upload sessions, and expires all download URLs.
    pub(crate) fn expire(&mut self) {
        self.uploads.fill_with(|| None);
        self.downloads.fill(None);
    }
}

/// Handles a request to Graph for a file's content or for a new upload session.
pub(crate) fn handle_at_graph(
    contents: &mut Contents,
    storage_origin: &str,
    request: &Request<'_>,
) -> Option<Response> {
    let segments = request.path.segments();
    let (last, above) = segments.split_last()?;
    match *request.method() {
        Method::POST if last == "createUploadSession" => {
            Some(create_session(contents, storage_origin, above))
        }
        Method::GET => {
            let file = contents.files.get(segments)?;
            if last != "content" {
                return Some(range::respond(request, file));
            }
            let number = contents.downloads.len();
            contents.downloads.push(Some(segments.to_vec()));
            let url = format!("{storage_origin}/download/{number}");
            Some(Response::empty(StatusCode::FOUND).with_header(LOCATION, &url))
        }
        Method::PUT if matches!(last.as_str(), "content" | "$value") => {
            let content_type = request.header(CONTENT_TYPE).unwrap_or(OCTET_STREAM);
            let is_new = !contents.files.contains_key(segments);
            contents.put(&request.path, content_type, request.body.clone());
            let status = if is_new {
                StatusCode::CREATED
            } else {
                StatusCode::OK
            };
            let id = ids::resource_id(contents.files.len() as u64);
            let item = json!({ "id": id, "size": request.body.len() });
            Some(Response::json(status, item))
        }
        _ => None,
    }
}

fn create_session(contents: &mut Contents, storage_origin: &str, item: &[String]) -> Response {
    let upload = Upload::new(ResourcePath::from_segments(item).child("content"));
    let mut body = upload.progress();
    body["uploadUrl"] = format!("{storage_origin}/upload/{}", contents.uploads.len()).into();
    contents.uploads.push(Some(upload));
    Response::json(StatusCode::OK, body)
}

/// Handles a request to the storage. The URL is the permission.
pub(crate) fn handle_at_storage(
    contents: &mut Contents,
    request: &Request<'_>,
) -> Result<Response, GraphError> {
    let [kind, number] = request.path.segments() else {
        return Err(not_found());
    };
    let number = number.parse::<usize>().map_err(|_| not_found())?;
    match (kind.as_str(), request.method()) {
        ("download", &Method::GET) => {
            let path = contents.downloads.get(number).and_then(Option::as_ref);
            let file = path.and_then(|path| contents.files.get(path));
            Ok(range::respond(request, file.ok_or_else(not_found)?))
        }
        ("upload", method) => {
            let session = contents.uploads.get_mut(number).ok_or_else(not_found)?;
            let upload = session.as_mut().ok_or_else(not_found)?;
            match *method {
                Method::GET => return Ok(Response::json(StatusCode::OK, upload.progress())),
                Method::DELETE => {
                    *session = None;
                    return Ok(Response::no_content());
                }
                Method::PUT => {}
                _ => return Err(not_found()),
            }
            upload.receive(request)?;
            if !upload.is_complete() {
                return Ok(Response::json(StatusCode::ACCEPTED, upload.progress()));
            }
            let (path, bytes) = session.take().ok_or_else(not_found)?.into_content();
            let id = ids::resource_id(number as u64 + 1);
            let item = json!({ "id": id, "size": bytes.len() });
            contents.put(&path, OCTET_STREAM, bytes);
            Ok(Response::json(StatusCode::CREATED, item))
        }
        _ => Err(not_found()),
    }
}

fn not_found() -> GraphError {
    GraphError::new(
        StatusCode::NOT_FOUND,
        "itemNotFound",
        "The storage has no content at this URL, or the URL has expired.",
    )
}
