//! Downloads: large content as a stream of its bytes, from any place on, and never held whole.
//!
//! In: a request whose response is bytes. Out: chunks. A download that breaks off goes on where it was, if the content has not
//! changed; `part` decides that. Source: "Download the contents of a driveItem"; RFC 9110, 13.1.5 and 14 (`If-Range`, `Range`).

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::SystemTime;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{ACCEPT_ENCODING, IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::sleep;

use crate::error::{BoxError, DownloadError, Error, Phase};
use crate::send::{Destination, Inner, OpenResponse, RequestParts, before, headers};
use crate::shared::BoxFuture;
use graph_model::request::{InvalidRequest, Request};

mod part;

use part::{Version, Wanted};

/// How often a download goes on without a byte having come.
const PATIENCE: u32 = 5;

/// Content as it comes: a [`Stream`] of chunks, with a [`next`](Self::next) of its own.
///
/// If the connection breaks, it asks for the rest, and only for the rest. Parts are joined only if the strong validator (`ETag`, or
/// `Last-Modified` where there is none), the offset and the length of the whole agree; if not, the download is an error. Content
/// without a strong validator does not go on by itself. Dropping it ends the download.
///
/// Source: "Download the contents of a driveItem"; RFC 9110, 13.1.5 (`If-Range`), 14 (`Range`) and 15.3.7.3 (combining parts).
#[must_use = "a download comes as it is asked for"]
pub struct Download {
    core: Option<Box<Core>>,
    step: Option<BoxFuture<'static, Step>>,
    headers: HeaderMap,
    offset: u64,
    length: Option<u64>,
}

type Step = (Box<Core>, Option<Result<Bytes, Error>>);

struct Core {
    inner: Arc<Inner>,
    request: Request<Bytes>,
    opened: Option<OpenResponse>,
    /// The first byte that has not come yet.
    offset: u64,
    /// Whether bytes have been handed over.
    has_begun: bool,
    length: Option<u64>,
    /// What comes and was not asked for, where the service does not know ranges.
    skip: u64,
    /// Where the response ends, if it says so.
    end: Option<u64>,
    version: Option<Version>,
    fruitless: u32,
    is_over: bool,
}

/// The version that the caller demands by `If-Range`.
fn condition_of(headers: &HeaderMap) -> Result<Option<Version>, InvalidRequest> {
    let invalid = |name, problem| InvalidRequest::Header { name, problem };
    if headers.contains_key(RANGE) {
        let problem = "a download takes the first byte as an argument, and goes to the end";
        return Err(invalid(RANGE, problem));
    }
    headers
        .get(IF_RANGE)
        .map(Version::of_condition)
        .transpose()
        .map_err(|problem| invalid(IF_RANGE, problem))
}

impl Core {
    /// Asks for everything from the offset on.
    async fn open(&mut self) -> Result<HeaderMap, Error> {
        let inner = &self.inner;
        let headers = self.headers()?;
        let outgoing = RequestParts {
            headers: &headers,
            ..RequestParts::of(&self.request)
        };
        headers::check(&outgoing)?;
        let place = Destination::first(inner.origin.address(outgoing.url)?);
        let wanted = Wanted {
            offset: self.offset,
            has_begun: self.has_begun,
            version: self.version.as_ref(),
            length: self.length,
        };
        let opened = match inner.run(&outgoing, &place, false).await {
            Ok(opened) => opened,
            Err(Error::Service(error)) if error.status() == StatusCode::RANGE_NOT_SATISFIABLE => {
                if !wanted.ends(error.headers())? {
                    return Err(Error::Service(error));
                }
                self.length = Some(self.offset);
                self.is_over = true;
                return Ok(error.headers().clone());
            }
            Err(error) => return Err(error),
        };
        let response = &opened.arrived.response;
        let part = wanted.part(
            response.status(),
            response.headers(),
            response.content_length(),
            SystemTime::now(),
        )?;
        (self.skip, self.end) = (part.skip, part.end);
        (self.length, self.version) = (part.length, part.version);
        let headers = response.headers().clone();
        self.opened = Some(opened);
        Ok(headers)
    }

    /// The request's own headers, and those that ask for a part. What a range or a version is of is not packed: a download
    /// takes the bytes as they are.
    fn headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = self.request.headers().clone();
        headers
            .entry(ACCEPT_ENCODING)
            .or_insert(HeaderValue::from_static("identity"));
        headers.remove(IF_RANGE);
        if self.offset > 0 {
            let range = format!("bytes={}-", self.offset);
            let range = HeaderValue::try_from(range).map_err(|error| self.failed(error))?;
            headers.insert(RANGE, range);
            if let Some(version) = &self.version {
                headers.insert(IF_RANGE, version.value().clone());
            }
        }
        Ok(headers)
    }

    fn failed(&self, cause: impl Into<BoxError>) -> Error {
        RequestParts::of(&self.request).failed(cause)
    }

    async fn step(&mut self) -> Option<Result<Bytes, Error>> {
        while !self.is_over {
            let problem = match self.chunk().await {
                Ok(Some(chunk)) if chunk.is_empty() => continue,
                Ok(Some(chunk)) => {
                    self.offset = self.offset.saturating_add(chunk.len() as u64);
                    if let Some(end) = self.end
                        && self.offset > end
                    {
                        self.is_over = true;
                        return Some(Err(DownloadError::TooLong { length: end }.into()));
                    }
                    self.has_begun = true;
                    self.fruitless = 0;
                    return Some(Ok(chunk));
                }
                Ok(None) => match self.missing() {
                    Missing::Nothing => break,
                    Missing::Unknown => None,
                    Missing::Bytes(problem) => Some(problem.into()),
                },
                Err(error) => Some(error),
            };
            self.opened = None;
            self.fruitless += 1;
            // Without a version, the rest could be of other content.
            let may_join = !self.has_begun || self.version.is_some();
            if let Some(error) = problem
                && (self.fruitless > PATIENCE || !may_join)
            {
                self.is_over = true;
                return Some(Err(error));
            }
            if let Err(error) = self.open().await {
                self.is_over = true;
                return Some(Err(error));
            }
        }
        self.is_over = true;
        self.opened = None;
        None
    }

    /// What is missing when a response has ended.
    fn missing(&self) -> Missing {
        let at = self.offset;
        if self.skip > 0 {
            let length = at.saturating_sub(self.skip);
            return Missing::Bytes(DownloadError::TooShort { asked: at, length });
        }
        match (self.length, self.end) {
            (Some(length), _) | (None, Some(length)) if at < length => {
                Missing::Bytes(DownloadError::Short { at, length })
            }
            // `bytes 5-9/*`: whether that was all, the next request says.
            (None, Some(_)) => Missing::Unknown,
            _ => Missing::Nothing,
        }
    }

    /// The next chunk of the answer, without what was not asked for.
    async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let Some(opened) = &mut self.opened else {
            return Ok(None);
        };
        // A download may take hours; no chunk of it may.
        let limit = self.inner.limits.attempt;
        let response = &mut opened.arrived.response;
        let deadline = pin!(sleep(limit));
        let chunk = before(deadline, pin!(response.chunk())).await;
        match chunk {
            Ok(Ok(Some(mut chunk))) => {
                let length = chunk.len() as u64;
                let skipped = self.skip.min(length);
                self.skip -= skipped;
                Ok(Some(chunk.split_off(
                    usize::try_from(skipped).unwrap_or(chunk.len()),
                )))
            }
            Ok(Ok(None)) => Ok(None),
            Ok(Err(error)) => Err(self.failed(error.without_url())),
            Err(_) => Err(Error::TimedOut {
                phase: Phase::Attempt,
                limit,
                info: opened.request(),
            }),
        }
    }
}

/// What is missing of a content when a response has ended.
enum Missing {
    Nothing,
    Unknown,
    Bytes(DownloadError),
}

impl Download {
    pub(crate) async fn begin(
        inner: &Arc<Inner>,
        request: Request<Bytes>,
        from: u64,
    ) -> Result<Download, Error> {
        if let Some(problem) = request.problem() {
            return Err(problem.clone().into());
        }
        let condition = condition_of(request.headers())?;
        let mut core = Box::new(Core {
            inner: inner.clone(),
            request,
            opened: None,
            offset: from,
            has_begun: false,
            length: None,
            skip: 0,
            end: None,
            // From the beginning on, there is nothing to join.
            version: condition.filter(|_| from > 0),
            fruitless: 0,
            is_over: false,
        });
        let headers = Box::pin(core.open()).await?;
        Ok(Download {
            offset: core.offset,
            length: core.length,
            core: Some(core),
            step: None,
            headers,
        })
    }

    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Download`] if what comes does not belong to what came before, or is not all; and those of [`Client::send`](crate::Client::send).
    /// Then the download is over. After an error other than [`Error::Download`], another one can begin at
    /// [`offset`](Self::offset).
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// The length of the whole content, if the service says it.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Where the next chunk begins.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The headers of the first response: `Content-Type`, `ETag`.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if let Some(mut core) = self.core.take() {
            self.step = Some(Box::pin(async move {
                let chunk = core.step().await;
                (core, chunk)
            }));
        }
        let Some(step) = &mut self.step else {
            return Poll::Ready(None);
        };
        let (core, chunk) = ready!(step.as_mut().poll(cx));
        self.step = None;
        self.offset = core.offset;
        self.length = core.length;
        self.core = Some(core);
        Poll::Ready(chunk)
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(cx)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("offset", &self.offset)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
