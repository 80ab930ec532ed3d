//! Time-outs: nothing that the service does, or does not do, keeps an attempt from ending.

use std::time::{Duration, Instant};

use graph_runtime::Error;
use graph_runtime::error::Phase;
use graph_runtime::request::RawResponse;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::server::{Reply, Server, json, redirect};
use crate::{builder_of, failure, get, within};

const LIMIT: Duration = Duration::from_millis(300);

/// Sends a request under the limit, and sees to it that the limit was kept.
async fn limited(server: &Server) -> Error {
    let client = builder_of(&server.origin())
        .attempt_timeout(LIMIT)
        .build()
        .expect("a client");
    let start = Instant::now();
    let error = failure(within(client.send(get::<RawResponse>("/v1.0/me"))).await);
    let took = start.elapsed();
    assert!(
        took >= LIMIT && took < Duration::from_secs(20),
        "it took {took:?}"
    );
    error
}

fn is_attempt(error: &Error) {
    assert!(
        matches!(
            error,
            Error::TimedOut {
                phase: Phase::Attempt,
                limit: LIMIT,
                ..
            }
        ),
        "{error:?}"
    );
    let text = error.to_string();
    assert!(
        text.starts_with("GET /v1.0/me took longer than 0.3 s [client-request-id "),
        "{text}"
    );
}

#[tokio::test]
async fn silence_ends() {
    for head in [
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
    ] {
        let server = Server::start(move |_| Reply::Hang(head.into())).await;
        is_attempt(&limited(&server).await);
    }
}

#[tokio::test]
async fn a_slow_drip_ends() {
    let pause = Duration::from_millis(20);
    for (head, drop) in [
        ("HTTP/1.1 200 OK\r\n\r\n", "x"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "1\r\nx\r\n",
        ),
        ("HTTP/1.1 200 OK\r\nX: ", "x"),
        ("", "HTTP/1.1 100 Continue\r\n\r\n"),
    ] {
        let server = Server::start(move |_| Reply::Repeat(head.into(), pause, drop.into())).await;
        is_attempt(&limited(&server).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_interim_answers_ends() {
    let flood = "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000);
    let server =
        Server::start(move |_| Reply::Repeat(Vec::new(), Duration::ZERO, flood.clone().into()))
            .await;
    is_attempt(&limited(&server).await);
}

#[tokio::test]
async fn redirects_share_one_attempt() {
    let server = Server::start(|seen| match seen.line() {
        line if line.contains("/slow") => Reply::Hang(Vec::new()),
        _ => Reply::Send(redirect("302 Found", "/slow")),
    })
    .await;
    is_attempt(&limited(&server).await);
}

#[tokio::test]
async fn a_refusal_that_stalls_is_still_one() {
    let head = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 50\r\n\r\n{";
    let server = Server::start(move |_| Reply::Hang(head.into())).await;
    let error = limited(&server).await;
    let service = error.service().expect("a refusal");
    assert_eq!(service.status(), 429);
    assert_eq!(service.headers()["retry-after"], "7");
}

#[tokio::test]
async fn a_handshake_that_stalls_ends() {
    // The connection comes about in the kernel's queue; nobody ever reads from it.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let client = builder_of(&format!(
        "https://{}",
        listener.local_addr().expect("an address")
    ))
    .connect_timeout(LIMIT)
    .build()
    .expect("a client");
    let error = failure(within(client.send(get::<()>("/v1.0/me"))).await);
    assert!(
        matches!(
            error,
            Error::TimedOut {
                phase: Phase::Connect,
                limit: LIMIT,
                ..
            }
        ),
        "{error:?}"
    );
    let text = error.to_string();
    assert!(
        text.starts_with("GET /v1.0/me: connecting took longer than 0.3 s"),
        "{text}"
    );
}

#[tokio::test]
async fn a_service_that_speaks_no_tls_is_a_transport_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let origin = format!("https://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .expect("a listener");
    });
    let client = builder_of(&origin).build().expect("a client");
    let error = failure(within(client.send(get::<()>("/v1.0/me"))).await);
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(
        crate::everything_of(&error).contains("InvalidContentType"),
        "{error:?}"
    );
}

#[tokio::test]
async fn the_longest_times_are_no_overflow() {
    let server = Server::saying(json("{}")).await;
    let client = builder_of(&server.origin())
        .attempt_timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .response_limit(u64::MAX)
        .build()
        .expect("a client");
    within(client.send(get::<()>("/v1.0/me")))
        .await
        .expect("an answer");
}

#[tokio::test]
async fn no_time_at_all_is_an_error() {
    let server = Server::start(|_| Reply::Hang(Vec::new())).await;
    let client = builder_of(&server.origin())
        .attempt_timeout(Duration::ZERO)
        .build()
        .expect("a client");
    let error = failure(within(client.send(get::<()>("/v1.0/me"))).await);
    assert!(matches!(error, Error::TimedOut { .. }), "{error:?}");
}
