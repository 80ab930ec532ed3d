//! Long-running work: monitors of one's own origin and of others, their ends, and what is kept over a restart.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use graph_runtime::{Begun, Error, Method, Monitor, RawAnswer, Request, StatusCode};

use crate::server::{Reply, Server, answer, json};
use crate::{client_of, failure, within};

fn copy() -> Request<RawAnswer> {
    Request::new(Method::POST, "/v1.0/me/drive/items/1/copy")
}

fn accepted(header: &str, monitor: &str) -> Vec<u8> {
    answer(
        "202 Accepted",
        &format!("{header}: {monitor}\r\nRetry-After: 0.01\r\n"),
        "",
    )
}

fn running(begun: Begun<RawAnswer>) -> Monitor<RawAnswer> {
    match begun {
        Begun::Running(monitor) => monitor,
        Begun::Done(answer) => panic!("{answer:?}"),
    }
}

/// A monitor that ends at the third question.
async fn monitor(end: Vec<u8>) -> Server {
    let asked = AtomicUsize::new(0);
    Server::start(move |_| {
        Reply::Send(match asked.fetch_add(1, Ordering::SeqCst) {
            0 | 1 => answer(
                "202 Accepted",
                "Retry-After: 0.05\r\nContent-Type: application/json\r\n",
                r#"{"operation":"ItemCopy","percentageComplete":27.8,"status":"inProgress"}"#,
            ),
            _ => end.clone(),
        })
    })
    .await
}

#[tokio::test]
async fn a_monitor_elsewhere_gets_no_token_and_is_asked_when_it_says() {
    within(async {
        let there = monitor(json(
            r#"{"percentageComplete":100,"resourceId":"7","status":"completed"}"#,
        ))
        .await;
        let url = format!("{}/monitor/secret", there.origin());
        let graph = Server::saying(accepted("Location", &url)).await;
        let client = client_of(&graph.origin());
        let monitor = running(client.begin(copy()).await.expect("a monitor"));
        assert!(!format!("{monitor:?}").contains("secret"));

        let operation = client.check(&monitor).await.expect("an operation");
        assert_eq!(
            (operation.status(), operation.percent(), operation.is_done()),
            ("inProgress", Some(27.8), false)
        );

        // After a restart.
        let text = serde_json::to_string(&monitor).expect("JSON");
        let monitor: Monitor<RawAnswer> = serde_json::from_str(&text).expect("a monitor");
        let begun = Instant::now();
        let operation = client_of(&graph.origin())
            .wait_for(&monitor)
            .await
            .expect("an operation");
        assert!(begun.elapsed() >= Duration::from_millis(50));
        assert_eq!(
            (operation.status(), operation.resource_id()),
            ("completed", Some("7"))
        );
        assert_eq!(there.seen().len(), 3);
        for seen in there.seen() {
            assert_eq!(seen.header("authorization"), None);
        }
    })
    .await;
}

#[tokio::test]
async fn a_monitor_of_ones_own_leads_to_the_resource() {
    within(async {
        let asked = AtomicUsize::new(0);
        let server = Server::start(move |seen| {
            let url = seen.line().split(' ').nth(1).unwrap_or_default();
            Reply::Send(match url {
                "/v1.0/me/drive/items/1/copy" => accepted("Location", "/teams('1')/operations('2')"),
                "/v1.0/teams('1')/operations('2')" => match asked.fetch_add(1, Ordering::SeqCst) {
                    0 => answer("200 OK", "Retry-After: 0\r\n", r#"{"status":"notStarted"}"#),
                    _ => json(r#"{"status":"succeeded","targetResourceId":"1","targetResourceLocation":"/teams('1')"}"#),
                },
                "/v1.0/teams('1')" => json(r#"{"id":"1"}"#),
                other => panic!("{other}"),
            })
        })
        .await;
        let client = client_of(&server.origin());
        let monitor = running(client.begin(copy()).await.expect("a monitor"));
        let operation = client.wait_for(&monitor).await.expect("an operation");
        let team = client.result(&operation).await.expect("a team");
        assert_eq!(&team.body[..], br#"{"id":"1"}"#);
        for seen in server.seen() {
            assert!(seen.header("authorization").is_some());
        }
    })
    .await;
}

#[tokio::test]
async fn work_that_fails_is_an_error_with_what_the_operation_says() {
    within(async {
        let failed = r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"Name already exists"}}"#;
        let there = monitor(json(failed)).await;
        let graph = Server::saying(accepted("Operation-Location", &format!("{}/secret", there.origin()))).await;
        let client = client_of(&graph.origin());
        let monitor = running(client.begin(copy()).await.expect("a monitor"));
        let error = failure(client.wait_for(&monitor).await);
        assert_eq!(error.service().map(|error| error.code()), Some("nameAlreadyExists"));
        assert!(!crate::everything_of(&error).contains("secret"));
    })
    .await;
}

#[tokio::test]
async fn what_is_done_at_once_has_no_monitor() {
    within(async {
        let server = Server::saying(json(r#"{"id":"1"}"#)).await;
        match client_of(&server.origin())
            .begin(copy())
            .await
            .expect("an answer")
        {
            Begun::Done(answer) => assert_eq!(answer.status, StatusCode::OK),
            Begun::Running(monitor) => panic!("{monitor:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_monitor_in_plain_http_is_refused() {
    within(async {
        let server = Server::saying(accepted("Location", "http://evil.example/monitor")).await;
        let client = client_of(&server.origin());
        let monitor = running(client.begin(copy()).await.expect("a monitor"));
        let error = failure(client.check(&monitor).await);
        assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
    })
    .await;
}
