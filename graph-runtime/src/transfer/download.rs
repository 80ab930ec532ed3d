//! Downloads: large content as a stream of its bytes, from any place on, and never held whole.
//!
//! In: a request that bytes answer. Out: chunks. A download that breaks off goes on where it was, if the content has not
//! changed. Source: "Download the contents of a driveItem"; RFC 9110, 13.1.5 and 14 (`If-Range`, `Range`).

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_RANGE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::sleep;

use crate::error::{Cause, DownloadError, Error, Phase};
use crate::send::{Inner, Opened, Outgoing, Place, before, headers};
use crate::shared::BoxFuture;
use graph_model::request::Request;

/// How often a download goes on without a byte having come.
const PATIENCE: u32 = 5;

/// Content as it comes: a [`Stream`] of chunks, with a [`next`](Self::next) of its own.
///
/// If the connection breaks, it asks for the rest, and only for the rest: `If-Range` makes sure that it is the same content.
/// Dropping it ends the download.
///
/// Source: "Download the contents of a driveItem"; RFC 9110, 13.1.5 (`If-Range`) and 14 (`Range`).
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
    opened: Option<Opened>,
    /// The first byte that has not come yet.
    offset: u64,
    length: Option<u64>,
    /// What comes and was not asked for, where the service does not know ranges.
    skip: u64,
    /// The version of the content.
    version: Option<HeaderValue>,
    fruitless: u32,
    is_over: bool,
}

impl Core {
    /// Asks for everything from the offset on.
    async fn open(&mut self) -> Result<HeaderMap, Error> {
        let inner = &self.inner;
        let mut headers = self.request.headers().clone();
        if self.offset > 0 {
            let range = format!("bytes={}-", self.offset);
            headers.insert(
                RANGE,
                HeaderValue::try_from(range).map_err(|error| self.failed(error))?,
            );
            if let Some(version) = &self.version {
                headers.insert(IF_RANGE, version.clone());
            }
        }
        let outgoing = Outgoing {
            headers: &headers,
            ..Outgoing::of(&self.request)
        };
        headers::check(&outgoing)?;
        let place = Place::first(inner.origin.address(outgoing.url)?);
        let mut opened = match inner.run(&outgoing, &place, false).await {
            Ok(opened) => opened,
            // All had come by then: "bytes */length".
            Err(error) if self.offset > 0 && has_no_more(&error, self.offset) => {
                self.length = Some(self.offset);
                self.is_over = true;
                return Ok(HeaderMap::new());
            }
            Err(error) => return Err(error),
        };
        let response = &mut opened.arrived.response;
        let announced = response.content_length();
        let version = version_of(response.headers());
        if response.status() == StatusCode::PARTIAL_CONTENT {
            let range = response.headers().get(CONTENT_RANGE);
            let range = range.and_then(|range| parse_range(range.to_str().ok()?));
            let (start, total) = range.unwrap_or((self.offset, None));
            if start != self.offset {
                return Err(DownloadError::OtherRange { asked: self.offset }.into());
            }
            self.length = total.or(announced.map(|rest| self.offset.saturating_add(rest)));
            self.skip = 0;
        } else {
            // All of it: the service knows no ranges, or the content is another than that which came.
            if self.version.is_some() && self.version != version {
                return Err(DownloadError::Changed { at: self.offset }.into());
            }
            self.length = announced;
            self.skip = self.offset;
        }
        self.version = version;
        let headers = response.headers().clone();
        self.opened = Some(opened);
        Ok(headers)
    }

    fn failed(&self, cause: impl Into<Cause>) -> Error {
        Outgoing::of(&self.request).failed(cause)
    }

    async fn step(&mut self) -> Option<Result<Bytes, Error>> {
        while !self.is_over {
            let error = match self.chunk().await {
                Ok(Some(chunk)) if chunk.is_empty() => continue,
                Ok(Some(chunk)) => {
                    self.offset += chunk.len() as u64;
                    self.fruitless = 0;
                    return Some(Ok(chunk));
                }
                Ok(None) => match self.length {
                    Some(length) if self.offset < length => {
                        let at = self.offset;
                        DownloadError::Short { at, length }.into()
                    }
                    _ => break,
                },
                Err(error) => error,
            };
            self.opened = None;
            self.fruitless += 1;
            // Without a version, the rest could be of other content.
            if self.fruitless > PATIENCE || self.offset > 0 && self.version.is_none() {
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
                exchange: opened.exchange(),
            }),
        }
    }
}

fn version_of(headers: &HeaderMap) -> Option<HeaderValue> {
    // A weak etag says nothing of single bytes: RFC 9110, 13.1.5.
    let etag = headers
        .get(ETAG)
        .filter(|etag| !etag.as_bytes().starts_with(b"W/"));
    etag.or_else(|| headers.get(LAST_MODIFIED)).cloned()
}

/// Whether the service says that the content ends at the offset.
fn has_no_more(error: &Error, offset: u64) -> bool {
    let Some(error) = error.service() else {
        return false;
    };
    let range = error
        .headers()
        .get(CONTENT_RANGE)
        .and_then(|range| range.to_str().ok());
    error.status() == StatusCode::RANGE_NOT_SATISFIABLE
        && range == Some(&*format!("bytes */{offset}"))
}

/// The first byte and, if it is known, the length of the whole: `bytes 5-9/10`.
fn parse_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (start, _) = range.split_once('-')?;
    Some((start.parse().ok()?, total.parse().ok()))
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
        let mut core = Box::new(Core {
            inner: inner.clone(),
            request,
            opened: None,
            offset: from,
            length: None,
            skip: 0,
            version: None,
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
    /// [`Error::Download`] if the content has changed meanwhile, and those of [`Client::send`](crate::Client::send). Then the download is over;
    /// another one can begin at [`offset`](Self::offset).
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

    /// The headers of the first answer: `Content-Type`, `ETag`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_say_where_they_begin() {
        assert_eq!(parse_range("bytes 5-9/10"), Some((5, Some(10))));
        assert_eq!(parse_range("bytes 5-9/*"), Some((5, None)));
        assert_eq!(parse_range("bytes */10"), None);
        assert_eq!(parse_range("items 5-9/10"), None);
    }
}
