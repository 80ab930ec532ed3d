//! The bound on the size of an answer.

use std::time::Duration;

use graph_runtime::Error;
use graph_runtime::request::RawResponse;

use crate::server::{Reply, Server, answer, json};
use crate::{builder_of, failure, get, within};

const LIMIT: u64 = 100_000;

async fn limited(server: &Server) -> Result<RawResponse, Error> {
    let client = builder_of(&server.origin())
        .response_limit(LIMIT)
        .build()
        .expect("a client");
    within(client.send(get::<RawResponse>("/v1.0/me"))).await
}

fn is_too_large(result: Result<RawResponse, Error>) {
    let error = failure(result);
    assert!(
        matches!(error, Error::ResponseTooLarge { limit: LIMIT, .. }),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .contains("GET /v1.0/me is larger than 100000 bytes, the client's `response_limit`"),
        "{error}"
    );
}

fn endless(head: &str, bytes: Vec<u8>) -> impl Fn(&crate::server::Seen) -> Reply + use<> {
    let head = head.as_bytes().to_vec();
    move |_| Reply::Repeat(head.clone(), Duration::ZERO, bytes.clone())
}

#[tokio::test]
async fn the_limit_is_the_last_size_that_passes() {
    let most = usize::try_from(LIMIT).expect("a size");
    let server = Server::saying(json(vec![b'x'; most])).await;
    assert_eq!(limited(&server).await.expect("an answer").body.len(), most);
    let server = Server::saying(json(vec![b'x'; most + 1])).await;
    is_too_large(limited(&server).await);
}

#[tokio::test]
async fn an_announced_length_is_not_waited_for_or_set_aside() {
    for length in ["100001", "9999999999999", "18446744073709551613"] {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
        let server = Server::start(move |_| Reply::Hang(head.clone().into())).await;
        is_too_large(limited(&server).await);
    }
    // Nothing is announced as too long, and nothing comes: no memory goes to a promise.
    let server = Server::start(|_| {
        Reply::Close(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999\r\n\r\n".to_vec())
    })
    .await;
    let client = builder_of(&server.origin())
        .response_limit(u64::MAX)
        .build()
        .expect("a client");
    let error = failure(within(client.send(get::<RawResponse>("/v1.0/me"))).await);
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let bytes = vec![b'x'; 8192];
    let chunk = [b"2000\r\n", &bytes[..], b"\r\n"].concat();
    let server = Server::start(endless(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        chunk,
    ))
    .await;
    is_too_large(limited(&server).await);
    let server = Server::start(endless("HTTP/1.1 200 OK\r\n\r\n", bytes)).await;
    is_too_large(limited(&server).await);
}

#[tokio::test]
async fn a_refusal_without_end_is_still_one() {
    let server = Server::start(endless(
        "HTTP/1.1 500 x\r\nrequest-id: r-1\r\n\r\n",
        vec![b'x'; 8192],
    ))
    .await;
    let error = failure(limited(&server).await);
    let service = error.service().expect("a refusal");
    assert_eq!(service.status(), 500);
    assert_eq!(service.request_id(), Some("r-1"));
}

#[tokio::test]
async fn a_refusal_is_read_under_its_own_limit() {
    let body = format!(
        "{{\"error\":{{\"code\":\"x\",\"message\":\"{}\"}}}}",
        "y".repeat(500_000)
    );
    let server = Server::saying(answer("400 Bad Request", "", &body)).await;
    let client = builder_of(&server.origin()).build().expect("a client");
    let error = failure(within(client.send(get::<()>("/v1.0/me"))).await);
    assert_eq!(error.service().expect("a refusal").code(), "x");
}

#[tokio::test]
async fn headers_without_end_are_cut() {
    for (head, line) in [
        ("HTTP/1.1 200 OK\r\n", "X-Header: value\r\n"),
        (
            "HTTP/1.1 200 OK\r\nX: ",
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ),
        ("", "HTTP/1.1 200 OK"),
    ] {
        let server = Server::start(endless(head, line.repeat(100).into())).await;
        let error = failure(limited(&server).await);
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
    }
}
