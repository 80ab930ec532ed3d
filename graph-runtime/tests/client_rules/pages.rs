//! Paging: what is asked for, in which order, with what; and links that no client should follow.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use graph_runtime::error::ProtocolError;
use graph_runtime::{Batch, Client, Error, Method, Page, Request, graph_request, graph_resource};

use crate::server::{Reply, Seen, Server, answer, json};
use crate::{client_of, failure, within};

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String, collection function delta() -> [user] }
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
    page_of_text(&format!(
        r#"{{"@odata.count":7,"value":[{members}]{link}}}"#
    ))
}

/// As Graph writes it: the link in front of the members.
fn page_with_link_in_front(origin: &str, members: &str, next: Option<usize>) -> Vec<u8> {
    let link = next.map_or(String::new(), |next| {
        format!(r#""@odata.nextLink":"{origin}/v1.0/users?$skiptoken={next}","#)
    });
    page_of_text(&format!(
        r#"{{"@odata.count":7,{link}"value":[{members}]}}"#
    ))
}

fn page_of_text(text: &str) -> Vec<u8> {
    let headers = "Content-Type: application/json\r\nrequest-id: of-the-page\r\n";
    answer("200 OK", headers, text)
}

/// A server of `pages` pages with two users each. On every other page, the link stands in front.
async fn listing(pages: usize) -> Server {
    Server::start_knowing(move |origin, seen| {
        let n = page_of(seen);
        let members = format!(r#"{{"id":"{}"}},{{"id":"{}"}}"#, 2 * n, 2 * n + 1);
        let next = (n + 1 < pages).then_some(n + 1);
        Reply::Send(match n % 2 {
            0 => page(origin, &members, next),
            _ => page_with_link_in_front(origin, &members, next),
        })
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

/// On a thread of its own: the client's does nothing else while the caller uses a page.
#[test]
fn the_next_page_is_on_its_way_while_nothing_but_the_caller_runs() {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            tell.send(listing(6).await).expect("the test is there");
            std::future::pending::<()>().await;
        });
    });
    let server = told.recv().expect("a server");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let mut pages = client_of(&server.origin()).pages(graph_request!(V1: GET /users));
        for used in 1..=5 {
            pages.next().await.expect("a page").expect("a page");
            let deadline = std::time::Instant::now() + Duration::from_secs(30);
            while server.seen().len() < used + 1 {
                assert!(std::time::Instant::now() < deadline, "page {used}");
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_pages_come_over_the_same_connection() {
    within(async {
        let server = listing(40).await;
        let users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        let task = tokio::spawn(users.collect_up_to(100));
        let users = task.await.expect("no panic").expect("users");
        assert_eq!(users.len(), 80);
        // One more may be opened while the first is not known to be free yet.
        assert!(server.connections() <= 3, "{}", server.connections());
    })
    .await;
}

#[tokio::test]
async fn a_page_that_was_not_handed_over_comes_next() {
    within(async {
        let server = listing(4).await;
        let mut pages = client_of(&server.origin()).pages(graph_request!(V1: GET /users));
        let mut urls = Vec::new();
        let mut ids = Vec::new();
        loop {
            let url = pages.next_url().map(str::to_owned);
            // Polled once and dropped, again and again: whatever is under way stays so.
            let polled = std::future::poll_fn(|cx| {
                let next = std::pin::pin!(pages.next());
                std::task::Poll::Ready(next.poll(cx))
            });
            match polled.await {
                std::task::Poll::Pending => {
                    assert_eq!(pages.next_url(), url.as_deref());
                    tokio::task::yield_now().await;
                }
                std::task::Poll::Ready(Some(page)) => {
                    let page = page.expect("a page");
                    ids.push(page.value[0].id.clone().expect("an id").to_string());
                    urls.push(url.expect("it has come"));
                }
                std::task::Poll::Ready(None) => break,
            }
        }
        assert_eq!(ids, ["0", "2", "4", "6"]);
        assert_eq!(urls[0], "/v1.0/users");
        for (n, url) in urls.iter().enumerate().skip(1) {
            assert_eq!(*url, format!("/v1.0/users?$skiptoken={n}"));
        }
        assert_eq!(server.seen().len(), 4);
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
            Error::Protocol {
                problem: ProtocolError::TooManyItems { bound: 5 },
                ..
            } => {}
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
        let error = failure(users.next().await.expect("an error"));
        let exchange = error.request().expect("it is about an answer");
        let id = exchange.client_request_id().expect("an id");
        assert_eq!(server.only().header("client-request-id"), Some(id));
        let text = error.to_string();
        let (told, advice) = text.split_once('\n').expect("advice");
        assert!(
            told.starts_with("the answer to GET /v1.0/users: the next link leads to `http://"),
            "{text}"
        );
        assert!(
            told.ends_with(&format!("[client-request-id {id}]")),
            "{text}"
        );
        assert!(advice.starts_with("help: "), "{text}");
        match error {
            Error::Protocol {
                problem: ProtocolError::ForeignLink { to, .. },
                ..
            } => assert_eq!(to, stranger.origin()),
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
            Error::Protocol {
                problem: ProtocolError::LinkLoop { page: 4 },
                ..
            } => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(server.seen().len(), 4);
    })
    .await;
}

#[tokio::test]
async fn an_odd_member_is_named_and_the_pages_behind_it_can_be_had() {
    within(async {
        for write in [page, page_with_link_in_front] {
            let server = Server::start_knowing(move |origin, seen| {
                let n = page_of(seen);
                let members = if n == 1 { r#"{"id":"b"},7"# } else { r#"{"id":"a"}"# };
                Reply::Send(write(origin, members, (n < 2).then_some(n + 1)))
            })
            .await;
            let mut users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
            users.next().await.expect("a user").expect("a user");
            let error = failure(users.next().await.expect("an error"));
            assert_eq!(error.request_id(), Some("of-the-page"));
            let exchange = error.request().expect("it went out");
            let id = exchange.client_request_id().expect("an id");
            assert_eq!(server.seen()[1].header("client-request-id"), Some(id));
            assert_eq!(
                error.to_string(),
                format!(
                    "page 2: member 2 of the answer to GET /v1.0/users (200 OK, application/json, 1 bytes) cannot be \
                     read: expected a JSON object, found a number [request-id of-the-page] [client-request-id {id}]"
                )
            );
            match error {
                Error::Decode(error) => {
                    assert_eq!((error.page(), error.member()), (Some(2), Some(2)));
                }
                other => panic!("{other:?}"),
            }
            assert!(users.next().await.is_none());
            users.resume();
            users.next().await.expect("a user").expect("a user");
            assert!(users.next().await.is_none());
            assert_eq!(server.seen().len(), 3);
        }
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
        while server.seen().len() < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(server.given_up(), 0);
        drop(users);
        // The request that was under way is cancelled: its connection is closed.
        while server.given_up() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(server.seen().len(), 2);
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
    sent(client.delta(graph_request!(V1: GET /users/delta)));
}

#[test]
fn futures_can_be_sent_between_threads() {
    fn sent<T: Send>(_: T) {}
    fn held<T: Send + Sync>() {}
    let client = client_of("http://127.0.0.1:9");
    let request: Request<Page<User>> = graph_request!(V1: GET /users);
    sent(client.send(request.clone()));
    sent(client.send_with_response(request.clone()));
    sent(client.begin(request.clone()));
    sent(client.run(Batch::new()));
    sent(client.download(Request::new(Method::GET, "/v1.0/me/photo/$value"), 0));
    sent(client.pages(request.clone()).next());
    sent(client.items(request).collect_up_to(1));
    sent(
        client
            .delta(graph_request!(V1: GET /users/delta))
            .next_page(),
    );
    held::<Client>();
    held::<Error>();
}
