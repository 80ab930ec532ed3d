//! Tokens: how often a credential is asked, and what a refused token leads to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use graph_runtime::auth::{AccessToken, BoxFuture, TokenRequest};
use graph_runtime::error::{BoxError, Refusal};
use graph_runtime::{Client, Credential, Retry};

use crate::server::{Reply, Server, answer, json};
use crate::{at_once, client_of, failure, get, within};

/// Numbers its tokens, and remembers the claims that it was asked for.
#[derive(Default)]
struct Numbered {
    life: Duration,
    count: AtomicUsize,
    claims: Mutex<Vec<Option<String>>>,
}

impl Credential for Numbered {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let claims = request.claims().map(str::to_owned);
            self.claims
                .lock()
                .expect("no test has panicked")
                .push(claims);
            // Long enough for the others to come and ask.
            tokio::time::sleep(Duration::from_millis(20)).await;
            let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
            let end = SystemTime::now() + self.life;
            Ok(AccessToken::expiring(format!("token-{number}"), end))
        })
    }
}

fn living(life: Duration) -> Arc<Numbered> {
    Arc::new(Numbered {
        life,
        ..Numbered::default()
    })
}

fn client(server: &Server, credential: &Arc<Numbered>) -> Client {
    Client::builder(credential.clone())
        .base_url(server.origin())
        .retry(Retry::none())
        .build()
        .expect("a client")
}

fn tokens(server: &Server) -> Vec<String> {
    let seen = server.seen();
    let value = |seen: &crate::server::Seen| seen.header("authorization").map(str::to_owned);
    seen.iter().filter_map(value).collect()
}

#[tokio::test]
async fn a_token_is_asked_for_once_by_however_many() {
    let server = Server::saying(json("{}")).await;
    let credential = living(Duration::from_secs(3600));
    let client = client(&server, &credential);
    for result in at_once(&client, 32).await {
        result.expect("an answer");
    }
    assert_eq!(credential.count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_token_that_has_ended_is_replaced() {
    let server = Server::saying(json("{}")).await;
    let credential = living(Duration::from_secs(1));
    let client = client(&server, &credential);
    for _ in 0..2 {
        within(client.send(get::<()>("/v1.0/me")))
            .await
            .expect("an answer");
    }
    assert_eq!(tokens(&server), ["Bearer token-1", "Bearer token-2"]);
}

fn refusing_first(challenge: &'static str) -> impl Fn(&crate::server::Seen) -> Reply {
    move |seen| match seen.header("authorization") {
        Some("Bearer token-1") => Reply::Send(answer("401 Unauthorized", challenge, "")),
        _ => Reply::Send(json("{}")),
    }
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let server = Server::start(refusing_first("")).await;
    let credential = living(Duration::from_secs(3600));
    let client = client(&server, &credential);
    within(client.send(get::<()>("/v1.0/me")))
        .await
        .expect("an answer");
    assert_eq!(tokens(&server), ["Bearer token-1", "Bearer token-2"]);

    let server = Server::saying(answer("401 Unauthorized", "", "")).await;
    let client = self::client(&server, &credential);
    let error = failure(within(client.send(get::<()>("/v1.0/me"))).await);
    assert_eq!(error.refusal(), Some(Refusal::Unauthorized));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_fixed_token_is_not_tried_twice() {
    let server = Server::saying(answer("401 Unauthorized", "", "")).await;
    let error = failure(within(client_of(&server.origin()).send(get::<()>("/v1.0/me"))).await);
    assert_eq!(error.refusal(), Some(Refusal::Unauthorized));
    server.only();
}

/// `{"a":1}`.
const CHALLENGE: &str = "WWW-Authenticate: Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\"\r\n";

#[tokio::test]
async fn a_claims_challenge_is_answered_once() {
    let server = Server::start(refusing_first(CHALLENGE)).await;
    let credential = living(Duration::from_secs(3600));
    let client = client(&server, &credential);
    for _ in 0..2 {
        within(client.send(get::<()>("/v1.0/me")))
            .await
            .expect("an answer");
    }
    assert_eq!(
        tokens(&server),
        ["Bearer token-1", "Bearer token-2", "Bearer token-2"]
    );
    let claims = credential
        .claims
        .lock()
        .expect("no test has panicked")
        .clone();
    assert_eq!(claims, [None, Some("{\"a\":1}".to_owned())]);

    let server = Server::saying(answer("401 Unauthorized", CHALLENGE, "")).await;
    let client = self::client(&server, &credential);
    let error = failure(within(client.send(get::<()>("/v1.0/me"))).await);
    assert_eq!(error.refusal(), Some(Refusal::Unauthorized));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn who_is_dropped_while_it_renews_leaves_it_to_the_next() {
    let server = Server::saying(json("{}")).await;
    let credential = living(Duration::from_secs(3600));
    let client = client(&server, &credential);
    let first = tokio::time::timeout(Duration::from_millis(5), client.send(get::<()>("/v1.0/me")));
    assert!(first.await.is_err());
    within(client.send(get::<()>("/v1.0/me")))
        .await
        .expect("an answer");
    assert_eq!(tokens(&server), ["Bearer token-1"]);
}
