//! What an error prints: the reason is on its first line, down to the last cause, and no cause is printed twice.

use std::error::Error as _;
use std::io;

use graph_runtime::auth::{AccessToken, BoxFuture, TokenRequest};
use graph_runtime::error::{BoxError, UploadError};
use graph_runtime::{
    Batch, Client, Credential, Error, Method, Page, Request, Retry, graph_request, graph_resource,
};

use crate::server::{Server, json};
use crate::{builder_of, client_of, failure, get, within};

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String }
}

/// The first line of an error, whose `Debug` form is the same, and which has no source that it printed already.
fn first_line(error: &Error) -> String {
    let text = error.to_string();
    assert_eq!(format!("{error:?}"), text);
    assert!(error.source().is_none(), "{text}");
    text.lines().next().unwrap_or_default().to_owned()
}

/// A port where nobody listens.
fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

#[tokio::test]
async fn a_request_that_cannot_be_sent_says_why() {
    within(async {
        let client = client_of("http://127.0.0.1:9");
        let users = || graph_request!(V1: GET /users);
        let no_id = String::new();
        for (request, reason) in [
            (
                users().raw_query_option_unchecked("$filter=a eq 1").decode_as::<()>(),
                "the URL `/v1.0/users` cannot be sent as it stands: the character ' ' at byte 21 is not percent-encoded",
            ),
            (
                users().top(1).raw_query_option_unchecked("top=2").decode_as(),
                "the query option `$top` is given twice, and a request has each option once",
            ),
            (
                graph_request!(V1: GET /users/{no_id}).decode_as(),
                "the key behind `/v1.0/users` is empty, which would address the whole collection",
            ),
            (
                // This shows only where the URL is put together with the origin.
                Request::new(Method::GET, "/v1.0/users/../me"),
                "the URL `/v1.0/users/../me` cannot be sent as it stands: the segment `..` would be resolved on the way, encoded or not",
            ),
            (
                Request::new(Method::CONNECT, "/v1.0/me"),
                "the method CONNECT is no request to a service",
            ),
        ] {
            let error = failure(client.send(request).await);
            assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
            assert_eq!(first_line(&error), format!("the request cannot be sent: {reason}"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_failed_says_why() {
    within(async {
        let error = failure(client_of(&nobody()).send(get::<()>("/v1.0/me")).await);
        let line = first_line(&error);
        assert!(
            line.starts_with("GET /v1.0/me did not get through: "),
            "{line}"
        );
        assert_eq!(line.matches("refused").count(), 1, "{line}");
        let Error::Transport(error) = error else {
            panic!("{error:?}");
        };
        assert!(error.source().is_none());
        assert!(error.cause().source().is_some());

        let cause = io::Error::other("the cable is cut");
        let error = graph_runtime::error::TransportError::new(Method::GET, "/v1.0/me", cause);
        assert_eq!(
            error.to_string(),
            "GET /v1.0/me did not get through: the cable is cut"
        );
    })
    .await;
}

struct Failing;

#[derive(Debug)]
struct Outer(io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no token for this tenant\nhelp: none")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Credential for Failing {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async { Err(Outer(io::Error::other("the vault is closed")).into()) })
    }
}

#[tokio::test]
async fn a_credential_that_failed_says_why() {
    within(async {
        let client = Client::builder(Failing).retry(Retry::none()).build();
        let error = failure(client.expect("a client").send(get::<()>("/v1.0/me")).await);
        assert_eq!(
            first_line(&error),
            "the credential gave no token: no token for this tenant help: none: the vault is closed"
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_in_a_batch_that_failed_says_why() {
    within(async {
        let client = builder_of(&nobody()).build().expect("a client");
        let mut batch = Batch::new();
        let slot = batch.add(graph_request!(V1: GET /users));
        let mut answers = client.run(batch).await.expect("answers");
        let line = first_line(&failure(answers.take(slot)));
        assert!(
            line.contains(": POST /v1.0/$batch did not get through: "),
            "{line}"
        );
        assert_eq!(line.matches("refused").count(), 1, "{line}");
    })
    .await;
}

#[tokio::test]
async fn a_source_that_cannot_be_read_and_a_body_say_why() {
    let error = Error::from(UploadError::Source(io::Error::other("the disk is gone")));
    assert_eq!(
        first_line(&error),
        "what is to be uploaded cannot be read: the disk is gone"
    );
    let server = Server::saying(json("[1]")).await;
    let client = client_of(&server.origin());
    let sent = client.send(get::<Page<User>>("/v1.0/users"));
    let line = first_line(&failure(within(sent).await));
    assert!(
        line.contains("expected a JSON object, found a JSON array"),
        "{line}"
    );
}

#[tokio::test]
async fn a_body_that_is_not_json_says_where() {
    let client = builder_of(&nobody()).build().expect("a client");
    let mut batch = Batch::new();
    let request = Request::<()>::new(Method::POST, "/v1.0/users").with_body(
        graph_runtime::request::Body::json(r#"{"displayName": hunter2}"#),
    );
    let slot = batch.add(request);
    let mut answers = within(client.run(batch)).await.expect("answers");
    assert_eq!(
        first_line(&failure(answers.take(slot))),
        "the request cannot be sent: the body is not the JSON that its content type says: expected value at line 1 column 17"
    );
}
