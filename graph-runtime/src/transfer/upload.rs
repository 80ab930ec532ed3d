//! Upload sessions: large content in fragments, resumable.
//!
//! In: a session that the service made, and a source of bytes. Out: what the service made of them.
//! Source: "driveItem: createUploadSession", "Attach large files to Outlook messages or events".

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_RANGE;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{DecodeError, Error, UploadError};
use crate::send::{Answered, Inner, Outgoing, Place};
use graph_model::request::Body;
use graph_model::request::{Answer, RawAnswer};

mod plan;
mod source;

pub use source::{AsyncSource, ReaderSource, StreamSource, UploadSource};

/// How often the service may expect the same bytes again.
const PATIENCE: u32 = 5;

/// What stands for the URL of a session in errors: the URL is a secret.
const NAME: &str = "(upload session)";

/// A session for uploading large content in fragments: what `createUploadSession` answers.
///
/// It can be stored (it is `Serialize` and `Deserialize`) and gone on with after a restart. It holds a pre-authenticated URL:
/// whoever has it can upload, so keep it as a secret. Its `Debug` form does not show it.
///
/// A declared action answers what it is declared to; `answered_by` makes a session of that:
///
/// ```
/// use graph_runtime::{Request, graph_request, graph_resource};
///
/// graph_resource! {
///     service V1 = "v1.0" { me: user }
///     entity user { nav drive: drive }
///     entity drive { nav root: driveItem }
///     #[path_addressed]
///     entity driveItem { action createUploadSession() -> uploadSession }
///     complex uploadSession { uploadUrl: String }
/// }
///
/// let film = "Films/film.mp4";
/// // The declared type has the same name.
/// let request: Request<graph_runtime::UploadSession> =
///     graph_request!(V1: POST /me/drive/root:/{film}:/createUploadSession).answered_by();
/// ```
///
/// Source: "driveItem: createUploadSession", "Attach large files to Outlook messages or events".
pub struct UploadSession {
    url: String,
    expires: Option<String>,
    /// Whether nothing was sent yet, so that the service need not be asked what it has.
    is_new: bool,
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many bytes the service has.
    pub sent: u64,
    /// How many bytes there are.
    pub total: u64,
}

impl UploadSession {
    /// When the session ends unless a fragment comes, as the service wrote it (`expirationDateTime`).
    pub fn expires(&self) -> Option<&str> {
        self.expires.as_deref()
    }
}

impl Answer for UploadSession {
    fn from_answer(answer: &RawAnswer) -> Result<Self, DecodeError> {
        let fields: HashMap<String, &RawValue> = serde_json::from_slice(&answer.body)
            .map_err(|error| DecodeError::from_json(&error, &answer.body).of_answer(answer))?;
        let text = |name: &str| serde_json::from_str::<String>(fields.get(name)?.get()).ok();
        let url = text("uploadUrl").ok_or_else(|| {
            let expected = "an upload session, `{\"uploadUrl\": ...}`";
            DecodeError::shape(expected, "other JSON", &answer.body).of_answer(answer)
        })?;
        Ok(UploadSession {
            url,
            expires: text("expirationDateTime"),
            is_new: true,
        })
    }
}

impl Inner {
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
    ) -> Result<Answered, Error> {
        let place = self.elsewhere(&session.url, "upload URL")?;
        let total = source.length();
        if total == 0 {
            return Err(UploadError::Empty.into());
        }
        let mut sent = match session.is_new {
            true => 0,
            false => self.received(&place, total).await?,
        };
        session.is_new = false;
        let mut stalled = 0;
        loop {
            progress(Progress { sent, total });
            let range = plan::fragment(sent, total);
            let length = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
            let bytes = source
                .read(range.start, length)
                .await
                .map_err(UploadError::Source)?;
            if bytes.len() != length {
                return Err(UploadError::Source(std::io::ErrorKind::UnexpectedEof.into()).into());
            }
            let mut headers = HeaderMap::new();
            let content_range = format!("bytes {}-{}/{total}", range.start, range.end - 1);
            if let Ok(value) = HeaderValue::try_from(content_range) {
                headers.insert(CONTENT_RANGE, value);
            }
            let answer = self
                .ask_session(&place, Method::PUT, headers, Some(bytes))
                .await;
            let next = match answer {
                Ok(answered) => match next_of(&answered.answer, range.end, total)? {
                    Some(next) => next,
                    None if range.end == total => {
                        progress(Progress { sent: total, total });
                        return Ok(answered);
                    }
                    None => {
                        let sent = range.end;
                        return Err(UploadError::EndedEarly { sent, total }.into());
                    }
                },
                // It has the fragment already: an attempt whose answer got lost, or another process.
                Err(error) if error.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE) => {
                    self.received(&place, total).await?
                }
                Err(error) => return Err(gone(error)),
            };
            stalled = if next > sent { 0 } else { stalled + 1 };
            if stalled > PATIENCE {
                return Err(UploadError::Stalled { at: next }.into());
            }
            sent = next;
        }
    }

    /// How many bytes the service has, from the beginning.
    async fn received(&self, place: &Place, total: u64) -> Result<u64, Error> {
        let answer = self
            .ask_session(place, Method::GET, HeaderMap::new(), None)
            .await;
        let ranges = expected(&answer.map_err(gone)?.answer);
        let ranges = ranges.ok_or(UploadError::ExpectedRanges { total })?;
        let next = plan::first_missing(&ranges, total)?;
        Ok(next.ok_or(UploadError::AlreadyComplete)?)
    }

    async fn ask_session(
        &self,
        place: &Place,
        method: Method,
        headers: HeaderMap,
        bytes: Option<Bytes>,
    ) -> Result<Answered, Error> {
        let body = bytes.map(|bytes| Body::new("application/octet-stream", bytes));
        let outgoing = Outgoing::to_secret(&method, NAME, &headers, body.as_ref());
        self.ask(outgoing, place).await
    }
}

/// Where to go on behind a fragment that ends at `end`; `None` if the service wants no more.
fn next_of(answer: &RawAnswer, end: u64, total: u64) -> Result<Option<u64>, UploadError> {
    match expected(answer) {
        Some(ranges) => plan::first_missing(&ranges, total),
        None if answer.status == StatusCode::ACCEPTED && end < total => Ok(Some(end)),
        None => Ok(None),
    }
}

/// The ranges that an answer expects next, if it says so. Outlook writes the name with a capital.
fn expected(answer: &RawAnswer) -> Option<Vec<String>> {
    let fields: HashMap<String, &RawValue> = serde_json::from_slice(&answer.body).ok()?;
    let mut fields = fields.iter();
    let (_, ranges) = fields.find(|(name, _)| name.eq_ignore_ascii_case("nextExpectedRanges"))?;
    serde_json::from_str(ranges.get()).ok()
}

fn gone(error: Error) -> Error {
    match error.status() {
        Some(StatusCode::NOT_FOUND | StatusCode::GONE) => UploadError::SessionGone.into(),
        _ => error,
    }
}

impl Serialize for UploadSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let expires = self.expires.as_deref();
        serializer.collect_map(
            [("uploadUrl", &*self.url)]
                .into_iter()
                .chain(expires.map(|expires| ("expirationDateTime", expires))),
        )
    }
}

impl<'de> Deserialize<'de> for UploadSession {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = BTreeMap::<String, String>::deserialize(deserializer)?;
        let url = fields.remove("uploadUrl");
        Ok(UploadSession {
            url: url.ok_or_else(|| D::Error::missing_field("uploadUrl"))?,
            expires: fields.remove("expirationDateTime"),
            is_new: false,
        })
    }
}

impl fmt::Debug for UploadSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSession")
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
