//! Delta queries: what has changed since the last round.
//!
//! In: a request of a delta function, or the delta link of an earlier round. Out: a stream of changes, and at its end the
//! link for the next round, or that the service wants to start over.
//! Source: "Use delta query to track changes in Microsoft Graph data".

use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::{Pages, link};
use crate::error::{Error, ProtocolError, ServiceError};
use crate::send::Inner;
use graph_model::internal::path_of;
use graph_model::model::{Change, Declared, Page, Value};
use graph_model::path::Entity;
use graph_model::request::Request;

/// The headers that a delta link keeps: what shapes the answers, and nothing that could be a secret.
const KEPT: [&str; 4] = ["accept", "accept-language", "consistencylevel", "prefer"];

/// Where to ask what has changed: at the end of one round, the beginning of the next.
///
/// It can be stored (it is `Serialize` and `Deserialize`) and used after a restart. It knows the type of its entities, the
/// origin that it came from, and the query and headers of the first request. The link itself is opaque.
pub struct DeltaLink<T> {
    link: String,
    /// The URL of the first request, for starting over.
    first: String,
    headers: HeaderMap,
    of: PhantomData<fn() -> T>,
}

/// The changes of one round: a [`Stream`], with a [`next`](Self::next) of its own.
///
/// At its end, [`finish`](Self::finish) gives the link for the next round. Pages are fetched as by [`Pages`].
///
/// Source: "Use delta query to track changes in Microsoft Graph data".
#[must_use = "changes are fetched as they are asked for"]
pub struct Delta<T: Value<Own: Entity>> {
    pages: Pages<Change<T>>,
    current: vec::IntoIter<Change<T>>,
    /// Where the changes in `current` came from.
    current_url: String,
    first: String,
    headers: HeaderMap,
    delta_link: Option<String>,
    resync: Option<Resync<T>>,
}

/// How a round ended.
#[derive(Debug)]
pub enum RoundEnd<T> {
    /// All changes have come; the next round begins here.
    Complete(DeltaLink<T>),
    /// The service does not know any more what has changed: everything has to be read again.
    Resync(Resync<T>),
}

/// The service wants to start over: what is known by now may be out of date, and what a new first round does not tell of is
/// gone.
///
/// Source: "Use delta query to track changes in Microsoft Graph data", "Synchronization reset".
pub struct Resync<T> {
    link: DeltaLink<T>,
    error: Box<ServiceError>,
}

impl<T> Resync<T> {
    /// Where to start over.
    pub fn into_link(self) -> DeltaLink<T> {
        self.link
    }

    /// What the service said. Its code may say what to do with what is known by now: `resyncChangesApplyDifferences`.
    pub fn error(&self) -> &ServiceError {
        &self.error
    }
}

fn kept(headers: &HeaderMap) -> HeaderMap {
    let kept = headers
        .iter()
        .filter(|(name, _)| KEPT.contains(&name.as_str()));
    kept.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

impl<T: Value<Own: Entity>> Delta<T> {
    /// The first round of a delta query.
    pub(crate) fn first(inner: &Arc<Inner>, request: Request<Page<T>>) -> Self {
        let (first, headers) = (request.url().to_owned(), kept(request.headers()));
        Delta::new(inner, request.decode_as(), first, headers)
    }

    /// A round from a link on.
    pub(crate) fn since(inner: &Arc<Inner>, link: &DeltaLink<T>) -> Result<Self, Error> {
        let url = link::own(&inner.origin, &link.first, &link.link, "delta link")?;
        let request = Request::to_known(Method::GET, url).with_headers(link.headers.clone());
        Ok(Delta::new(
            inner,
            request,
            link.first.clone(),
            link.headers.clone(),
        ))
    }

    fn new(
        inner: &Arc<Inner>,
        request: Request<Page<Change<T>>>,
        first: String,
        headers: HeaderMap,
    ) -> Self {
        Delta {
            current_url: request.url().to_owned(),
            pages: Pages::new(inner, request),
            current: Vec::new().into_iter(),
            first,
            headers,
            delta_link: None,
            resync: None,
        }
    }

    /// The next change; `None` at the end of the round.
    ///
    /// # Errors
    ///
    /// Those of [`Pages::next`]. That the service wants to start over is no error: the round ends, and
    /// [`finish`](Self::finish) says so.
    pub async fn next(&mut self) -> Option<Result<Change<T>, Error>> {
        poll_fn(|cx| self.poll_change(cx)).await
    }

    /// The changes of the next page, or what is left of this one; `None` at the end of the round.
    ///
    /// Behind a whole page, [`checkpoint`](Self::checkpoint) is exact: store what the page said together with it, and
    /// nothing is lost or done twice, wherever the process ends.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next).
    pub async fn next_page(&mut self) -> Option<Result<Vec<Change<T>>, Error>> {
        if self.current.len() == 0 {
            match poll_fn(|cx| self.poll_page(cx)).await? {
                Ok(()) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok(self.current.by_ref().collect()))
    }

    /// Lets the round go on after an error: with the page that did not come, or behind the page that could not be read.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// Where the round stands: from here, [`Client::delta_from`](crate::Client::delta_from) goes on with what has not been handed over.
    ///
    /// In the middle of a page, that page comes again from its beginning.
    pub fn checkpoint(&self) -> DeltaLink<T> {
        let origin = self.pages.listing().inner.origin.as_str();
        let link = match (&self.resync, &self.delta_link) {
            (Some(resync), _) => return resync.link.clone(),
            _ if self.current.len() > 0 => format!("{origin}{}", self.current_url),
            (None, Some(link)) => link.clone(),
            (None, None) => {
                let url = self.pages.next_url().unwrap_or(&self.current_url);
                format!("{origin}{url}")
            }
        };
        self.link(link)
    }

    /// How the round ended.
    ///
    /// # Errors
    ///
    /// [`ProtocolError::UnfinishedRound`] if there is more to read, [`ProtocolError::NoDeltaLink`] if the last page had no
    /// link.
    pub fn finish(self) -> Result<RoundEnd<T>, Error> {
        if let Some(resync) = self.resync {
            return Ok(RoundEnd::Resync(resync));
        }
        if self.current.len() > 0 || !self.pages.is_over() {
            return Err(ProtocolError::UnfinishedRound.into());
        }
        let link = self.delta_link.as_deref();
        let link = link.ok_or(ProtocolError::NoDeltaLink)?;
        // Said now, not after it was stored.
        let origin = &self.pages.listing().inner.origin;
        link::own(origin, &self.current_url, link, "delta link")?;
        Ok(RoundEnd::Complete(self.link(link.to_owned())))
    }

    fn link(&self, link: String) -> DeltaLink<T> {
        DeltaLink {
            link,
            first: self.first.clone(),
            headers: self.headers.clone(),
            of: PhantomData,
        }
    }

    fn poll_change(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Change<T>, Error>>> {
        loop {
            if let Some(change) = self.current.next() {
                return Poll::Ready(Some(Ok(change)));
            }
            match ready!(self.poll_page(cx)) {
                Some(Ok(())) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<(), Error>>> {
        if self.resync.is_some() {
            return Poll::Ready(None);
        }
        let page = match ready!(self.pages.poll_page(cx)) {
            Some(Ok(page)) => page,
            Some(Err(Error::Service(error))) if wants_to_start_over(&error) => {
                self.resync = Some(self.start_over(error));
                return Poll::Ready(None);
            }
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        self.pages
            .listing()
            .page_url()
            .clone_into(&mut self.current_url);
        self.delta_link = page.delta_link.clone();
        self.current = page.into_iter();
        Poll::Ready(Some(Ok(())))
    }

    fn start_over(&self, error: Box<ServiceError>) -> Resync<T> {
        let listing = self.pages.listing();
        let origin = listing.inner.origin.as_str();
        let location = error.headers().get(http::header::LOCATION);
        let location = location.and_then(|link| link.to_str().ok());
        // One that leads elsewhere is no place to start from; the first request always is.
        let url = location
            .and_then(|to| link::own(&listing.inner.origin, &self.first, to, "Location").ok())
            .unwrap_or_else(|| self.first.clone());
        Resync {
            link: self.link(format!("{origin}{url}")),
            error,
        }
    }
}

/// Whether the service has lost track: 410 Gone, or the code `syncStateNotFound` with 400 or in a page.
fn wants_to_start_over(error: &ServiceError) -> bool {
    let codes = error.inner_codes().iter().map(String::as_str);
    let mut codes = codes.chain([error.code()]);
    error.status() == StatusCode::GONE
        || (error.status() == StatusCode::BAD_REQUEST || error.status().is_success())
            && codes.any(|code| {
                ["syncStateNotFound", "syncStateInvalid", "resyncRequired"]
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(code))
            })
}

impl<T: Value<Own: Entity>> Unpin for Delta<T> {}

impl<T: Value<Own: Entity>> Stream for Delta<T> {
    type Item = Result<Change<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_change(cx)
    }
}

impl<T: Value<Own: Entity>> fmt::Debug for Delta<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delta")
            .field("first", &path_of(&self.first))
            .field("page", &self.pages.listing().page())
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Resync<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resync")
            .field("link", &self.link)
            .field("error", &self.error)
            .finish()
    }
}

impl<T> fmt::Debug for DeltaLink<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeltaLink({:?})", path_of(&self.first))
    }
}

impl<T> Clone for DeltaLink<T> {
    fn clone(&self) -> Self {
        DeltaLink {
            link: self.link.clone(),
            first: self.first.clone(),
            headers: self.headers.clone(),
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for DeltaLink<T> {
    fn eq(&self, other: &Self) -> bool {
        self.link == other.link && self.first == other.first && self.headers == other.headers
    }
}

impl<T: Declared> Serialize for DeltaLink<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let headers = self.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            format!("{name}: {value}")
        });
        serializer.collect_map([
            ("entity", T::ODATA_TYPE),
            ("first", &self.first),
            ("headers", &headers.collect::<Vec<_>>().join("\n")),
            ("link", &self.link),
        ])
    }
}

impl<'de, T: Declared> Deserialize<'de> for DeltaLink<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = BTreeMap::<String, String>::deserialize(deserializer)?;
        let mut take = |name| fields.remove(name).ok_or(D::Error::missing_field(name));
        let entity = take("entity")?;
        if entity != T::ODATA_TYPE {
            return Err(D::Error::custom(format!(
                "the delta link is of `{entity}`, not of `{}`",
                T::ODATA_TYPE
            )));
        }
        let headers = take("headers")?;
        let headers = headers.lines().filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let name = HeaderName::try_from(name).ok()?;
            Some((name, HeaderValue::try_from(value).ok()?))
        });
        Ok(DeltaLink {
            link: take("link")?,
            first: take("first")?,
            headers: kept(&headers.collect()),
            of: PhantomData,
        })
    }
}
