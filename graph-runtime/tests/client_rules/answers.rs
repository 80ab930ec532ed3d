//! What comes back: answers as promised, answers that are something else, and refusals.

use graph_runtime::edm::Json;
use graph_runtime::request::RawResponse;
use graph_runtime::{Error, Method, Page, Request};

use crate::server::{Reply, Server, answer, json};
use crate::{client_of, failure, get, within};

type Things = Page<Json>;

async fn says<R: graph_runtime::request::Decode>(reply: Vec<u8>) -> Result<R, Error> {
    let server = Server::saying(reply).await;
    within(client_of(&server.origin()).send(get("/v1.0/me?$search=private"))).await
}

async fn closes_with(reply: impl Into<Vec<u8>>) -> Error {
    let reply = reply.into();
    let server = Server::start(move |_| Reply::Close(reply.clone())).await;
    let request = get::<RawResponse>("/v1.0/me?$search=private");
    let error = failure(within(client_of(&server.origin()).send(request)).await);
    let text = crate::everything_of(&error);
    assert!(!text.contains("private"), "{text}");
    assert!(!text.contains("secret body"), "{text}");
    error
}

#[tokio::test]
async fn an_answer_comes_with_status_and_headers() {
    let server = Server::saying(answer(
        "201 Created",
        "ETag: \"1\"\r\nX-Secret: value\r\n",
        "text",
    ))
    .await;
    let response =
        within(client_of(&server.origin()).send_with_response(get::<bytes::Bytes>("/v1.0/me")))
            .await
            .expect("an answer");
    assert_eq!(response.status, 201);
    assert_eq!(response.headers["etag"], "\"1\"");
    assert_eq!(response.body, "text");
    let shown = format!("{response:?}");
    assert!(
        shown.contains("201") && shown.contains("x-secret"),
        "{shown}"
    );
    assert!(
        !shown.contains("value") && !shown.contains("text"),
        "{shown}"
    );
}

#[tokio::test]
async fn an_answer_may_be_chunked() {
    let reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: x\r\n\r\n";
    let body = says::<bytes::Bytes>(reply.into()).await.expect("an answer");
    assert_eq!(body, "abcde");
}

#[tokio::test]
async fn no_content_is_no_object() {
    assert_eq!(
        says::<Option<Things>>(answer("204 No Content", "", ""))
            .await
            .expect("an answer"),
        None
    );
    assert_eq!(
        says::<Option<Things>>(json("")).await.expect("an answer"),
        None
    );
    says::<()>(answer("204 No Content", "", ""))
        .await
        .expect("an answer");
    says::<()>(answer("202 Accepted", "", "whatever"))
        .await
        .expect("an answer");
}

#[tokio::test]
async fn a_head_has_no_body_however_long_it_says_to_be() {
    let server = Server::saying("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n").await;
    let request = Request::<RawResponse>::new(Method::HEAD, "/v1.0/me");
    let answer = within(client_of(&server.origin()).send(request))
        .await
        .expect("an answer");
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn an_answer_that_is_something_else_is_a_decoding_error() {
    for (body, truncated) in [
        (&b""[..], true),
        (b"<!DOCTYPE html><title>Sign in</title>", false),
        (b"{\"value\":[{\"id\":\"secret", true),
        (b"{\"value\":[", true),
        (b"[]", false),
        (b"\"text\"", false),
        (b"null", false),
        (b"{} {}", false),
        (b"\xff\xfe\x00", false),
        (b"{\"value\":[{\"id\":\"\xff\"}]}", false),
    ] {
        let error = failure(says::<Things>(json(body)).await);
        let Error::Decode(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.is_truncated(), truncated, "{error}");
        assert!(
            error.to_string().contains("200 OK, application/json"),
            "{error}"
        );
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

/// Graph's reports: lists of records by the schema, CSV by the service.
#[tokio::test]
async fn an_answer_of_another_type_than_json_is_to_be_asked_for_as_it_is() {
    let report = |content_type| answer("200 OK", content_type, "Report Refresh Date,User");
    let error = failure(says::<Things>(report("Content-Type: text/csv\r\n")).await);
    let expected = "(200 OK, text/csv, 24 bytes) cannot be read: expected value at line 1 column 1: \
                    it is no JSON, and `Request::decode_as::<Bytes>` takes it as it is";
    assert!(error.to_string().contains(expected), "{error}");
    for content_type in ["", "Content-Type: application/json\r\n"] {
        let error = failure(says::<Things>(report(content_type)).await);
        assert!(!error.to_string().contains("decode_as"), "{error}");
    }
}

#[tokio::test]
async fn ten_megabytes_of_nesting_do_no_harm() {
    const DEEP: usize = 10 * 1024 * 1024;
    for (start, open) in [
        ("", "["),
        ("", "{\"value\":"),
        ("", "{\"error\":"),
        ("{\"value\":[{\"x\":", "["),
    ] {
        let body = format!("{start}{}", open.repeat(DEEP / open.len()));
        let error = failure(says::<Things>(json(&body)).await);
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        let error = failure(says::<()>(answer("400 Bad Request", "", &body)).await);
        assert_eq!(error.status().expect("a status"), 400);
    }
    // Closed again, it is JSON, and may be kept as text.
    let body = format!(
        "{{\"x\":{}0{}}}",
        "[".repeat(DEEP / 2),
        "]".repeat(DEEP / 2)
    );
    let _kept = says::<Things>(json(body)).await;
}

#[tokio::test]
async fn a_refusal_says_what_graph_said() {
    let body = r#"{"error":{"code":"Request_ResourceNotFound","message":"No such user.",
        "innerError":{"date":"2024-01-01T00:00:00","request-id":"r-1","client-request-id":"c-1"}}}"#;
    let error = failure(says::<()>(answer("404 Not Found", "", body)).await);
    let service = error.service().expect("Graph's error");
    assert_eq!(service.code(), "Request_ResourceNotFound");
    assert_eq!(service.request_id(), Some("r-1"));
    assert_eq!(service.client_request_id(), Some("c-1"));
    assert_eq!(
        error.to_string(),
        "GET /v1.0/me was answered 404 Not Found: Request_ResourceNotFound: No such user. \
         [request-id r-1] [client-request-id c-1]"
    );
}

#[tokio::test]
async fn a_refusal_of_another_shape_still_has_a_status_and_our_id() {
    for (status, headers, body, expected) in [
        (
            "502 Bad Gateway",
            "Content-Type: text/html\r\n",
            "<html>",
            "6 bytes of text/html",
        ),
        ("401 Unauthorized", "", "", "nothing in the body"),
        ("304 Not Modified", "", "", "304 Not Modified"),
        (
            "300 Multiple Choices",
            "Location: /x\r\n",
            "",
            "300 Multiple Choices",
        ),
        ("599 Odd", "", "{\"error\":[]}", "12 bytes"),
        ("999 Odder", "", "null", "999"),
    ] {
        let server = Server::saying(answer(status, headers, body)).await;
        let error = failure(within(client_of(&server.origin()).send(get::<()>("/v1.0/me"))).await);
        let service = error.service().expect("a refusal");
        assert!(service.to_string().contains(expected), "{service}");
        assert_eq!(
            service.client_request_id(),
            server.only().header("client-request-id")
        );
    }
}

#[tokio::test]
async fn switching_protocols_is_a_refusal() {
    let reply = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";
    let error = failure(says::<()>(reply.into()).await);
    assert_eq!(error.status().expect("a status"), 101);
}

#[tokio::test]
async fn a_refusal_that_breaks_off_is_still_one() {
    for rest in [
        "Content-Length: 500\r\n\r\n{\"error\":{\"code\":\"x",
        "Content-Length: 18446744073709551613\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let error = closes_with(format!("HTTP/1.1 503 Busy\r\nRetry-After: 2.5\r\n{rest}")).await;
        let service = error.service().expect("a refusal");
        assert_eq!(service.status(), 503);
        assert_eq!(service.headers()["retry-after"], "2.5");
    }
}

#[tokio::test]
async fn what_breaks_off_or_is_no_http_is_a_transport_error() {
    for reply in [
        &b""[..],
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nsecret body",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nsecret body",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nsecret body",
        b"HTTP/1.1 200 OK\r\nContent-Length: secret body\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsec",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsecre\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsecret body",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        b"HTTP/1.1 200 OK\r\nX: \x00\r\n\r\n",
    ] {
        let error = closes_with(reply).await;
        let shown = String::from_utf8_lossy(reply).into_owned();
        assert!(matches!(error, Error::Transport(_)), "{shown:?}: {error:?}");
        let text = error.to_string();
        assert!(
            text.starts_with("GET /v1.0/me did not get through: error "),
            "{shown:?}: {text}"
        );
        assert!(text.contains(" [client-request-id "), "{shown:?}: {text}");
        assert_eq!(format!("{error:?}"), text);
    }
}

#[tokio::test]
async fn nobody_there_is_a_transport_error() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("an address");
    let error =
        failure(within(client_of(&format!("http://{port}")).send(get::<()>("/v1.0/me"))).await);
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_nobody_asked_for_reaches_nobody() {
    let server = Server::start(|seen| {
        let target = seen.line().split(' ').nth(1).unwrap_or_default();
        Reply::Send([json(target), json("forged")].concat())
    })
    .await;
    let client = client_of(&server.origin());
    for n in 0..10 {
        let url = format!("/v1.0/{n}");
        if let Ok(answer) = within(client.send(get::<RawResponse>(&url))).await {
            assert_eq!(answer.body, url);
        }
    }
}
