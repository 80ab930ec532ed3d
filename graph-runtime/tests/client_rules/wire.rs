//! What goes out: the request line, the headers, the body; and over how many connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use graph_runtime::auth::{AccessToken, BoxFuture, TokenRequest};
use graph_runtime::error::{BoxError, InvalidRequest};
use graph_runtime::request::{Body, RawResponse};
use graph_runtime::{Client, Credential, Error, Method, Request};
use tokio::sync::Barrier;

use crate::server::{Reply, Server, answer, json};
use crate::{TOKEN, client_of, failure, get, within};

#[tokio::test]
async fn a_request_goes_out_as_it_was_written() {
    within(async {
        let server = Server::saying(json("{}")).await;
        let body = "{\"displayName\":\"Ä\"}";
        let request =
            Request::<RawResponse>::new(Method::PATCH, "/beta/users/a%2Fb%20c('x')?$select=id,%27")
                .header(http::header::IF_MATCH, "W/\"1\"")
                .expect("a header")
                .with_body(Body::json(body));
        let answer = client_of(&server.origin())
            .send(request)
            .await
            .expect("an answer");
        assert_eq!(answer.status, 200);
        assert_eq!(&answer.body[..], b"{}");

        let seen = server.only();
        assert_eq!(
            seen.line(),
            "PATCH /beta/users/a%2Fb%20c('x')?$select=id,%27 HTTP/1.1"
        );
        assert_eq!(seen.header("host"), server.origin().strip_prefix("http://"));
        assert_eq!(
            seen.header("authorization"),
            Some(&*format!("Bearer {TOKEN}"))
        );
        assert_eq!(seen.header("accept"), Some("application/json"));
        assert_eq!(seen.header("odata-maxversion"), Some("4.0"));
        assert_eq!(
            seen.header("user-agent"),
            Some(concat!("graph-runtime/", env!("CARGO_PKG_VERSION")))
        );
        assert_eq!(seen.header("content-type"), Some("application/json"));
        assert_eq!(
            seen.header("content-length"),
            Some(&*body.len().to_string())
        );
        assert_eq!(seen.header("if-match"), Some("W/\"1\""));
        assert_eq!(seen.header("accept-encoding"), None);
        assert_eq!(seen.body, body.as_bytes());
    })
    .await;
}

#[tokio::test]
async fn each_request_has_its_own_guid() {
    within(async {
        let server = Server::saying(json("{}")).await;
        let client = client_of(&server.origin());
        for _ in 0..3 {
            client.send(get::<()>("/v1.0/me")).await.expect("an answer");
        }
        let mut ids: Vec<String> = Vec::new();
        for seen in server.seen() {
            let id = seen.header("client-request-id").expect("an id").to_owned();
            assert_eq!(id.len(), 36, "{id}");
            assert_eq!(id.as_bytes()[14], b'4', "{id} is of another version");
            assert!(!ids.contains(&id), "{id} came twice");
            ids.push(id);
        }
    })
    .await;
}

#[tokio::test]
async fn a_request_overrides_the_defaults_but_not_the_token() {
    within(async {
        let server = Server::saying(json("{}")).await;
        let mut request = get::<()>("/v1.0/me");
        for (name, value) in [
            ("accept", "text/plain"),
            ("user-agent", "mine/1"),
            ("client-request-id", "my-id"),
            ("consistencylevel", "eventual"),
            ("authorization", "Bearer another"),
        ] {
            let name = http::HeaderName::from_static(name);
            request = request.header(name, value).expect("a header");
        }
        client_of(&server.origin())
            .send(request)
            .await
            .expect("an answer");
        let seen = server.only();
        assert_eq!(seen.header("accept"), Some("text/plain"));
        assert_eq!(seen.header("user-agent"), Some("mine/1"));
        assert_eq!(seen.header("client-request-id"), Some("my-id"));
        assert_eq!(seen.header("consistencylevel"), Some("eventual"));
        assert_eq!(
            seen.header("authorization"),
            Some(&*format!("Bearer {TOKEN}"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_post_without_a_body_says_so() {
    within(async {
        let server = Server::saying(answer("204 No Content", "", "")).await;
        let client = client_of(&server.origin());
        for method in [
            Method::POST,
            Method::PATCH,
            Method::PUT,
            Method::DELETE,
            Method::GET,
        ] {
            client
                .send(Request::<()>::new(method, "/v1.0/me"))
                .await
                .expect("an answer");
        }
        let lengths: Vec<_> = server
            .seen()
            .iter()
            .map(|seen| seen.header("content-length").map(str::to_owned))
            .collect();
        let zero = Some("0".to_owned());
        assert_eq!(lengths, [zero.clone(), zero.clone(), zero, None, None]);
    })
    .await;
}

#[tokio::test]
async fn an_empty_body_has_the_length_zero() {
    within(async {
        let server = Server::saying(answer("201 Created", "", "")).await;
        let client = client_of(&server.origin());
        for method in [Method::PUT, Method::POST, Method::PATCH] {
            let request = Request::<()>::new(method, "/v1.0/me/drive/root:/a.txt:/content")
                .with_body(Body::new("text/plain", ""));
            client.send(request).await.expect("an answer");
        }
        for seen in server.seen() {
            assert_eq!(seen.header("content-length"), Some("0"));
            assert_eq!(seen.header("transfer-encoding"), None);
            assert_eq!(seen.header("content-type"), Some("text/plain"));
        }
    })
    .await;
}

/// Counts how often it is asked.
struct Counting(Arc<AtomicUsize>);

impl Credential for Counting {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        assert!(
            request.scope().starts_with("http://127.0.0.1:"),
            "{request:?}"
        );
        assert!(request.scope().ends_with("/.default"), "{request:?}");
        assert_eq!(request.claims(), None);
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(AccessToken::from(TOKEN)) })
    }
}

#[tokio::test]
async fn what_cannot_be_sent_asks_for_no_token() {
    within(async {
        let server = Server::saying(json("{}")).await;
        let asked = Arc::new(AtomicUsize::new(0));
        let client = Client::builder(Arc::new(Counting(asked.clone())))
            .base_url(server.origin())
            .build()
            .expect("a client");

        let url = |url: &str| Request::<()>::new(Method::GET, url);
        for request in [
            url("//evil.example/"),
            url("https://evil.example/"),
            url("/v1.0/.."),
            url("/v1.0/a b"),
            Request::new(Method::CONNECT, "/v1.0/me"),
            Request::new(Method::POST, "/v1.0/me").with_body(Body::new("a\nb", "")),
            url("/")
                .header(http::header::HOST, "evil.example")
                .expect("a header"),
            url("/")
                .header(http::header::CONTENT_LENGTH, "5")
                .expect("a header"),
            url("/")
                .header(http::header::TRANSFER_ENCODING, "chunked")
                .expect("a header"),
        ] {
            let shown = format!("{request:?}");
            let error = failure(client.send(request).await);
            assert!(
                matches!(error, Error::InvalidRequest(_)),
                "{shown}: {error:?}"
            );
            let text = error.to_string();
            assert!(
                text.starts_with("the request cannot be sent: the "),
                "{text}"
            );
        }
        assert_eq!(asked.load(Ordering::SeqCst), 0);
        assert_eq!(server.connections(), 0);

        client.send(url("/v1.0/me")).await.expect("an answer");
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    })
    .await;
}

#[tokio::test]
async fn a_host_header_is_refused_by_name() {
    within(async {
        let request = get::<()>("/")
            .header(http::header::HOST, "evil.example")
            .expect("a header");
        match failure(client_of("http://127.0.0.1:9").send(request).await) {
            Error::InvalidRequest(InvalidRequest::Header { name, .. }) => assert_eq!(name, "host"),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn requests_run_at_the_same_time() {
    within(async {
        const MANY: usize = 64;
        // Nobody is answered before everyone has asked.
        let barrier = Arc::new(Barrier::new(MANY));
        let server = Server::start(move |seen| {
            let body = seen.line().split(' ').nth(1).unwrap_or_default().to_owned();
            Reply::Together(barrier.clone(), json(body))
        })
        .await;
        let client = client_of(&server.origin());
        let tasks: Vec<_> = (0..MANY)
            .map(|n| {
                let client = client.clone();
                tokio::spawn(
                    async move { client.send(get::<RawResponse>(&format!("/v1.0/{n}"))).await },
                )
            })
            .collect();
        for (n, task) in tasks.into_iter().enumerate() {
            let answer = task.await.expect("no panic").expect("an answer");
            assert_eq!(answer.body, format!("/v1.0/{n}"));
        }
        assert_eq!(server.seen().len(), MANY);
    })
    .await;
}

#[tokio::test]
async fn a_connection_is_used_again_by_every_clone() {
    within(async {
        let server = Server::saying(json("{}")).await;
        let client = client_of(&server.origin());
        for _ in 0..20 {
            client
                .clone()
                .send(get::<()>("/v1.0/me"))
                .await
                .expect("an answer");
        }
        assert_eq!(server.seen().len(), 20);
        assert_eq!(server.connections(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_the_service_has_closed_is_replaced() {
    within(async {
        let server = Server::start(|_| Reply::Close(json("{}"))).await;
        let client = client_of(&server.origin());
        for _ in 0..5 {
            let request = Request::<()>::new(Method::POST, "/v1.0/x").with_body(Body::json("{}"));
            client.send(request).await.expect("an answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(server.seen().len(), 5);
        assert_eq!(server.connections(), 5);
    })
    .await;
}
