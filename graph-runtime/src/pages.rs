//! Paging: the pages of a collection, or its members one by one.
//!
//! In: a request that a page answers. Out: a stream. Source: "Paging Microsoft Graph data in your app".

use std::collections::HashMap;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use http::HeaderMap;
use serde_json::value::RawValue;

use crate::error::{DecodeError, Error, ProtocolError};
use crate::send::Inner;
use graph_model::internal::{decode, without_bom};
use graph_model::model::{Page, Value};
use graph_model::request::Request;
use graph_model::request::{Decode, RawResponse};

mod delta;
pub(crate) mod link;
mod listing;

pub use delta::{Delta, DeltaLink, Resync, RoundEnd};
use listing::Listing;

/// The pages of a collection: a [`Stream`], with a [`next`](Self::next) of its own.
///
/// The next page is asked for before this one is handed over, so that it comes while this one is used. No more than two
/// pages are held at a time. Dropping it cancels the request that is under way.
///
/// After an error it ends, and [`resume`](Self::resume) lets it go on.
///
/// Source: "Paging Microsoft Graph data in your app"; OData 4.01, Protocol, "Server-Driven Paging".
#[must_use = "pages are fetched as they are asked for"]
pub struct Pages<T> {
    listing: Listing,
    /// A page that was read while the request for the next one gets its turn to go out.
    held: Option<Page<T>>,
    count: Option<i64>,
    of: std::marker::PhantomData<fn() -> T>,
}

/// The members of a collection, over all its pages: a [`Stream`], with a [`next`](Self::next) of its own.
///
/// As [`Pages`], which it is made of.
#[must_use = "members are fetched as they are asked for"]
pub struct Items<T> {
    pages: Pages<T>,
    current: vec::IntoIter<T>,
}

impl<T: Value> Pages<T> {
    /// A page that is there already, and those that follow it.
    pub(crate) fn after(inner: &Arc<Inner>, page: Page<T>) -> Self {
        Pages {
            listing: Listing::after(inner.clone(), page.next_link.as_deref()),
            count: page.count,
            held: Some(page),
            of: std::marker::PhantomData,
        }
    }

    /// Replaces the headers that the pages to come are asked for with: `ConsistencyLevel` or `Prefer`, after
    /// [`Client::pages_from`](crate::Client::pages_from). What [`Client::pages`](crate::Client::pages) lists has those of its request.
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.listing.set_headers(headers);
        self
    }

    pub(crate) fn new(inner: &Arc<Inner>, request: Request<Page<T>>) -> Self {
        Pages {
            listing: Listing::new(inner.clone(), request.decode_as()),
            held: None,
            count: None,
            of: std::marker::PhantomData,
        }
    }

    /// The next page; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`](crate::Client::send), among them [`Error::Service`] for a page that holds an error; and [`Error::Protocol`] for links that lead to another origin or in a circle. A member
    /// that cannot be read makes the page an [`Error::Decode`] that names the page and the member.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    /// How many members there are on all pages (`@odata.count`), once the first page has come, and if it was asked for.
    pub fn count(&self) -> Option<i64> {
        self.count
    }

    /// Lets the listing go on after an error: with the page that did not come, or behind the page that could not be read.
    pub fn resume(&mut self) {
        self.listing.resume();
    }

    /// The path and query of the page that comes next; `None` after the last one, and where the page that comes next is the one that
    /// [`Client::pages_from`](crate::Client::pages_from) was given.
    ///
    /// It is opaque. To go on in another process, ask for it with the headers of the first request.
    pub fn next_url(&self) -> Option<&str> {
        match self.held {
            Some(_) => Some(self.listing.page_url()).filter(|url| !url.is_empty()),
            None => self.listing.url(),
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.held.is_none() && self.listing.is_over()
    }

    pub(crate) fn listing(&self) -> &Listing {
        &self.listing
    }

    pub(crate) fn poll_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<T>, Error>>> {
        if let Some(page) = self.held.take() {
            return Poll::Ready(Some(Ok(page)));
        }
        let answered = match ready!(self.listing.poll_answer(cx)) {
            Some(Ok(answered)) => answered,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        match Page::<T>::from_response(&answered.answer) {
            Ok(page) => {
                self.count = self.count.or(page.count);
                let link = page.next_link.as_deref();
                let is_empty = page.value.is_empty();
                if self.listing.follow(cx, link, is_empty, &answered) {
                    self.held = Some(page);
                    return Poll::Pending;
                }
                Poll::Ready(Some(Ok(page)))
            }
            Err(error) if error.is_error_object() => {
                self.listing.page_failed();
                Poll::Ready(Some(Err(answered.unread(error))))
            }
            Err(error) => {
                let (error, link) = odd_member::<T>(&answered.answer, error);
                if let Some(link) = link {
                    self.listing.turn(Some(&link), &answered);
                }
                self.listing.stop();
                let error = error
                    .on_page(self.listing.page())
                    .of_request(answered.request());
                Poll::Ready(Some(Err(error.into())))
            }
        }
    }
}

/// Which member of a page cannot be read, and the link to the page behind it.
fn odd_member<T: Value>(answer: &RawResponse, error: DecodeError) -> (DecodeError, Option<String>) {
    let Ok(page) =
        serde_json::from_slice::<HashMap<String, Box<RawValue>>>(without_bom(&answer.body))
    else {
        return (error, None);
    };
    let text = |name: &str| page.get(name).map(|value| value.get());
    let link = text("@odata.nextLink").or_else(|| text("@nextLink"));
    let link = link.and_then(|link| serde_json::from_str(link).ok());
    let members = text("value").and_then(|value| serde_json::from_str(value).ok());
    let members: Vec<Box<RawValue>> = members.unwrap_or_default();
    let odd = members.iter().enumerate().find_map(|(index, member)| {
        let error = decode::<T>(member.get().as_bytes()).err()?;
        Some(error.of_response(answer).in_member(index))
    });
    (odd.unwrap_or(error), link)
}

impl<T: Value> Items<T> {
    /// As [`Pages::with_headers`].
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.pages = self.pages.with_headers(headers);
        self
    }

    /// The members of a page that is there already, and those of the pages that follow it.
    pub(crate) fn after(inner: &Arc<Inner>, page: Page<T>) -> Self {
        Items {
            pages: Pages::after(inner, page),
            current: Vec::new().into_iter(),
        }
    }

    pub(crate) fn new(inner: &Arc<Inner>, request: Request<Page<T>>) -> Self {
        Items {
            pages: Pages::new(inner, request),
            current: Vec::new().into_iter(),
        }
    }

    /// The next member; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// Those of [`Pages::next`].
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// How many members there are (`@odata.count`), once the first page has come, and if it was asked for.
    pub fn count(&self) -> Option<i64> {
        self.pages.count
    }

    /// Lets the listing go on after an error: with the page that did not come, or behind the page that could not be read.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// All members, if they are no more than `bound`.
    ///
    /// # Errors
    ///
    /// [`ProtocolError::TooManyItems`] if there are more, and those of [`Pages::next`].
    pub async fn collect_up_to(mut self, bound: usize) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(page) = self.pages.next().await {
            items.extend(self.current.by_ref());
            items.extend(page?.value);
            if items.len() > bound {
                return Err(ProtocolError::TooManyItems { bound }.into());
            }
        }
        Ok(items)
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.current.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                Some(Ok(page)) => self.current = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> Unpin for Pages<T> {}

impl<T> Unpin for Items<T> {}

impl<T: Value> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(cx)
    }
}

impl<T: Value> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(cx)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("page", &self.listing.page())
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}
