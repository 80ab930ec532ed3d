//! Upload sessions: large content in fragments, resumable.
//!
//! In: a session that the service made, and a source of bytes. Out: what the service made of them.
//! Source: "driveItem: createUploadSession", "Attach large files to Outlook messages or events".

use std::ops::Range;

use bytes::Bytes;
use http::header::CONTENT_RANGE;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::Value;

use graph_model::internal::without_bom;
use graph_model::request::{Body, Decode, RawResponse};

use crate::error::{Error, UploadError};
use crate::send::{Destination, Inner, RequestParts, WholeResponse};

mod plan;
mod session;
mod size;
mod source;

pub use session::UploadSession;
pub use size::FragmentSize;
pub use source::{AsyncSource, ReaderSource, StreamSource, UploadSource};

use plan::Missing;

/// How often the service may expect the same bytes again.
const PATIENCE: u32 = 5;

/// What stands for the URL of a session in errors: the URL is a secret.
const NAME: &str = "(upload session)";

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many bytes the service has.
    pub sent: u64,
    /// How many bytes there are.
    pub total: u64,
}

impl Inner {
    /// Completes an upload whose session was created with `deferCommit`.
    pub(crate) async fn complete_upload<R: Decode>(
        &self,
        session: &UploadSession,
    ) -> Result<R, Error> {
        let place = self.elsewhere(&session.url, "upload URL")?;
        let answered = self.ask_session(&place, Method::POST, HeaderMap::new(), None);
        answered.await.map_err(gone)?.read()
    }

    /// Ends a session; what was sent is dropped.
    pub(crate) async fn cancel_upload(&self, session: UploadSession) -> Result<(), Error> {
        let place = self.elsewhere(&session.url, "upload URL")?;
        self.ask_session(&place, Method::DELETE, HeaderMap::new(), None)
            .await?;
        Ok(())
    }

    /// Sends what the service has not got yet; the response to the last fragment.
    pub(crate) async fn send_fragments(
        &self,
        session: &mut UploadSession,
        source: &mut dyn UploadSource,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<WholeResponse, Error> {
        let place = self.elsewhere(&session.url, "upload URL")?;
        let total = source.length();
        if total == 0 {
            return Err(UploadError::Empty.into());
        }
        let mut missing = if session.is_new {
            Missing::all(total)
        } else {
            self.missing(&place, total).await?
        };
        session.is_new = false;
        let mut stalled = 0;
        while let Some(range) = missing.fragment(session.fragments) {
            let sent = range.start;
            progress(Progress { sent, total });
            let bytes = read_from(source, &range).await?;
            let mut headers = HeaderMap::new();
            let content_range = format!("bytes {}-{}/{total}", range.start, range.end - 1);
            if let Ok(value) = HeaderValue::try_from(content_range) {
                headers.insert(CONTENT_RANGE, value);
            }
            let answer = self
                .ask_session(&place, Method::PUT, headers, Some(bytes))
                .await;
            let before = (missing.count(), missing.first());
            match answer {
                Ok(answered) => {
                    missing.remove(&range);
                    match next_of(&answered.answer, &range, missing, total)? {
                        Next::Send(next) => missing = next,
                        Next::Ask => missing = self.missing(&place, total).await?,
                        Next::End => {
                            progress(Progress { sent: total, total });
                            return Ok(answered);
                        }
                    }
                }
                // It has the fragment already: an attempt whose response got lost, or another process.
                Err(error) if error.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE) => {
                    missing = self.missing(&place, total).await?;
                }
                Err(error) => return Err(gone(error)),
            }
            let is_less = missing.count() < before.0 || missing.first() > before.1;
            stalled = if is_less { 0 } else { stalled + 1 };
            if stalled > PATIENCE {
                let at = missing.first().unwrap_or(total);
                return Err(UploadError::Stalled { at }.into());
            }
        }
        Err(UploadError::AlreadyComplete.into())
    }

    /// Asks which bytes the service has not got, of which there is one at least.
    async fn missing(&self, place: &Destination, total: u64) -> Result<Missing, Error> {
        let answer = self
            .ask_session(place, Method::GET, HeaderMap::new(), None)
            .await;
        let missing = expected(&answer.map_err(gone)?.answer, total)?;
        let missing = missing.ok_or(UploadError::ExpectedRanges { total })?;
        if missing.first().is_none() {
            return Err(UploadError::AlreadyComplete.into());
        }
        Ok(missing)
    }

    async fn ask_session(
        &self,
        place: &Destination,
        method: Method,
        headers: HeaderMap,
        bytes: Option<Bytes>,
    ) -> Result<WholeResponse, Error> {
        let body = bytes.map(|bytes| Body::new("application/octet-stream", bytes));
        let outgoing = RequestParts::to_secret(&method, NAME, &headers, body.as_ref());
        self.ask(outgoing, place).await
    }
}

async fn read_from(source: &mut dyn UploadSource, range: &Range<u64>) -> Result<Bytes, Error> {
    let length = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
    let bytes = source.read(range.start, length).await;
    let bytes = bytes.map_err(UploadError::Source)?;
    if bytes.len() != length {
        return Err(UploadError::Source(std::io::ErrorKind::UnexpectedEof.into()).into());
    }
    Ok(bytes)
}

/// How an upload goes on after a fragment.
enum Next {
    Send(Missing),
    /// Nothing that is known is missing, and the service does not say that this is the end.
    Ask,
    End,
}

/// Judges the response to the fragment `sent`, after which `missing` is missing by what is known.
fn next_of(
    answer: &RawResponse,
    sent: &Range<u64>,
    missing: Missing,
    total: u64,
) -> Result<Next, UploadError> {
    let is_all = missing.first().is_none();
    let has_ended = answer.status != StatusCode::ACCEPTED;
    // 201 says that the item is there, and so does 200 once the last byte has gone, whatever the body is. Before, Outlook
    // responds 200 with the ranges that it expects.
    if is_all && has_ended && (sent.end == total || answer.status == StatusCode::CREATED) {
        return Ok(Next::End);
    }
    match expected(answer, total)? {
        Some(next) if next.first().is_some() => Ok(Next::Send(next)),
        Some(_) if is_all => Ok(Next::End),
        None if is_all && (has_ended || sent.end == total) => Ok(Next::End),
        None if is_all => Ok(Next::Ask),
        None if !has_ended => Ok(Next::Send(missing)),
        _ => {
            let sent = sent.end;
            Err(UploadError::EndedEarly { sent, total })
        }
    }
}

/// The ranges that a response expects next; `None` if it says nothing of them. Outlook writes the name with a capital.
fn expected(answer: &RawResponse, total: u64) -> Result<Option<Missing>, UploadError> {
    let Ok(Value::Object(fields)) = serde_json::from_slice(without_bom(&answer.body)) else {
        return Ok(None);
    };
    let mut fields = fields.into_iter();
    let ranges = fields.find(|(name, _)| name.eq_ignore_ascii_case("nextExpectedRanges"));
    let ranges = match ranges {
        None | Some((_, Value::Null)) => return Ok(None),
        Some((_, Value::Array(ranges))) => ranges,
        Some((_, range)) => vec![range],
    };
    let ranges = ranges.into_iter().map(|range| match range {
        Value::String(range) => Some(range),
        Value::Number(start) => Some(start.to_string()),
        _ => None,
    });
    let ranges = ranges.collect::<Option<Vec<_>>>();
    let ranges = ranges.ok_or(UploadError::ExpectedRanges { total })?;
    Missing::read(&ranges, total).map(Some)
}

fn gone(error: Error) -> Error {
    match error.status() {
        Some(StatusCode::NOT_FOUND | StatusCode::GONE) => UploadError::SessionGone.into(),
        _ => error,
    }
}
