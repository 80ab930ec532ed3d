//! Starting, recording, many at once, and stopping.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::HashSet;
use std::net::Ipv4Addr;
use std::time::Duration;

use common::{Client, in_time};
use graph_emulator::Emulator;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::task::JoinSet;

fn is_shared_by_threads<T: Send + Sync + 'static>(_: &T) {}

#[tokio::test]
async fn it_listens_on_the_loopback_interface_only() {
    let emulator = Emulator::builder().start().await.unwrap();
    is_shared_by_threads(&emulator);
    assert_eq!(emulator.address().ip(), Ipv4Addr::LOCALHOST);
    assert_eq!(
        emulator.url(),
        format!("http://127.0.0.1:{}", emulator.address().port())
    );
}

#[tokio::test]
async fn debug_shows_no_token() {
    let builder = Emulator::builder()
        .token("very-secret")
        .seed("/beta/me", json!({"a": "private"}));
    let debug = format!("{builder:?}");
    assert!(
        debug.contains("/beta/me") && !debug.contains("very-secret") && !debug.contains("private"),
        "{debug}"
    );
    let emulator = builder.start().await.unwrap();
    let mut client = Client::connect(&emulator).await;
    client.get("/beta/me").await;
    let debug = format!("{emulator:?} {:?}", emulator.requests());
    assert!(
        debug.contains("/beta/me") && !debug.contains("very-secret"),
        "{debug}"
    );
}

#[tokio::test]
async fn requests_are_recorded_as_they_came() {
    let emulator = Emulator::builder()
        .seed("/beta/me", json!({}))
        .start()
        .await
        .unwrap();
    let mut client = Client::connect(&emulator).await;
    let headers = [("Content-Type", "application/json"), ("X-Own", "1")];
    client
        .send("PATCH", "/beta/me?a=%20b", &headers, br#"{ "a" : 1 }"#)
        .await;
    client.send_bare("GET", "/beta/me", &[], b"").await;

    let requests = emulator.requests();
    let patch = &requests[0];
    assert_eq!(
        (patch.method(), patch.target(), patch.status()),
        ("PATCH", "/beta/me?a=%20b", 200)
    );
    assert_eq!((patch.path(), patch.query()), ("/beta/me", Some("a=%20b")));
    assert_eq!(
        (patch.header("x-own"), patch.body()),
        (Some("1"), &br#"{ "a" : 1 }"#[..])
    );
    assert_eq!(
        (
            requests[1].method(),
            requests[1].status(),
            requests[1].json()
        ),
        ("GET", 401, None)
    );

    assert_eq!(emulator.take_requests().len(), 2);
    assert!(emulator.requests().is_empty());
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let emulator = Emulator::builder()
        .seed("/beta/me", json!({}))
        .start()
        .await
        .unwrap();
    let mut client = Client::connect(&emulator).await;
    let authorization = format!("Authorization: Bearer {}", emulator.token());
    let request = |name| format!("GET /beta/{name} HTTP/1.1\r\n{authorization}\r\n\r\n");
    client
        .send_raw(
            [request("me"), request("you"), request("me")]
                .concat()
                .as_bytes(),
        )
        .await;
    for status in [200, 404, 200] {
        assert_eq!(client.receive(false).await.unwrap().status, status);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_lose_nothing() {
    const TASKS: usize = 64;
    const ROUNDS: usize = 50;

    let emulator = Emulator::builder()
        .seed("/beta/counters", json!([]))
        .seed("/beta/me", json!({}))
        .start()
        .await
        .unwrap();
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let mut client = Client::connect(&emulator).await;
        tasks.spawn(async move {
            let mut ids = Vec::new();
            for round in 0..ROUNDS {
                let response = match round % 5 {
                    0 => {
                        client
                            .write("POST", "/beta/counters", json!({"task": task}))
                            .await
                    }
                    1 => {
                        client
                            .write("PATCH", "/beta/me", json!({format!("p{task}"): round}))
                            .await
                    }
                    2 => client.get("/beta/me").await,
                    3 => client.get("/beta/nowhere").await,
                    _ => client.send_bare("GET", "/beta/me", &[], b"").await,
                };
                assert_eq!(response.status, [201, 200, 200, 404, 401][round % 5]);
                let body = response.json();
                match round % 5 {
                    0 => ids.push(body["id"].as_str().unwrap().to_owned()),
                    1 => assert_eq!(body[format!("p{task}")], round),
                    2 => assert_eq!(body[format!("p{task}")], round - 1),
                    _ => {}
                }
            }
            ids
        });
    }
    let ids = in_time(tasks.join_all()).await.concat();
    assert_eq!(ids.len(), TASKS * ROUNDS / 5);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    assert_eq!(
        emulator
            .get("/beta/counters")
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        ids.len()
    );
    assert_eq!(
        emulator.get("/beta/me").unwrap().as_object().unwrap().len(),
        TASKS
    );
    assert_eq!(emulator.requests().len(), TASKS * ROUNDS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropping_it_ends_everything() {
    let metrics = Handle::current().metrics();
    let tasks_before = metrics.num_alive_tasks();
    let emulator = Emulator::builder()
        .seed("/beta/me", json!({}))
        .start()
        .await
        .unwrap();
    let address = emulator.address();

    let mut idle = Client::connect(&emulator).await;
    assert_eq!(idle.get("/beta/me").await.status, 200);
    let mut halfway = Client::connect(&emulator).await;
    halfway
        .send_raw(b"PATCH /beta/me HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")
        .await;
    let mut silent = Client::connect(&emulator).await;
    drop(emulator);

    assert!(idle.is_ended().await);
    assert!(halfway.is_ended().await);
    assert!(silent.is_ended().await);
    in_time(async {
        while metrics.num_alive_tasks() > tasks_before {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        while TcpStream::connect(address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn ended_connections_leave_no_tasks() {
    let metrics = Handle::current().metrics();
    let emulator = Emulator::builder().start().await.unwrap();
    let tasks_before = metrics.num_alive_tasks();
    for _ in 0..20 {
        Client::connect(&emulator).await.get("/beta").await;
    }
    in_time(async {
        while metrics.num_alive_tasks() > tasks_before {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await;
}

#[test]
fn it_outlives_its_runtime_harmlessly() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .unwrap();
    let emulator = runtime
        .block_on(Emulator::builder().seed("/beta/me", json!({})).start())
        .unwrap();
    drop(runtime);
    assert_eq!(emulator.get("/beta/me"), Some(json!({})));
    drop(emulator);
}
