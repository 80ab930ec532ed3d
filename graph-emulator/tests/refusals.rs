//! What is refused, with which status, and what is left of it.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Client, in_time};
use graph_emulator::{DEFAULT_TOKEN, Emulator};
use serde_json::json;

const JSON: (&str, &str) = ("Content-Type", "application/json");

async fn started() -> (Emulator, Client) {
    let builder = Emulator::builder().seed("/beta/users/1", json!({"a": 1}));
    let emulator = in_time(builder.start()).await.unwrap();
    let client = Client::connect(&emulator).await;
    (emulator, client)
}

#[tokio::test]
async fn without_the_token_nothing_is_done() {
    let emulator = Emulator::builder()
        .token("right")
        .seed("/beta/users/1", json!({}))
        .start()
        .await
        .unwrap();
    assert_eq!(emulator.token(), "right");
    let mut client = Client::connect(&emulator).await;
    for (authorization, message) in [
        (None, "Access token is empty."),
        (Some("right"), "Access token is empty."),
        (Some("Basic right"), "Access token is empty."),
        (Some("Bearer"), "Access token is empty."),
        (Some("Bearer wrong"), "Access token validation failure."),
        (
            Some("Bearer right wrong"),
            "Access token validation failure.",
        ),
    ] {
        let headers: Vec<_> = authorization
            .map(|value| ("Authorization", value))
            .into_iter()
            .collect();
        for (method, target) in [
            ("GET", "/beta/users/1"),
            ("DELETE", "/beta/users/1"),
            ("BREW", "/beta//"),
        ] {
            let response = client.send_bare(method, target, &headers, b"").await;
            assert_eq!(
                (response.status, response.error_code().as_str()),
                (401, "InvalidAuthenticationToken")
            );
            assert_eq!(response.header("www-authenticate"), Some("Bearer"));
            assert_eq!(response.json()["error"]["message"], message);
        }
    }
    let response = client
        .send_bare(
            "GET",
            "/beta/users/1",
            &[("authorization", "bearer right")],
            b"",
        )
        .await;
    assert_eq!(response.status, 200);
    assert_eq!(emulator.requests().len(), 19);
    assert_eq!(
        Emulator::builder().start().await.unwrap().token(),
        DEFAULT_TOKEN
    );
}

#[tokio::test]
async fn what_is_not_there_is_404() {
    let (_emulator, mut client) = started().await;
    for target in [
        "/",
        "/beta",
        "/beta/users/2",
        "/beta/Users/1",
        "/v1.0/users/1",
        "/beta/users/1/manager",
        "/beta/users/1/$ref",
    ] {
        for method in ["GET", "DELETE", "PATCH", "BREW", "OPTIONS"] {
            let response = client.send(method, target, &[], b"").await;
            assert_eq!(
                (response.status, response.error_code().as_str()),
                (404, "ResourceNotFound"),
                "{method} {target}"
            );
        }
    }
}

#[tokio::test]
async fn methods_that_do_not_fit_are_405() {
    let (emulator, mut client) = started().await;
    for (target, allow, methods) in [
        (
            "/beta/users/1",
            "GET, PATCH, PUT, DELETE",
            ["POST", "BREW", "OPTIONS", "get"],
        ),
        (
            "/beta/users",
            "GET, POST",
            ["PATCH", "PUT", "DELETE", "OPTIONS"],
        ),
    ] {
        for method in methods {
            // The body is beside the point, and not looked at.
            let response = client.send(method, target, &[], b"no JSON").await;
            assert_eq!(
                (response.status, response.error_code().as_str()),
                (405, "MethodNotAllowed"),
                "{method} {target}"
            );
            assert_eq!(response.header("allow"), Some(allow));
        }
    }
    let response = client.send("HEAD", "/beta/users/1", &[], b"").await;
    assert_eq!((response.status, response.body.len()), (405, 0));
    assert_eq!(
        emulator.get("/beta/users"),
        Some(json!([{"id": "1", "a": 1}]))
    );
}

#[tokio::test]
async fn bodies_that_are_not_a_json_object_are_refused() {
    let (emulator, mut client) = started().await;
    let nested = format!("{{\"a\":{}", "[".repeat(1_000_000));
    for (method, target) in [
        ("PATCH", "/beta/users/1"),
        ("PUT", "/beta/users/1"),
        ("PUT", "/beta/users/2"),
        ("POST", "/beta/users"),
    ] {
        for headers in [
            &[][..],
            &[("Content-Type", "text/plain")],
            &[("Content-Type", "application/jsonx")],
        ] {
            let response = client.send(method, target, headers, b"{}").await;
            assert_eq!(
                (response.status, response.error_code().as_str()),
                (415, "UnsupportedMediaType")
            );
        }
        for body in [
            "",
            "{",
            "[]",
            "1",
            "null",
            "<html>",
            "{} {}",
            "{\"a\":\"\u{1}\"}",
            &nested,
        ] {
            let response = client.send(method, target, &[JSON], body.as_bytes()).await;
            assert_eq!(
                (response.status, response.error_code().as_str()),
                (400, "BadRequest")
            );
        }
        let response = client
            .send(method, target, &[JSON], b"{\"a\":\"\xff\"}")
            .await;
        assert_eq!(response.status, 400);
    }
    assert_eq!(
        emulator.get("/beta/users"),
        Some(json!([{"id": "1", "a": 1}]))
    );
}

#[tokio::test]
async fn malformed_paths_are_400() {
    let (emulator, mut client) = started().await;
    let deep = "/a".repeat(1000);
    for target in [
        "/beta//1",
        "/beta/users/",
        "/beta/users/%",
        "/beta/users/%FF",
        "/beta/users('a'b')",
        "/beta/users('')",
        "*",
        &deep,
    ] {
        let response = client.get(target).await;
        assert_eq!(
            (response.status, response.error_code().as_str()),
            (400, "BadRequest"),
            "{target}"
        );
        assert_eq!(
            emulator
                .requests()
                .last()
                .map(|request| request.target().to_owned())
                .as_deref(),
            Some(target)
        );
    }
}

#[tokio::test]
async fn bodies_over_the_bound_are_413() {
    let (emulator, mut client) = started().await;
    let body = vec![b' '; 8 * 1024 * 1024 + 1];
    let response = client.send("PATCH", "/beta/users/1", &[JSON], &body).await;
    assert_eq!(
        (response.status, response.error_code().as_str()),
        (413, "RequestEntityTooLarge")
    );
    // All of it was read, so the connection goes on.
    assert_eq!(client.get("/beta/users/1").await.status, 200);
    let requests = emulator.requests();
    assert_eq!((requests[0].status(), requests[0].body().len()), (413, 0));
}

#[tokio::test]
async fn bodies_that_break_off_are_recorded() {
    let (emulator, mut client) = started().await;
    let head = format!(
        "PATCH /beta/users/1 HTTP/1.1\r\nAuthorization: Bearer {DEFAULT_TOKEN}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    client
        .send_raw(format!("{head}no length\r\n").as_bytes())
        .await;
    if let Some(response) = client.receive(false).await {
        assert_eq!(response.status, 400);
    }
    assert!(client.is_ended().await);
    let requests = emulator.requests();
    assert_eq!((requests.len(), requests[0].status()), (1, 400));
}

#[tokio::test]
async fn what_is_not_http_ends_the_connection_only() {
    let (emulator, mut client) = started().await;
    for garbage in [
        &b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GET /beta/users/1 HTTP/1.1\r\nA B: c\r\n\r\n",
    ] {
        let mut other = Client::connect(&emulator).await;
        other.send_raw(garbage).await;
        let response = other.receive(false).await;
        assert!(response.is_none_or(|response| response.status == 400));
    }
    assert_eq!(client.get("/beta/users/1").await.status, 200);
    assert_eq!(emulator.requests().len(), 1);
}

#[tokio::test]
async fn each_answer_has_ids() {
    let (_emulator, mut client) = started().await;
    let ids = [("client-request-id", "3b1f")];
    for (target, number) in [("/beta/users/1", 1), ("/beta/users/2", 2)] {
        let response = client.send("GET", target, &ids, b"").await;
        assert_eq!(
            response.header("request-id"),
            Some(format!("20000000-0000-4000-8000-{number:012}").as_str())
        );
        assert_eq!(response.header("client-request-id"), Some("3b1f"));
        if response.status == 404 {
            assert_eq!(
                response.json()["error"]["innerError"]["client-request-id"],
                "3b1f"
            );
        }
    }
    let response = client.delete("/beta/users/1").await;
    assert!(
        response.header("request-id").is_some() && response.header("client-request-id").is_none()
    );
}
