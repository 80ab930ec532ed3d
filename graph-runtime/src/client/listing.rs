//! What paging is without its types: one page after the other, the next one asked for while this one is used.
//!
//! In: the request for the first page, and the link on each. Out: answers. Nothing is spawned: the request for the next
//! page goes out before this page is handed over, and dropping the listing drops it.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::Method;

use super::link::{self, Loops};
use super::{BoxFuture, Client};
use crate::answer::RawAnswer;
use crate::error::{Error, ProtocolError};
use crate::request::Request;

/// Filters that the service applies after paging empty many pages; none empties so many.
const EMPTY_IN_A_ROW: usize = 10_000;

pub(super) struct Listing {
    pub(super) client: Client,
    /// What asks for the page that comes next; `None` behind the last one.
    request: Option<Request<RawAnswer>>,
    fetch: Option<Fetch>,
    /// What comes instead of the next page.
    problem: Option<Error>,
    stopped: bool,
    page: usize,
    empty: usize,
    loops: Loops,
}

enum Fetch {
    Running(BoxFuture<'static, Result<RawAnswer, Error>>),
    Done(Result<RawAnswer, Error>),
}

impl Listing {
    pub(super) fn new(client: Client, request: Request<RawAnswer>) -> Self {
        let mut loops = Loops::new();
        if request.method() == Method::GET {
            loops.note(request.url());
        }
        Listing {
            client,
            request: Some(request),
            fetch: None,
            problem: None,
            stopped: false,
            page: 0,
            empty: 0,
            loops,
        }
    }

    /// The number of the last page that came, from 1.
    pub(super) fn page(&self) -> usize {
        self.page
    }

    /// The URL of the page that comes next.
    pub(super) fn url(&self) -> Option<&str> {
        self.request.as_ref().map(Request::url)
    }

    /// Whether all pages have come.
    pub(super) fn is_over(&self) -> bool {
        self.request.is_none() && self.problem.is_none()
    }

    /// Lets a listing go on that an error has stopped.
    pub(super) fn resume(&mut self) {
        self.stopped = false;
    }

    pub(super) fn stop(&mut self) {
        self.stopped = true;
    }

    /// The next page; `None` behind the last one and behind an error.
    pub(super) fn poll_answer(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<RawAnswer, Error>>> {
        if self.stopped {
            return Poll::Ready(None);
        }
        if let Some(problem) = self.problem.take() {
            self.stopped = true;
            return Poll::Ready(Some(Err(problem)));
        }
        if self.request.is_none() {
            return Poll::Ready(None);
        }
        let result = ready!(self.poll_fetch(cx));
        match result {
            Ok(_) => self.page += 1,
            // The same page is asked for again if the caller lets the listing go on.
            Err(_) => self.stopped = true,
        }
        Poll::Ready(Some(result))
    }

    fn poll_fetch(&mut self, cx: &mut Context<'_>) -> Poll<Result<RawAnswer, Error>> {
        match self.fetch.take() {
            Some(Fetch::Done(result)) => Poll::Ready(result),
            Some(Fetch::Running(future)) => self.poll_running(future, cx),
            None => match &self.request {
                Some(request) => {
                    let (client, request) = (self.client.clone(), request.clone());
                    let future = Box::pin(async move { client.answer_ahead(&request).await });
                    self.poll_running(future, cx)
                }
                None => Poll::Pending,
            },
        }
    }

    fn poll_running(
        &mut self,
        mut future: BoxFuture<'static, Result<RawAnswer, Error>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<RawAnswer, Error>> {
        let poll = Pin::new(&mut future).poll(cx);
        if poll.is_pending() {
            self.fetch = Some(Fetch::Running(future));
        }
        poll
    }

    /// Goes to where the page leads that came last, and sends the request for it.
    pub(super) fn follow(&mut self, cx: &mut Context<'_>, link: Option<&str>, is_empty: bool) {
        self.turn(link, is_empty);
        if self.request.is_some()
            && let Poll::Ready(result) = self.poll_fetch(cx)
        {
            self.fetch = Some(Fetch::Done(result));
        }
    }

    /// Goes to where the page leads that came last, without sending anything.
    pub(super) fn turn(&mut self, link: Option<&str>, is_empty: bool) {
        let Some(asked) = self.request.take() else {
            return;
        };
        self.empty = if is_empty { self.empty + 1 } else { 0 };
        let Some(link) = link.filter(|link| !link.is_empty()) else {
            return;
        };
        let origin = &self.client.inner.origin;
        let problem = match link::own(origin, asked.url(), link, "next link") {
            Ok(_) if self.empty >= EMPTY_IN_A_ROW => {
                ProtocolError::EmptyPages { pages: self.empty }
            }
            Ok(url) if self.loops.note(&url) => {
                self.request = Some(asked.following(url));
                return;
            }
            Ok(_) => ProtocolError::LinkLoop { page: self.page },
            Err(problem) => problem,
        };
        self.problem = Some(problem.into());
    }
}
