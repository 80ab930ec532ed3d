//! Long-running work: monitors of one's own origin and of others, their ends, and what is kept over a restart.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use graph_runtime::request::RawResponse;
use graph_runtime::transfer::{Accepted, Monitor, OperationStatus, UploadSession};
use graph_runtime::{Error, Method, Request, Retry, StatusCode};

use crate::server::{Reply, Server, answer, json};
use crate::{builder_of, client_of, failure, within};

fn copy() -> Request<RawResponse> {
    Request::new(Method::POST, "/v1.0/me/drive/items/1/copy")
}

fn accepted(header: &str, monitor: &str) -> Vec<u8> {
    answer(
        "202 Accepted",
        &format!("{header}: {monitor}\r\nRetry-After: 0.01\r\n"),
        "",
    )
}

fn running(begun: Accepted<RawResponse>) -> Monitor<RawResponse> {
    match begun {
        Accepted::Running(monitor) => monitor,
        other => panic!("{other:?}"),
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
        let monitor: Monitor<RawResponse> = serde_json::from_str(&text).expect("a monitor");
        let begun = Instant::now();
        let operation = client_of(&graph.origin())
            .wait_for(&monitor)
            .await
            .expect("an operation");
        assert!(begun.elapsed() >= Duration::from_secs(2));
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
            Accepted::Done(answer) => assert_eq!(answer.status, StatusCode::OK),
            other => panic!("{other:?}"),
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

/// How the work stands whose monitor responds like this.
async fn asked(reply: Vec<u8>) -> Result<OperationStatus<RawResponse>, Error> {
    let there = Server::saying(reply).await;
    let url = format!("{}/secret", there.origin());
    let graph = Server::saying(accepted("Location", &url)).await;
    let client = client_of(&graph.origin());
    let monitor = running(client.begin(copy()).await.expect("a monitor"));
    client.check(&monitor).await
}

#[tokio::test]
async fn every_final_status_ends_the_work() {
    within(async {
        for (status, is_done, is_partial) in [
            ("partiallySucceeded", true, true),
            ("completedWithErrors", true, true),
            ("skipped", true, false),
            ("Succeeded", true, false),
            ("complete", true, false),
            ("running", false, false),
            ("deletePending", false, false),
            ("unknownFutureValue", false, false),
        ] {
            let body = format!(r#"{{"status":"{status}","error":null}}"#);
            let operation = asked(json(body)).await.expect("an operation");
            assert_eq!(operation.status(), status);
            assert_eq!(operation.is_done(), is_done, "{status}");
            assert_eq!(operation.is_partial(), is_partial, "{status}");
        }
        for status in [
            "timedOut",
            "submissionFailed",
            "deleteFailed",
            "Cancelled",
            "invalid",
            "uploadFailed",
        ] {
            let error = failure(asked(json(format!(r#"{{"status":"{status}"}}"#))).await);
            assert_eq!(error.service().map(|error| error.code()), Some(status));
            assert!(error.to_string().contains(status), "{error}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_unknown_status_ends_with_100_percent_or_an_error() {
    within(async {
        for body in [
            r#"{"status":"sealed","percentageComplete":100}"#,
            r#"{"status":"sealed","percentComplete":"100"}"#,
            r#"{"status":"sealed","percentProgress":100}"#,
            r#"{"status":"sealed","percentageCompleted":100.0}"#,
        ] {
            let operation = asked(json(body)).await.expect("an operation");
            assert!(operation.is_done(), "{body}");
            assert_eq!(operation.percent(), Some(100.0));
        }
        let body = r#"{"status":"sealed","error":{"code":"quotaLimitReached","message":"Full"}}"#;
        let error = failure(asked(json(body)).await);
        assert_eq!(error.service().map(|error| error.code()), Some("quotaLimitReached"));
        let body = r#"{"status":"failed","errorCode":"nameAlreadyExists","statusDescription":"There is one"}"#;
        let error = failure(asked(json(body)).await);
        let service = error.service().expect("the service's");
        assert_eq!((service.code(), service.message()), ("nameAlreadyExists", "There is one"));
    })
    .await;
}

/// How far the requests to a monitor are apart that responds in turn like this, and then is done.
async fn paces(replies: Vec<Vec<u8>>, retry: Retry) -> Vec<Duration> {
    let times = Arc::new(Mutex::new(Vec::new()));
    let noted = times.clone();
    let there = Server::start(move |_| {
        let mut times = noted.lock().expect("no panic");
        let reply = replies.get(times.len()).cloned();
        times.push(Instant::now());
        Reply::Send(reply.unwrap_or_else(|| json(r#"{"status":"completed"}"#)))
    })
    .await;
    let text = format!(r#"{{"monitor":"{}/secret"}}"#, there.origin());
    let monitor: Monitor<RawResponse> = serde_json::from_str(&text).expect("a monitor");
    let client = builder_of("http://127.0.0.1:9")
        .retry(retry)
        .build()
        .expect("a client");
    client.wait_for(&monitor).await.expect("an operation");
    let times = times.lock().expect("no panic");
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[tokio::test]
async fn a_monitor_is_never_asked_faster_than_once_a_second() {
    within(async {
        let again = |header: &str| answer("202 Accepted", header, r#"{"status":"running"}"#);
        let fast = Duration::from_millis(1);
        let replies = vec![
            again("Retry-After: 0\r\n"),
            again("Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
            again(""),
        ];
        let between = paces(replies, Retry::none().backoff(fast, fast)).await;
        assert_eq!(between.len(), 3);
        // Throttling says no better when to ask.
        let throttled = answer("429 Too Many Requests", "Retry-After: 0\r\n", "");
        let retried = paces(vec![throttled], Retry::default().backoff(fast, fast)).await;
        assert_eq!(retried.len(), 1);
        for pace in between.into_iter().chain(retried) {
            assert!(pace >= Duration::from_millis(990), "{pace:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn see_other_is_the_end_and_names_the_result() {
    within(async {
        let graph = Server::start_knowing(|origin, seen| {
            let url = seen.line().split(' ').nth(1).unwrap_or_default();
            Reply::Send(match url {
                "/v1.0/me/drive/items/1/copy" => {
                    accepted("Location", &format!("{origin}/v1.0/operations/1"))
                }
                "/v1.0/operations/1" => answer(
                    "303 See Other",
                    &format!("Location: {origin}/v1.0/me/drive/items/2\r\n"),
                    "",
                ),
                "/v1.0/me/drive/items/2" => json(r#"{"id":"2"}"#),
                other => panic!("{other}"),
            })
        })
        .await;
        let client = client_of(&graph.origin());
        let own = running(client.begin(copy()).await.expect("a monitor"));
        // A monitor elsewhere names a result at home, which is read with the token.
        let home = format!("{}/v1.0/me/drive/items/2", graph.origin());
        let there = Server::saying(crate::server::redirect("303 See Other", &home)).await;
        let text = format!(r#"{{"monitor":"{}/secret"}}"#, there.origin());
        let elsewhere: Monitor<RawResponse> = serde_json::from_str(&text).expect("a monitor");
        for monitor in [own, elsewhere] {
            let operation = client.check(&monitor).await.expect("an operation");
            assert!(operation.is_done());
            let item = client.result(&operation).await.expect("an item");
            assert_eq!(&item.body[..], br#"{"id":"2"}"#);
        }
        assert!(
            graph
                .seen()
                .iter()
                .all(|seen| seen.header("authorization").is_some())
        );
        assert_eq!(there.only().header("authorization"), None);
    })
    .await;
}

#[tokio::test]
async fn a_copy_that_is_answered_with_nothing_is_accepted() {
    within(async {
        for (status, is_read) in [
            ("202 Accepted", false),
            ("204 No Content", true),
            ("200 OK", true),
        ] {
            let server = Server::saying(answer(status, "", "")).await;
            let client = client_of(&server.origin());
            // What no empty body can be read as.
            let typed = copy().decode_as::<UploadSession>();
            let begun = client.begin(typed).await.expect("accepted");
            assert!(
                matches!(begun, Accepted::Unmonitored),
                "{status}: {begun:?}"
            );
            let begun = client
                .begin(copy().decode_as::<()>())
                .await
                .expect("accepted");
            assert_eq!(
                matches!(begun, Accepted::Done(())),
                is_read,
                "{status}: {begun:?}"
            );
        }
        let server = Server::saying(answer("202 Accepted", "Location: \u{e9}\r\n", "")).await;
        let error = failure(client_of(&server.origin()).begin(copy()).await);
        assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
    })
    .await;
}
