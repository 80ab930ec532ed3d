//! Changes many users in batches, some of which the service throttles.
//!
//! `cargo run --example batches` runs against an emulator in the process.

#![allow(clippy::print_stdout)]

use graph_emulator::{Emulator, Fault, On};
use graph_runtime::error::BatchError;
use graph_runtime::{
    Batch, Client, Error, FixedToken, StatusCode, Update, graph_request, graph_resource,
};
use serde_json::json;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String, jobTitle: String }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let users: Vec<_> = (0..100)
        .map(|n| json!({ "id": n.to_string(), "displayName": format!("User {n}") }))
        .collect();
    let emulator = Emulator::builder()
        .seed("/v1.0/users", json!(users))
        .fault(
            On::request("PATCH", "/v1.0/users/*").times(30),
            Fault::throttled().retry_after("0.2"),
        )
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    let mut batch = Batch::new();
    let mut slots = Vec::new();
    // The last one is not there.
    for n in 0..=100 {
        let id = n.to_string();
        let update = Update::<User>::new().set(User::JOB_TITLE, "Retail Manager");
        let changed = batch.add(graph_request!(V1: PATCH /users/{id}, update));
        let read = batch.add(graph_request!(V1: GET /users/{id}));
        batch.depends_on(&read, &changed);
        slots.push((id, changed, read));
    }
    let mut answers = client.run(batch).await?;
    println!(
        "{} requests took {} round trips",
        2 * slots.len(),
        answers.round_trips()
    );

    let mut managers = 0;
    for (id, changed, read) in slots {
        if let Err(error) = answers.take(changed) {
            println!("user {id} was not changed: {error}");
        }
        match answers.take(read) {
            Ok(user) => {
                managers += usize::from(user.job_title.as_deref() == Some("Retail Manager"))
            }
            Err(error) if error.status() == Some(StatusCode::FAILED_DEPENDENCY) => {
                println!("user {id} was not read, since the change failed");
            }
            Err(Error::Batch(error)) if BatchError::never_ran(&error) => {
                println!("user {id} was never asked for: {error}");
            }
            Err(error) => return Err(error.into()),
        }
    }
    println!("{managers} users are retail managers");
    Ok(())
}
