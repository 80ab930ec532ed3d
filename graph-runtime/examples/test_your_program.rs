//! How a program is tested against a Graph that misbehaves: what stands in `main` here is your test.
//!
//! `cargo run --example test_your_program` runs against an emulator in the process.

#![allow(clippy::print_stdout)]

use std::time::Duration;

use graph_emulator::{Emulator, Fault, On};
use graph_runtime::{Client, Create, Error, FixedToken, Retry, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity directoryObject {}
    entity user: directoryObject { displayName: String, nav messages: [message] }
    entity message { subject: String }
}

/// The program: sends every user a greeting. How many were sent.
async fn greet_all(client: &Client) -> Result<usize, Error> {
    let mut users = client.items(graph_request!(V1: GET /users).select(User::DISPLAY_NAME));
    let mut greeted = 0;
    while let Some(user) = users.next().await {
        let user = user?;
        let name = user.display_name.as_deref().unwrap_or("you");
        let greeting = Create::<Message>::new().set(Message::SUBJECT, format!("Hello, {name}!"));
        if let Some(id) = user.id.as_ref() {
            client
                .send(graph_request!(V1: POST /users/{id}/messages, greeting))
                .await?;
            greeted += 1;
        }
    }
    Ok(greeted)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder()
        .seed(
            "/v1.0/users",
            json!([
                { "id": "1", "displayName": "Adele" },
                { "id": "2", "displayName": "Alex" },
                { "id": "3", "displayName": "Diego" },
            ]),
        )
        .seed("/v1.0/users/1/messages", json!([]))
        .seed("/v1.0/users/2/messages", json!([]))
        .seed("/v1.0/users/3/messages", json!([]))
        .page_size(2)
        // The second page is throttled, and so is one greeting.
        .fault(
            On::path("/v1.0/users?*skiptoken*").times(1),
            Fault::throttled().retry_after("0.3"),
        )
        .fault(
            On::request("POST", "*/messages").times(1),
            Fault::throttled().retry_after("0.2"),
        )
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .retry(Retry::default().backoff(Duration::from_millis(10), Duration::from_millis(100)))
        .build()?;

    // It gets through, does everything once, and keeps to what the service asks for.
    assert_eq!(greet_all(&client).await?, 3);
    let requests = emulator.take_requests();
    for user in ["1", "2", "3"] {
        let path = format!("/v1.0/users/{user}/messages");
        let created = requests
            .iter()
            .filter(|request| request.path() == path && request.status() == 201);
        assert_eq!(created.count(), 1, "{path}");
    }
    // What was on its way when the service asked for a wait is not too early: what counts is when the same comes again.
    let mut throttled = 0;
    for (at, request) in requests.iter().enumerate() {
        if let Some(wait) = request.retry_after() {
            let again = requests[at + 1..]
                .iter()
                .find(|later| (later.method(), later.path()) == (request.method(), request.path()))
                .ok_or("it did not come again")?;
            assert!(again.arrived() - request.responded() >= wait);
            throttled += 1;
        }
    }
    assert_eq!(throttled, 2);

    // The connection breaks behind a greeting: whether it was sent is unknown, so it is reported, and not sent twice.
    emulator.fault(
        On::request("POST", "/v1.0/users/2/messages"),
        Fault::reset_after(),
    );
    let error = greet_all(&client).await.err().ok_or("no error")?;
    println!("reported: {error}");
    let requests = emulator.take_requests();
    let sent = requests
        .iter()
        .filter(|request| request.path() == "/v1.0/users/2/messages");
    assert_eq!(sent.count(), 1);
    Ok(())
}
