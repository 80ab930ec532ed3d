//! Faults, scripted and random, as a client sees them on the wire.

#![allow(clippy::unwrap_used)]

mod common;

use std::time::{Duration, Instant};

use common::{Client, in_time};
use graph_emulator::{DEFAULT_TOKEN, Emulator, Fault, On, RandomFaults};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn started() -> (Emulator, Client) {
    let builder = Emulator::builder().seed("/beta/users/1", json!({"a": 1}));
    let emulator = in_time(builder.start()).await.unwrap();
    let client = Client::connect(&emulator).await;
    (emulator, client)
}

/// What a request gets, until the connection ends or nothing more has come for a while.
async fn raw(emulator: &Emulator, method: &str) -> (Vec<u8>, std::io::Result<()>) {
    let mut stream = TcpStream::connect(emulator.address()).await.unwrap();
    let body = r#"{"a":2}"#;
    let head = format!(
        "{method} /beta/users/1 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {DEFAULT_TOKEN}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut got = Vec::new();
    let mut piece = vec![0; 65_536];
    loop {
        match tokio::time::timeout(Duration::from_millis(400), stream.read(&mut piece)).await {
            Err(_) => return (got, Err(std::io::ErrorKind::TimedOut.into())),
            Ok(Ok(0)) => return (got, Ok(())),
            Ok(Ok(length)) if got.len() > 10_000_000 => {
                got.extend_from_slice(&piece[..length]);
                return (got, Err(std::io::ErrorKind::FileTooLarge.into()));
            }
            Ok(Ok(length)) => got.extend_from_slice(&piece[..length]),
            Ok(Err(error)) => return (got, Err(error)),
        }
    }
}

#[tokio::test]
async fn statuses_are_answered_instead() {
    let (emulator, mut client) = started().await;
    emulator.fault(On::any(), Fault::throttled().retry_after("2.128"));
    emulator.fault(On::any(), Fault::status(503).retry_after("soon"));
    emulator.fault(
        On::any(),
        Fault::status(504).retry_after_date(Duration::from_secs(5)),
    );
    emulator.fault(On::any(), Fault::claims_challenge("eyJ4"));
    emulator.fault(On::any(), Fault::redirect("http://127.0.0.1:1/x"));
    emulator.fault(On::any(), Fault::status(502).body("text/html", "<html>"));

    let patch = json!({"a": 2});
    let throttled = client.write("PATCH", "/beta/users/1", patch.clone()).await;
    assert_eq!(
        (throttled.status, throttled.header("retry-after")),
        (429, Some("2.128"))
    );
    assert_eq!(throttled.error_code(), "TooManyRequests");
    let unavailable = client.write("PATCH", "/beta/users/1", patch.clone()).await;
    assert_eq!(
        (unavailable.status, unavailable.header("retry-after")),
        (503, Some("soon"))
    );
    let late = client.write("PATCH", "/beta/users/1", patch.clone()).await;
    assert!(late.header("retry-after").unwrap().ends_with(" GMT"));
    let challenged = client.get("/beta/users/1").await;
    let challenge = challenged.header("www-authenticate").unwrap();
    assert!(challenge.contains("error=\"insufficient_claims\", claims=\"eyJ4\""));
    let redirected = client.get("/beta/users/1").await;
    assert_eq!(
        (redirected.status, redirected.header("location")),
        (302, Some("http://127.0.0.1:1/x"))
    );
    let html = client.get("/beta/users/1").await;
    assert_eq!((html.status, html.body.as_slice()), (502, &b"<html>"[..]));
    assert_eq!(html.header("content-type"), Some("text/html"));

    assert_eq!(client.get("/beta/users/1").await.json()["a"], 1);
    let requests = emulator.requests();
    let met: Vec<_> = requests
        .iter()
        .map(|request| (request.fault(), request.retry_after(), request.status()))
        .collect();
    let wait = Duration::from_secs_f64(2.128);
    assert_eq!(met[0], (Some("429"), Some(wait), 429));
    assert_eq!(met[1], (Some("503"), None, 503));
    assert_eq!(met[2], (Some("504"), Some(Duration::from_secs(5)), 504));
    assert_eq!(met[3], (Some("claims challenge"), None, 401));
    assert_eq!(met[6], (None, None, 200));
    assert!(
        requests
            .windows(2)
            .all(|pair| pair[0].responded() <= pair[1].arrived())
    );
}

#[tokio::test]
async fn rules_choose_their_requests() {
    let (emulator, mut client) = started().await;
    emulator.fault(
        On::request("PATCH", "/beta/users/*").after(1).times(2),
        Fault::status(503),
    );
    emulator.fault(
        On::path("/beta/users/1?*page=2*").always(),
        Fault::status(504),
    );
    emulator.fault(On::path("*").without_header("x-needed"), Fault::status(400));
    assert_eq!(client.get("/beta/users/1").await.status, 400);
    assert_eq!(client.get("/beta/users/1").await.status, 200);
    for expected in [200, 503, 503, 200] {
        let response = client.write("PATCH", "/beta/users/1", json!({})).await;
        assert_eq!(response.status, expected);
    }
    for _ in 0..2 {
        assert_eq!(client.get("/beta/users/1?page=2&x").await.status, 504);
    }
    emulator.clear_faults();
    assert_eq!(client.get("/beta/users/1?page=2&x").await.status, 200);
}

#[tokio::test]
async fn connections_are_reset_before_after_and_within() {
    for (fault, name, status, is_done) in [
        (Fault::reset_before(), "reset before", 0, false),
        (Fault::reset_after(), "reset after", 200, true),
        (Fault::reset_within(), "reset within", 200, true),
    ] {
        let (emulator, mut client) = started().await;
        emulator.fault(On::any(), fault);
        let (got, end) = raw(&emulator, "PATCH").await;
        assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
        assert_eq!(!got.is_empty(), name == "reset within");
        let request = &emulator.requests()[0];
        assert_eq!((request.fault(), request.status()), (Some(name), status));
        let now = client.get("/beta/users/1").await.json();
        assert_eq!(now["a"] == 2, is_done, "{name}");
    }
}

#[tokio::test]
async fn bodies_come_short_or_late_or_never_end() {
    let (emulator, _client) = started().await;
    let text = |got: &[u8]| String::from_utf8_lossy(got).into_owned();

    emulator.fault(On::any(), Fault::truncated());
    let (got, end) = raw(&emulator, "GET").await;
    assert!(
        end.is_ok() && text(&got).contains(&format!("content-length: {}\r\n", 16 + 100)),
        "{}",
        text(&got)
    );

    emulator.fault(On::any(), Fault::silent());
    let (got, end) = raw(&emulator, "PATCH").await;
    assert_eq!(
        (got.len(), end.unwrap_err().kind()),
        (0, std::io::ErrorKind::TimedOut)
    );
    assert_eq!(emulator.get("/beta/users/1").unwrap()["a"], 2);

    for fault in [
        Fault::slow_head(Duration::from_millis(300)),
        Fault::slow_body(Duration::from_millis(300)),
        Fault::late(Duration::from_millis(300)),
    ] {
        let start = Instant::now();
        emulator.fault(On::any(), fault);
        let (got, _) = raw(&emulator, "GET").await;
        assert!(
            text(&got).ends_with(r#"{"a":2,"id":"1"}"#),
            "{}",
            text(&got)
        );
        assert!(start.elapsed() >= Duration::from_millis(280));
    }

    for fault in [Fault::endless(), Fault::endless_head()] {
        emulator.fault(On::any(), fault);
        let (_, end) = raw(&emulator, "GET").await;
        assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::FileTooLarge);
    }
    emulator.fault(On::any(), Fault::huge(1_000_000));
    let (got, end) = raw(&emulator, "GET").await;
    let start = got
        .windows(4)
        .position(|bytes| bytes == b"\r\n\r\n")
        .unwrap()
        + 4;
    assert!(end.is_ok());
    assert_eq!(got.len() - start, 1_000_000);
    assert!(serde_json::from_slice::<String>(&got[start..]).is_ok());

    emulator.fault(On::any(), Fault::raw("\x16\x03\x01"));
    assert_eq!(raw(&emulator, "GET").await.0, b"\x16\x03\x01");
}

#[tokio::test]
async fn right_answers_get_wrong_headers() {
    let (emulator, mut client) = started().await;
    emulator.fault(On::any(), Fault::content_type("text/plain"));
    emulator.fault(On::any(), Fault::gzip_claim());
    emulator.fault(
        On::any(),
        Fault::with_header("x-own", "1").header("request-id", "none"),
    );
    emulator.fault(On::any(), Fault::looping_link());
    let response = client.get("/beta/users/1").await;
    assert_eq!(response.header("content-type"), Some("text/plain"));
    assert_eq!(
        client.get("/beta/users/1").await.header("content-encoding"),
        Some("gzip")
    );
    let response = client.get("/beta/users/1").await;
    assert_eq!(
        (response.header("x-own"), response.header("request-id")),
        (Some("1"), Some("none"))
    );
    let looping = client.get("/beta/users/1?x=1").await.json();
    assert_eq!(
        looping["@odata.nextLink"],
        format!("{}/beta/users/1?x=1", emulator.url())
    );
}

#[tokio::test]
async fn random_faults_repeat() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let builder = Emulator::builder().seed("/beta/users/1", json!({"a": 1}));
        let faults = RandomFaults::seeded(5)
            .rate(0.3)
            .with(1, Fault::throttled());
        let emulator = builder.random_faults(faults).start().await.unwrap();
        let mut client = Client::connect(&emulator).await;
        let mut statuses = Vec::new();
        for number in 0..50 {
            statuses.push(
                client
                    .get(&format!("/beta/users/1?n={number}"))
                    .await
                    .status,
            );
        }
        runs.push(statuses);
    }
    assert_eq!(runs[0], runs[1]);
    let faults = runs[0].iter().filter(|status| **status == 429).count();
    assert!((5..25).contains(&faults), "{faults}");
}

#[tokio::test]
async fn the_storage_is_another_origin() {
    let (emulator, _client) = started().await;
    assert_ne!(emulator.url(), emulator.storage_url());
    let address = emulator.storage_url().replace("http://", "");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(b"GET /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut got = String::new();
    in_time(stream.read_to_string(&mut got)).await.unwrap();
    assert!(got.starts_with("HTTP/1.1 404"), "{got}");
    assert!(emulator.requests()[0].is_at_storage());
}
