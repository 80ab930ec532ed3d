//! Bodies in a batch: each is decoded by its media type, and one that is not written as that is an error.

use std::sync::Mutex;

use graph_runtime::error::Refusal;
use graph_runtime::path::Count;
use graph_runtime::request::RawResponse;
use graph_runtime::{Batch, Bytes, Client, Error, Method, Request, Retry, StatusCode};
use serde_json::{Value, json};

use crate::server::{Reply, Seen, Server, json as answered};
use crate::{builder_of, failure, get, within};

/// A service that gives a batch of one request these responses, one after the other, and the last one from then on.
async fn service(responses: Vec<Value>) -> Server {
    let responses = Mutex::new(responses);
    Server::start(move |_: &Seen| {
        let mut responses = responses.lock().expect("no test has panicked");
        let mut response = match responses.len() {
            1 => responses[0].clone(),
            _ => responses.remove(0),
        };
        response["id"] = json!("1");
        Reply::Send(answered(format!(
            "\u{feff}{}",
            json!({ "responses": [response] })
        )))
    })
    .await
}

fn patient(server: &Server) -> Client {
    let quick = std::time::Duration::from_millis(1);
    let retry = Retry::default().backoff(quick, quick);
    let client = builder_of(&server.origin()).retry(retry).build();
    client.expect("a client")
}

async fn run<R: graph_runtime::request::Decode>(
    server: &Server,
    request: Request<R>,
) -> Result<R, Error> {
    within(async {
        let mut batch = Batch::new();
        let slot = batch.add(request);
        let mut answers = patient(server).run(batch).await.expect("answers");
        answers.take(slot)
    })
    .await
}

async fn bytes_of(content_type: &str, body: Value) -> Result<Bytes, Error> {
    let headers = json!({ "Content-Type": content_type });
    let server = service(vec![
        json!({ "status": 200, "headers": headers, "body": body }),
    ])
    .await;
    run(&server, get("/v1.0/me/photo/$value")).await
}

#[tokio::test]
async fn a_text_is_itself_and_bytes_are_base64_of_either_alphabet() {
    for (content_type, body, bytes) in [
        ("text/plain", json!("1234"), &b"1234"[..]),
        ("text/plain;charset=utf-8", json!(1234), b"1234"),
        ("text/html", json!("<p>ä</p>"), "<p>ä</p>".as_bytes()),
        ("image/jpeg", json!("-_8A"), b"\xfb\xff\x00"),
        ("image/jpeg", json!("+/8A"), b"\xfb\xff\x00"),
        ("image/jpeg", json!("AQI"), b"\x01\x02"),
        ("application/octet-stream", json!("AQI="), b"\x01\x02"),
        ("application/json", json!("AQI="), b"\"AQI=\""),
    ] {
        let read = bytes_of(content_type, body).await.expect("bytes");
        assert_eq!(read, bytes, "{content_type}");
    }
    let headers = json!({ "content-type": "text/plain" });
    let server = service(vec![
        json!({ "status": 200, "headers": headers, "body": "1234" }),
    ])
    .await;
    assert_eq!(
        run(&server, get::<Count>("/v1.0/users/$count"))
            .await
            .expect("a count"),
        Count(1234)
    );
}

#[tokio::test]
async fn bytes_that_are_no_base64_are_an_error_and_not_their_text() {
    for body in [json!("no image"), json!("A"), json!({}), json!(7)] {
        let error = failure(bytes_of("image/png", body).await);
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        let text = error.to_string();
        assert!(
            text.starts_with("the answer to GET /v1.0/me/photo/$value (200 OK, image/png, "),
            "{text}"
        );
        assert!(text.contains("expected bytes in base64"), "{text}");
        assert!(!text.contains("no image"), "{text}");
    }
}

#[tokio::test]
async fn a_refusal_keeps_its_error_whatever_its_media_type() {
    let headers = json!({ "Content-Type": "image/png" });
    let body = json!({ "error": { "code": "ImageNotFound", "message": "No." } });
    let server = service(vec![
        json!({ "status": 404, "headers": headers, "body": body }),
    ])
    .await;
    let error = failure(run(&server, get::<Bytes>("/v1.0/me/photo/$value")).await);
    assert_eq!(error.service().expect("a refusal").code(), "ImageNotFound");
}

#[tokio::test]
async fn failures_in_a_batch_are_retried_as_those_of_requests_are() {
    for status in [408, 429, 500, 502, 503, 504, 509] {
        let well = json!({ "status": 200, "body": {} });
        let failed = json!({ "status": status, "headers": { "Retry-After": "0.01, 60" } });
        let server = service(vec![failed.clone(), well.clone()]).await;
        run(&server, get::<RawResponse>("/v1.0/me"))
            .await
            .expect("an answer");
        assert_eq!(server.seen().len(), 2, "{status}");

        // A POST is sent again only where it was surely not carried out.
        let server = service(vec![failed, well]).await;
        let post = Request::<RawResponse>::new(Method::POST, "/v1.0/users");
        let result = run(&server, post).await;
        assert_eq!(result.is_ok(), [429, 503].contains(&status), "{status}");
        if let Err(error) = result {
            assert_eq!(error.status(), StatusCode::from_u16(status).ok());
            let is_open = [408, 500, 502, 504].contains(&status);
            assert_eq!(error.request().expect("a request").in_doubt(), is_open);
        }
    }
    let failed = json!({ "status": 501 });
    let server = service(vec![failed]).await;
    let error = failure(run(&server, get::<RawResponse>("/v1.0/me")).await);
    assert_eq!(error.refusal(), Some(Refusal::Unavailable));
    server.only();
}
