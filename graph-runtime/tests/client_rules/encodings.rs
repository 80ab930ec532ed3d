//! Responses with a `Content-Encoding` that nobody asked for: they are named as that, wherever they come.

use graph_runtime::request::RawResponse;
use graph_runtime::transfer::Accepted;
use graph_runtime::{Batch, Bytes, Error, Method, Request};

use crate::server::{Reply, Server, answer, json};
use crate::{client_of, failure, get, within};

/// `{}`, packed with gzip.
const PACKED: &[u8] = &[
    0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff, 0xab, 0xae, 0x05, 0, 0x43, 0xbf, 0xa6, 0xa3, 0x02, 0,
    0, 0,
];

fn packed(status: &str, coding: &str) -> Vec<u8> {
    let headers = format!("Content-Type: application/json\r\nContent-Encoding: {coding}\r\n");
    answer(status, &headers, PACKED)
}

fn coding_of(error: &Error) -> &str {
    match error {
        Error::ContentEncoding { coding, info } => {
            let text = error.to_string();
            assert!(
                text.contains(coding) && text.contains("Content-Encoding"),
                "{text}"
            );
            assert!(text.contains(info.path()), "{text}");
            coding
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_packed_response_is_named_as_that_whatever_it_is_read_as() {
    within(async {
        for coding in ["gzip", "br", "GZIP", "identity, deflate", "rot13"] {
            let server = Server::saying(packed("200 OK", coding)).await;
            let client = client_of(&server.origin());
            let expected = coding.strip_prefix("identity, ").unwrap_or(coding);
            let error = failure(client.send(get::<RawResponse>("/v1.0/me")).await);
            assert_eq!(coding_of(&error), expected);
            let error = failure(client.send(get::<Bytes>("/v1.0/me")).await);
            assert_eq!(coding_of(&error), expected);
            let error = failure(client.send(get::<Option<RawResponse>>("/v1.0/me")).await);
            assert_eq!(coding_of(&error), expected);
        }
    })
    .await;
}

#[tokio::test]
async fn a_packed_download_writes_nothing() {
    within(async {
        let storage = Server::saying(packed("200 OK", "gzip")).await;
        let there = format!("{}/secret", storage.origin());
        let graph =
            Server::start(move |_| Reply::Send(crate::server::redirect("302 Found", &there))).await;
        let client = client_of(&graph.origin());
        let error = failure(client.download(get("/v1.0/me/content"), 0).await);
        assert_eq!(coding_of(&error), "gzip");
        assert!(!crate::everything_of(&error).contains("secret"));
        for seen in graph.seen().iter().chain(&storage.seen()) {
            assert_eq!(seen.header("accept-encoding"), Some("identity"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_packed_monitor_is_named_as_that() {
    within(async {
        let there = Server::saying(packed("200 OK", "gzip")).await;
        let location = format!("Location: {}/secret\r\n", there.origin());
        let graph = Server::saying(answer("202 Accepted", &location, "")).await;
        let client = client_of(&graph.origin());
        let copy = Request::<RawResponse>::new(Method::POST, "/v1.0/me/copy");
        let Accepted::Running(monitor) = client.begin(copy).await.expect("a monitor") else {
            panic!("no monitor");
        };
        let error = failure(client.check(&monitor).await);
        assert_eq!(coding_of(&error), "gzip");
        assert!(!crate::everything_of(&error).contains("secret"));
    })
    .await;
}

#[tokio::test]
async fn a_packed_batch_and_a_packed_response_in_one_are_named_as_that() {
    within(async {
        let server = Server::saying(packed("200 OK", "gzip")).await;
        let mut batch = Batch::new();
        let slot = batch.add(get::<RawResponse>("/v1.0/me"));
        let mut answers = client_of(&server.origin()).run(batch).await.expect("answers");
        let error = failure(answers.take(slot));
        assert!(error.to_string().contains("`gzip`"), "{error}");

        let server = Server::saying(json(
            r#"{"responses":[
                {"id":"1","status":200,"headers":{"Content-Type":"image/png","content-encoding":"br"},"body":"AAAA"},
                {"id":"2","status":200,"headers":{"Content-Encoding":"identity"},"body":{}}
            ]}"#,
        ))
        .await;
        let mut batch = Batch::new();
        let image = batch.add(get::<Bytes>("/v1.0/me/photo/$value"));
        let me = batch.add(get::<RawResponse>("/v1.0/me"));
        let mut answers = client_of(&server.origin()).run(batch).await.expect("answers");
        assert_eq!(coding_of(&failure(answers.take(image))), "br");
        assert_eq!(&answers.take(me).expect("an answer").body[..], b"{}");
    })
    .await;
}

#[tokio::test]
async fn identity_nothing_and_what_was_asked_for_are_fine() {
    within(async {
        let header = "Content-Encoding: Identity\r\n";
        let server = Server::saying(answer("200 OK", header, "{}")).await;
        let client = client_of(&server.origin());
        let body = client.send(get::<Bytes>("/v1.0/me")).await.expect("bytes");
        assert_eq!(&body[..], b"{}");

        let server =
            Server::saying(answer("204 No Content", "Content-Encoding: gzip\r\n", "")).await;
        let client = client_of(&server.origin());
        let nothing = client.send(get::<Option<RawResponse>>("/v1.0/me")).await;
        assert!(nothing.expect("nothing").is_none());

        let server = Server::saying(packed("200 OK", "gzip")).await;
        let client = client_of(&server.origin());
        let request = || {
            get::<Bytes>("/v1.0/me")
                .header(http::header::ACCEPT_ENCODING, "br, gzip")
                .expect("a header")
        };
        assert_eq!(client.send(request()).await.expect("bytes"), PACKED);
        let mut download = client.download(request(), 0).await.expect("a download");
        let chunk = download.next().await.expect("a chunk").expect("bytes");
        assert_eq!(chunk, PACKED);
        assert_eq!(server.seen()[1].header("accept-encoding"), Some("br, gzip"));
    })
    .await;
}

#[tokio::test]
async fn a_packed_body_that_was_asked_for_and_is_read_as_json_says_so() {
    let server = Server::saying(packed("200 OK", "gzip")).await;
    let request = get::<graph_runtime::transfer::UploadSession>("/v1.0/me");
    let request = request
        .header(http::header::ACCEPT_ENCODING, "gzip")
        .expect("a header");
    let client = client_of(&server.origin());
    let error = failure(within(client.send(request)).await);
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(
        error
            .to_string()
            .contains("it is in the `Content-Encoding` `gzip`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_packed_refusal_keeps_its_status_and_names_the_coding() {
    for status in ["404 Not Found", "503 Service Unavailable"] {
        let server = Server::saying(packed(status, "gzip")).await;
        let client = client_of(&server.origin());
        let error = failure(within(client.send(get::<RawResponse>("/v1.0/me"))).await);
        let expected = format!(
            "was answered {status} with {} bytes of application/json in the `Content-Encoding` `gzip` instead",
            PACKED.len()
        );
        assert!(error.to_string().contains(&expected), "{error}");
    }
}
