//! Paging: what is asked for, in which order, with what; and links that no client should follow.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use graph_runtime::{Error, Page, ProtocolError, Request, graph_request, graph_resource};

use crate::server::{Reply, Seen, Server, answer, json};
use crate::{client_of, failure, within};

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String }
}

/// The number that a request's `$skiptoken` says; 0 without one.
fn page_of(seen: &Seen) -> usize {
    let url = seen.line().split(' ').nth(1).unwrap_or_default();
    url.split("$skiptoken=")
        .nth(1)
        .map_or(0, |number| number.parse().expect("a number"))
}

fn page(origin: &str, members: &str, next: Option<usize>) -> Vec<u8> {
    let link = next.map_or(String::new(), |next| {
        format!(r#","@odata.nextLink":"{origin}/v1.0/users?$skiptoken={next}""#)
    });
    json(format!(r#"{{"@odata.count":7,"value":[{members}]{link}}}"#))
}

/// A server of `pages` pages with two users each.
async fn listing(pages: usize) -> Server {
    Server::start_knowing(move |origin, seen| {
        let n = page_of(seen);
        let members = format!(r#"{{"id":"{}"}},{{"id":"{}"}}"#, 2 * n, 2 * n + 1);
        Reply::Send(page(origin, &members, (n + 1 < pages).then_some(n + 1)))
    })
    .await
}

#[tokio::test]
async fn members_come_in_order_over_all_pages() {
    within(async {
        let server = listing(5).await;
        let mut users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        assert_eq!(users.count(), None);
        let mut ids = Vec::new();
        while let Some(user) = users.next().await {
            ids.push(user.expect("a user").id.clone().expect("an id").to_string());
            assert_eq!(users.count(), Some(7));
        }
        let all: Vec<_> = (0..10).map(|n| n.to_string()).collect();
        assert_eq!(ids, all);
        assert_eq!(server.seen().len(), 5);
        assert!(users.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn the_headers_of_the_request_go_with_each_page() {
    within(async {
        let server = listing(3).await;
        let request = graph_request!(V1: GET /users)
            .eventual()
            .header(
                http::HeaderName::from_static("prefer"),
                "odata.maxpagesize=2",
            )
            .expect("a header");
        let mut pages = client_of(&server.origin()).pages(request);
        while let Some(page) = pages.next().await {
            page.expect("a page");
        }
        let seen = server.seen();
        assert_eq!(seen.len(), 3);
        for seen in seen {
            assert_eq!(seen.header("consistencylevel"), Some("eventual"));
            assert_eq!(seen.header("prefer"), Some("odata.maxpagesize=2"));
            assert!(seen.header("authorization").is_some());
        }
    })
    .await;
}

#[tokio::test]
async fn one_page_is_asked_for_ahead_and_no_more() {
    within(async {
        let server = listing(9).await;
        let mut pages = client_of(&server.origin()).pages(graph_request!(V1: GET /users));
        for used in 1..=3 {
            pages.next().await.expect("a page").expect("a page");
            // Nobody polls meanwhile: the request for the next page is on its way all the same.
            while server.seen().len() < used + 1 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            assert_eq!(server.seen().len(), used + 1);
        }
    })
    .await;
}

#[tokio::test]
async fn empty_pages_are_passed_over() {
    within(async {
        let server = Server::start_knowing(|origin, seen| {
            let n = page_of(seen);
            let members = if n == 3 { r#"{"id":"a"}"# } else { "" };
            Reply::Send(page(origin, members, (n < 4).then_some(n + 1)))
        })
        .await;
        let users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        let users = users.collect_up_to(10).await.expect("users");
        assert_eq!(users.len(), 1);
        assert_eq!(server.seen().len(), 5);
    })
    .await;
}

#[tokio::test]
async fn more_members_than_the_bound_are_an_error_and_end_the_listing() {
    within(async {
        let server = listing(1_000).await;
        let users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        match failure(users.collect_up_to(5).await) {
            Error::Protocol(ProtocolError::TooManyItems { bound: 5 }) => {}
            other => panic!("{other:?}"),
        }
        assert!(server.seen().len() <= 4, "{}", server.seen().len());
    })
    .await;
}

#[tokio::test]
async fn a_link_elsewhere_is_an_error_and_nobody_there_is_asked() {
    within(async {
        let stranger = Server::saying(json(r#"{"value":[]}"#)).await;
        let there = stranger.origin();
        let server = Server::start(move |_| {
            Reply::Send(json(format!(
                r#"{{"value":[{{"id":"a"}}],"@odata.nextLink":"{there}/v1.0/users?$skiptoken=1"}}"#
            )))
        })
        .await;
        let mut users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        // What came before is not lost.
        users.next().await.expect("a user").expect("a user");
        match failure(users.next().await.expect("an error")) {
            Error::Protocol(ProtocolError::ForeignLink { to, .. }) => {
                assert_eq!(to, stranger.origin());
            }
            other => panic!("{other:?}"),
        }
        assert!(users.next().await.is_none());
        assert_eq!(stranger.connections(), 0);
    })
    .await;
}

#[tokio::test]
async fn links_in_a_circle_are_an_error() {
    within(async {
        let server = Server::start_knowing(|origin, seen| {
            let n = page_of(seen);
            Reply::Send(page(origin, r#"{"id":"a"}"#, Some(n % 3 + 1)))
        })
        .await;
        let users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        match failure(users.collect_up_to(1_000).await) {
            Error::Protocol(ProtocolError::LinkLoop { page: 4 }) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(server.seen().len(), 4);
    })
    .await;
}

#[tokio::test]
async fn an_odd_member_is_named_and_the_pages_behind_it_can_be_had() {
    within(async {
        let server = Server::start_knowing(|origin, seen| {
            let n = page_of(seen);
            let members = if n == 1 { r#"{"id":"b"},7"# } else { r#"{"id":"a"}"# };
            Reply::Send(page(origin, members, (n < 2).then_some(n + 1)))
        })
        .await;
        let mut users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        users.next().await.expect("a user").expect("a user");
        match failure(users.next().await.expect("an error")) {
            Error::Decode(error) => {
                assert_eq!((error.page(), error.member()), (Some(2), Some(2)));
                assert_eq!(
                    error.to_string(),
                    "page 2: member 2 of the answer (200 OK, application/json, 1 bytes) cannot be read: \
                     expected a JSON object, found a number"
                );
            }
            other => panic!("{other:?}"),
        }
        assert!(users.next().await.is_none());
        users.resume();
        users.next().await.expect("a user").expect("a user");
        assert!(users.next().await.is_none());
        assert_eq!(server.seen().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_did_not_come_is_asked_for_again() {
    within(async {
        let failed = Arc::new(AtomicUsize::new(0));
        let server = Server::start_knowing(move |origin, seen| {
            let n = page_of(seen);
            if n == 1 && failed.fetch_add(1, Ordering::SeqCst) == 0 {
                return Reply::Send(answer("403 Forbidden", "", ""));
            }
            let members = format!(r#"{{"id":"{n}"}}"#);
            Reply::Send(page(origin, &members, (n < 2).then_some(n + 1)))
        })
        .await;
        let mut users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        users.next().await.expect("a user").expect("a user");
        assert_eq!(
            failure(users.next().await.expect("an error")).status(),
            Some(http::StatusCode::FORBIDDEN)
        );
        assert!(users.next().await.is_none());
        users.resume();
        let rest = users.collect_up_to(10).await.expect("users");
        assert_eq!(rest.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn dropping_a_listing_ends_it() {
    within(async {
        let server = Server::start_knowing(|origin, seen| match page_of(seen) {
            0 => Reply::Send(page(origin, r#"{"id":"a"}"#, Some(1))),
            _ => Reply::Hang(Vec::new()),
        })
        .await;
        let client = client_of(&server.origin());
        let mut users = client.items(graph_request!(V1: GET /users));
        users.next().await.expect("a user").expect("a user");
        drop(users);
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(server.seen().len() <= 2);
    })
    .await;
}

#[test]
fn streams_can_be_sent_between_threads() {
    fn sent<T: Send + futures_core::Stream + Unpin>(_: T) {}
    let client = client_of("http://127.0.0.1:9");
    let request: Request<Page<User>> = graph_request!(V1: GET /users);
    sent(client.pages(request.clone()));
    sent(client.items(request));
}
