//! The client's rules, end to end on the loopback interface, against servers that answer whatever a test wants.
#![cfg(feature = "client")]

mod answers;
mod batch;
mod batch_bodies;
mod delta;
mod downloads;
mod encodings;
mod errors_in_success;
mod limits;
mod links;
mod monitors;
mod pages;
mod proxy;
mod reasons;
mod redirects;
mod retries;
mod secrets;
mod server;
mod sessions;
mod timeouts;
mod tokens;
mod uploads;
mod wire;

use std::time::Duration;

use graph_runtime::{Client, ClientBuilder, Error, FixedToken, Method, Request, Retry};

/// What must not turn up anywhere but in the `Authorization` header.
const TOKEN: &str = "eyJ0b2tlbi1vZi10aGUtdGVzdHM";

/// No test may hang.
async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(60), future)
        .await
        .expect("the test hangs")
}

/// A client that takes the first answer.
fn builder_of(origin: &str) -> ClientBuilder {
    Client::builder(FixedToken::new(TOKEN))
        .base_url(origin)
        .retry(Retry::none())
}

fn client_of(origin: &str) -> Client {
    builder_of(origin).build().expect("a client")
}

fn get<R>(url: &str) -> Request<R> {
    Request::new(Method::GET, url)
}

/// What becomes of a request that many send, each sent by a task of its own.
async fn at_once(client: &Client, count: usize) -> Vec<Result<(), Error>> {
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(get::<()>("/v1.0/me")).await })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(within(task).await.expect("no panic"));
    }
    results
}

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

fn failure<T: std::fmt::Debug>(result: Result<T, Error>) -> Error {
    match result {
        Ok(answer) => panic!("an error was expected, {answer:?} came"),
        Err(error) => {
            let text = everything_of(&error);
            assert!(!text.contains(TOKEN), "{text}");
            error
        }
    }
}
