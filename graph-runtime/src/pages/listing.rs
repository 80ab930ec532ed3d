//! What paging is without its types: one page after the other, the next one asked for while this one is used.
//!
//! In: the request for the first page, and the link on each. Out: answers. Nothing is spawned: the request for the next
//! page goes out before this page is handed over, where its link allows even before it is read, and dropping the listing
//! drops it.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::{HeaderMap, Method};

use super::link::{self, Followed};
use crate::error::{Error, ProtocolError};
use crate::send::{Inner, WholeResponse};
use crate::shared::BoxFuture;
use graph_model::request::RawResponse;
use graph_model::request::Request;

/// Filters that the service applies after paging empty many pages; none empties so many.
const EMPTY_IN_A_ROW: usize = 10_000;

pub(crate) struct Listing {
    pub(crate) inner: Arc<Inner>,
    /// What asks for the page that comes next; `None` behind the last one.
    request: Option<Request<RawResponse>>,
    fetch: Option<Fetch>,
    /// The page that came last, while the request for the next one gets its turn to go out.
    arrived: Option<WholeResponse>,
    /// The URL of the page that came last.
    page_url: String,
    /// Whether it is known where the page leads that came last.
    turned: bool,
    /// What comes instead of the next page.
    problem: Option<Error>,
    stopped: bool,
    page: usize,
    empty: usize,
    followed: Followed,
}

enum Fetch {
    Running(BoxFuture<'static, Result<WholeResponse, Error>>),
    Done(Result<WholeResponse, Error>),
}

impl Listing {
    pub(crate) fn new(inner: Arc<Inner>, request: Request<RawResponse>) -> Self {
        let mut followed = Followed::default();
        if request.method() == Method::GET {
            followed.note(request.url());
        }
        Listing {
            inner,
            page_url: request.url().to_owned(),
            request: Some(request),
            fetch: None,
            arrived: None,
            turned: false,
            problem: None,
            stopped: false,
            page: 0,
            empty: 0,
            followed,
        }
    }

    /// What comes after a page that is there already, at the link on it.
    pub(super) fn after(inner: Arc<Inner>, link: Option<&str>) -> Self {
        let mut listing = Listing::new(inner, Request::new(Method::GET, ""));
        listing.request = None;
        if let Some(link) = link.filter(|link| !link.is_empty()) {
            // A path that begins nowhere would have to begin at the URL of the response, which is not known.
            let is_relative = reqwest::Url::parse(link).is_err() && !link.starts_with('/');
            let url = match is_relative {
                true => Err(ProtocolError::UnusableLink { link: "next link" }),
                false => link::own(&listing.inner.origin, "/", link, "next link"),
            };
            match url {
                Ok(url) => {
                    listing.followed.note(&url);
                    listing.request = Some(Request::new(Method::GET, url));
                }
                Err(problem) => listing.problem = Some(problem.into()),
            }
        }
        listing
    }

    /// The headers that the pages are asked for with.
    pub(super) fn set_headers(&mut self, headers: HeaderMap) {
        self.request = self
            .request
            .take()
            .map(|request| request.with_headers(headers));
    }

    /// The number of the last page that came, from 1.
    pub(crate) fn page(&self) -> usize {
        self.page
    }

    /// The URL of the page that comes next.
    pub(crate) fn url(&self) -> Option<&str> {
        match &self.arrived {
            Some(_) => Some(&self.page_url),
            None => self.request.as_ref().map(Request::url),
        }
    }

    /// The URL of the page that came last; at first, of the first.
    pub(crate) fn page_url(&self) -> &str {
        &self.page_url
    }

    /// Whether all pages have come.
    pub(crate) fn is_over(&self) -> bool {
        self.request.is_none() && self.problem.is_none() && self.arrived.is_none()
    }

    /// Lets a listing go on that an error has stopped.
    pub(crate) fn resume(&mut self) {
        self.stopped = false;
    }

    /// The page that came last holds an error instead of members. It is asked for again if the caller lets the listing go on, unless
    /// its link was followed already.
    pub(crate) fn page_failed(&mut self) {
        self.stopped = true;
        if !self.turned {
            self.page = self.page.saturating_sub(1);
        }
    }

    pub(crate) fn stop(&mut self) {
        self.stopped = true;
    }

    /// The next page; `None` behind the last one and behind an error.
    pub(crate) fn poll_answer(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<WholeResponse, Error>>> {
        if self.stopped {
            return Poll::Ready(None);
        }
        if let Some(answered) = self.arrived.take() {
            return Poll::Ready(Some(Ok(answered)));
        }
        if let Some(problem) = self.problem.take() {
            self.stopped = true;
            return Poll::Ready(Some(Err(problem)));
        }
        let Some(request) = &self.request else {
            return Poll::Ready(None);
        };
        let asked = request.url().to_owned();
        let answered = match ready!(self.poll_fetch(cx)) {
            Ok(answered) => answered,
            // The same page is asked for again if the caller lets the listing go on.
            Err(error) => {
                self.stopped = true;
                return Poll::Ready(Some(Err(error)));
            }
        };
        self.page += 1;
        self.page_url = asked;
        self.turned = false;
        if let Some(link) = link::in_front(&answered.answer.body) {
            self.turn(Some(&link), &answered);
            if self.send(cx) {
                self.arrived = Some(answered);
                return Poll::Pending;
            }
        }
        Poll::Ready(Some(Ok(answered)))
    }

    fn poll_fetch(&mut self, cx: &mut Context<'_>) -> Poll<Result<WholeResponse, Error>> {
        match self.fetch.take() {
            Some(Fetch::Done(result)) => Poll::Ready(result),
            Some(Fetch::Running(future)) => self.poll_running(future, cx),
            None => match &self.request {
                Some(request) => {
                    let (inner, request) = (self.inner.clone(), request.clone());
                    let future = Box::pin(async move { inner.answer_ahead(&request).await });
                    self.poll_running(future, cx)
                }
                None => Poll::Pending,
            },
        }
    }

    fn poll_running(
        &mut self,
        mut future: BoxFuture<'static, Result<WholeResponse, Error>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<WholeResponse, Error>> {
        let poll = Pin::new(&mut future).poll(cx);
        if poll.is_pending() {
            self.fetch = Some(Fetch::Running(future));
        }
        poll
    }

    /// Goes to where the page leads that came last, `answered`, and sends the request for it, if that has not
    /// been done. Whether the caller has to let it go out, as [`send`](Self::send) says.
    pub(crate) fn follow(
        &mut self,
        cx: &mut Context<'_>,
        link: Option<&str>,
        is_empty: bool,
        answered: &WholeResponse,
    ) -> bool {
        self.turn(link, answered);
        self.empty = if is_empty { self.empty + 1 } else { 0 };
        if self.empty >= EMPTY_IN_A_ROW && self.request.take().is_some() {
            self.fetch = None;
            let problem = ProtocolError::EmptyPages { pages: self.empty };
            self.problem = Some(problem.of_answer_to(answered.request()));
        }
        self.fetch.is_none() && self.send(cx)
    }

    /// Sends the request for the next page. If it is on its way then, the caller has to return [`Poll::Pending`] once, and is
    /// woken at once: the bytes are written by the connection's task, which on a runtime of one thread runs only then.
    fn send(&mut self, cx: &mut Context<'_>) -> bool {
        if self.request.is_none() {
            return false;
        }
        match self.poll_fetch(cx) {
            Poll::Ready(result) => {
                self.fetch = Some(Fetch::Done(result));
                false
            }
            Poll::Pending => {
                cx.waker().wake_by_ref();
                true
            }
        }
    }

    /// Goes to where the page leads that came last, without sending anything.
    pub(crate) fn turn(&mut self, link: Option<&str>, answered: &WholeResponse) {
        if std::mem::replace(&mut self.turned, true) {
            return;
        }
        let Some(asked) = self.request.take() else {
            return;
        };
        let Some(link) = link.filter(|link| !link.is_empty()) else {
            return;
        };
        let origin = &self.inner.origin;
        let problem = match link::own(origin, asked.url(), link, "next link") {
            Ok(url) if self.followed.note(&url) => {
                self.request = Some(asked.following(url));
                return;
            }
            Ok(_) => ProtocolError::LinkLoop { page: self.page },
            Err(problem) => problem,
        };
        self.problem = Some(problem.of_answer_to(answered.request()));
    }
}
