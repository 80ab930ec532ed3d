//! Retries, pauses and the limit on what is in flight, as a service sees them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use graph_runtime::error::Refusal;
use graph_runtime::request::{Body, RawResponse};
use graph_runtime::{Client, Error, Method, Request, Retry, StatusCode};
use tokio::sync::Barrier;

use crate::server::{Reply, Seen, Server, answer, json};
use crate::{at_once, builder_of, failure, get, within};

const QUICK: Duration = Duration::from_millis(1);

fn patient(server: &Server) -> Client {
    builder_of(&server.origin())
        .retry(Retry::default().backoff(QUICK, QUICK))
        .build()
        .expect("a client")
}

fn busy(status: &str, retry_after: &str) -> Vec<u8> {
    answer(
        status,
        &format!("Retry-After: {retry_after}\r\nrequest-id: r-1\r\n"),
        "",
    )
}

/// Says each of `first` once, and then yes.
async fn then_well(first: Vec<Reply>) -> Server {
    let first = Mutex::new(first.into_iter());
    Server::start(move |_| {
        let next = first.lock().expect("no test has panicked").next();
        next.unwrap_or_else(|| Reply::Send(json("{}")))
    })
    .await
}

fn post() -> Request<RawResponse> {
    Request::new(Method::POST, "/v1.0/users").with_body(Body::json("{\"a\":1}"))
}

#[tokio::test]
async fn what_is_throttled_comes_back_after_the_time_and_not_before() {
    let server = then_well(vec![Reply::Send(busy("429 Too Many Requests", "0.328"))]).await;
    let start = Instant::now();
    within(patient(&server).send(post()))
        .await
        .expect("an answer");
    assert!(
        start.elapsed() >= Duration::from_millis(328),
        "{:?}",
        start.elapsed()
    );

    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    let numbers: Vec<_> = seen
        .iter()
        .map(|seen| seen.header("retry-attempt"))
        .collect();
    assert_eq!(numbers, [None, Some("1")]);
    assert_eq!(seen[0].body, seen[1].body);
    let id = |seen: &Seen| seen.header("client-request-id").map(str::to_owned);
    assert_eq!(id(&seen[0]), id(&seen[1]));
}

#[tokio::test]
async fn what_breaks_off_is_sent_again_unless_it_might_be_done_twice() {
    let broken = || {
        vec![Reply::Close(
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".to_vec(),
        )]
    };
    for method in [Method::GET, Method::PATCH, Method::PUT, Method::DELETE] {
        let server = then_well(broken()).await;
        let request = Request::<()>::new(method, "/v1.0/me");
        within(patient(&server).send(request))
            .await
            .expect("an answer");
        assert_eq!(server.seen().len(), 2);
    }
    let server = then_well(broken()).await;
    let error = failure(within(patient(&server).send(post())).await);
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.request().expect("a request").in_doubt());
    server.only();

    let server = then_well(broken()).await;
    within(patient(&server).send(post().may_repeat()))
        .await
        .expect("an answer");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_service_that_stays_busy_is_an_error_with_the_number_of_attempts() {
    let server = Server::saying(busy("503 Service Unavailable", "0")).await;
    let error = failure(within(patient(&server).send(get::<()>("/v1.0/me?$top=1"))).await);
    assert_eq!(server.seen().len(), 6);
    assert_eq!(error.refusal(), Some(Refusal::Unavailable));
    let exchange = error.request().expect("a request");
    assert_eq!(
        (exchange.attempts(), exchange.request_id()),
        (6, Some("r-1"))
    );
    let text = error.to_string();
    assert!(
        text.starts_with(
            "GET /v1.0/me was answered 503 Service Unavailable after 6 attempts with nothing in the body [request-id r-1] [client-request-id "
        ),
        "{text}"
    );
}

#[tokio::test]
async fn a_wait_beyond_the_budget_is_not_waited_for_and_nobody_else_goes() {
    let server = Server::saying(busy("429 Too Many Requests", "3600")).await;
    let client = patient(&server);
    let error = failure(within(client.send(get::<()>("/v1.0/me"))).await);
    assert_eq!(error.refusal(), Some(Refusal::Throttled));
    let error = failure(within(client.send(get::<()>("/v1.0/users"))).await);
    assert!(
        matches!(&error, Error::Paused { remaining, .. } if *remaining > Duration::from_secs(3500)),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .starts_with("GET /v1.0/users was not sent: the service asked for a pause, 3"),
        "{error}"
    );
    server.only();
}

#[tokio::test]
async fn what_failed_for_the_moment_is_sent_again_unless_it_might_be_done_twice() {
    for status in [
        "408 Request Timeout",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "509 Bandwidth Limit Exceeded",
    ] {
        for method in [Method::GET, Method::PATCH, Method::PUT, Method::DELETE] {
            let server = then_well(vec![Reply::Send(busy(status, "0.05"))]).await;
            let start = Instant::now();
            let request = Request::<()>::new(method, "/v1.0/me");
            within(patient(&server).send(request))
                .await
                .expect("an answer");
            assert!(start.elapsed() >= Duration::from_millis(50), "{status}");
            assert_eq!(server.seen().len(), 2, "{status}");
        }
        let server = then_well(vec![Reply::Send(busy(status, "0"))]).await;
        let error = failure(within(patient(&server).send(post())).await);
        let text = error.to_string();
        assert!(text.contains(&status[..3]), "{text}");
        server.only();
    }
}

#[tokio::test]
async fn the_statuses_that_are_retried_are_a_setting() {
    let retry = Retry::default().backoff(QUICK, QUICK);
    let retry = retry.statuses([StatusCode::LOCKED, StatusCode::UNAUTHORIZED]);
    for (status, requests) in [
        ("423 Locked", 2),
        ("429 Too Many Requests", 1),
        ("500 No", 1),
    ] {
        let server = then_well(vec![Reply::Send(busy(status, "0"))]).await;
        let client = builder_of(&server.origin()).retry(retry).build();
        let sent = within(client.expect("a client").send(get::<()>("/v1.0/me"))).await;
        assert_eq!(sent.is_ok(), requests == 2, "{status}");
        assert_eq!(server.seen().len(), requests, "{status}");
    }
}

#[tokio::test]
async fn of_joined_times_the_shortest_is_waited_for_and_no_less() {
    for value in [
        "0.2,3600",
        "3600, 0.2",
        "0.2\r\nRetry-After: 3600",
        "0.2, Fri, 01 Jan 2100 00:00:00 GMT",
    ] {
        let server = then_well(vec![Reply::Send(busy("429 Too Many Requests", value))]).await;
        let start = Instant::now();
        within(patient(&server).send(get::<()>("/v1.0/me")))
            .await
            .expect("an answer");
        assert!(start.elapsed() >= Duration::from_millis(200), "{value:?}");
    }
}

#[tokio::test]
async fn a_hundred_tasks_do_not_each_find_out_alone() {
    const PAUSE: Duration = Duration::from_millis(400);
    let throttled_at = Arc::new(Mutex::new(None::<Instant>));
    let early = Arc::new(AtomicUsize::new(0));
    let server = Server::start({
        let (throttled_at, early) = (throttled_at.clone(), early.clone());
        move |_| {
            let mut at = throttled_at.lock().expect("no test has panicked");
            match *at {
                None => {
                    *at = Some(Instant::now());
                    Reply::Send(busy("429 Too Many Requests", "0.4"))
                }
                Some(at) => {
                    if at.elapsed() < PAUSE {
                        early.fetch_add(1, Ordering::SeqCst);
                    }
                    Reply::Send(json("{}"))
                }
            }
        }
    })
    .await;
    let client = builder_of(&server.origin())
        .retry(Retry::default())
        .in_flight_limit(1)
        .build()
        .expect("a client");
    for result in at_once(&client, 100).await {
        result.expect("an answer");
    }
    assert_eq!(server.seen().len(), 101);
    assert_eq!(early.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn no_more_are_in_flight_than_the_limit_and_who_is_dropped_makes_room() {
    let server = Server::start(|seen| match seen.line() {
        line if line.contains("/never") => Reply::Hang(Vec::new()),
        _ => Reply::Send(json("{}")),
    })
    .await;
    let client = builder_of(&server.origin())
        .in_flight_limit(2)
        .build()
        .expect("a client");
    let hanging: Vec<_> = (0..2)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(get::<()>("/v1.0/never")).await })
        })
        .collect();
    while server.seen().len() < 2 {
        tokio::time::sleep(QUICK).await;
    }
    let third = client.send(get::<()>("/v1.0/me"));
    let waited = tokio::time::timeout(Duration::from_millis(100), third).await;
    assert!(waited.is_err(), "it did not wait");
    assert_eq!(server.seen().len(), 2);
    for task in hanging {
        task.abort();
    }
    within(client.send(get::<()>("/v1.0/me")))
        .await
        .expect("an answer");
}

#[tokio::test]
async fn as_many_as_the_limit_are_in_flight() {
    let barrier = Arc::new(Barrier::new(8));
    let server = Server::start(move |_| Reply::Together(barrier.clone(), json("{}"))).await;
    let client = builder_of(&server.origin())
        .in_flight_limit(8)
        .build()
        .expect("a client");
    for result in at_once(&client, 16).await {
        result.expect("an answer");
    }
}

#[tokio::test]
async fn a_changed_entity_is_a_value_to_match_on() {
    for (status, refusal) in [
        ("409 Conflict", Refusal::Conflict),
        ("412 Precondition Failed", Refusal::PreconditionFailed),
        ("423 Locked", Refusal::Locked),
        ("404 Not Found", Refusal::NotFound),
        ("410 Gone", Refusal::Gone),
    ] {
        let server = Server::saying(answer(status, "", "")).await;
        let request = Request::<()>::new(Method::PATCH, "/v1.0/users/1").if_match("W/\"1\"");
        let error = failure(within(patient(&server).send(request)).await);
        assert_eq!(error.refusal(), Some(refusal));
        assert_eq!(server.only().header("if-match"), Some("W/\"1\""));
    }
}
