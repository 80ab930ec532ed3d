//! What stands behind the features: credentials against the emulator's token endpoint, and what a subscriber sees.
//!
//! Compiled only with all of them: `cargo test -p graph-runtime --all-features --test features`.

mod azure;
mod device_code;
mod examples;
mod seeing;
#[path = "../../examples/credentials/to_emulator.rs"]
mod to_emulator;

use std::time::Duration;

use graph_emulator::{Emulator, RecordedRequest, SignIn};
use graph_runtime::request::RawResponse;
use graph_runtime::{Client, Credential, Error, Method, Request, Retry};
use serde_json::json;

/// No test may hang.
async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(60), future)
        .await
        .expect("the test hangs")
}

async fn emulator(sign_in: SignIn) -> Emulator {
    Emulator::builder()
        .seed("/v1.0/me", json!({ "displayName": "Adele" }))
        .sign_in(sign_in)
        .start()
        .await
        .expect("an emulator")
}

fn client(emulator: &Emulator, credential: impl Credential) -> Client {
    Client::builder(credential)
        .base_url(emulator.url())
        .retry(Retry::none())
        .build()
        .expect("a client")
}

fn me() -> Request<RawResponse> {
    Request::new(Method::GET, "/v1.0/me")
}

/// What becomes of a request that many send, each sent by a task of its own.
async fn at_once(client: &Client, count: usize) -> Vec<Result<RawResponse, Error>> {
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(me()).await })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(within(task).await.expect("no panic"));
    }
    results
}

/// The forms that came to the token endpoint, as pairs.
fn forms(emulator: &Emulator) -> Vec<Vec<(String, String)>> {
    let is_form = |request: &RecordedRequest| request.path().contains("/oauth2/");
    let requests = emulator.requests();
    let forms = requests.iter().filter(|request| is_form(request));
    forms
        .map(|request| {
            url::form_urlencoded::parse(request.body())
                .into_owned()
                .collect()
        })
        .collect()
}

fn field<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let pair = form.iter().find(|(found, _)| found == name);
    pair.map(|(_, value)| value.as_str())
}

/// `{"access_token":{"nbf":{"essential":true}}}`.
const CLAIMS: &str = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==";

/// An error and all its sources, in every form that could end up in a log.
fn everything_of(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(" {error} {error:?} {error:#?}");
        source = error.source();
    }
    text
}
