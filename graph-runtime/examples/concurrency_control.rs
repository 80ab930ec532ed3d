//! Changes what others change at the same time, and loses nobody's change.
//!
//! `cargo run --example concurrency_control` runs against an emulator in the process, which gives etags.

#![allow(clippy::print_stdout)]

use graph_emulator::Emulator;
use graph_runtime::error::Refusal;
use graph_runtime::{Client, Error, FixedToken, Update, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity directoryObject {}
    entity user: directoryObject { businessPhones: [String] }
}

/// Adds a telephone number to those that a user has. How often it took.
async fn add_phone(client: &Client, user: &str, phone: String) -> Result<u32, Error> {
    let mut attempts = 0;
    loop {
        attempts += 1;
        // What is read keeps its etag.
        let read = client.send(graph_request!(V1: GET /users/{user})).await?;
        let mut phones = read.business_phones.clone().unwrap_or_default();
        phones.push(phone.clone());

        // The whole collection is written, so it has to be the one that was read: `If-Match` says so.
        let update = Update::<User>::new().set(User::BUSINESS_PHONES, phones);
        let request = graph_request!(V1: PATCH /users/{user}, update).if_match(&read);
        match client.send(request).await {
            Ok(_) => return Ok(attempts),
            // 412: somebody was faster. What they have written is read, and added to.
            Err(error) if error.refusal() == Some(Refusal::PreconditionFailed) => {}
            Err(error) => return Err(error),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder()
        .etags()
        .seed("/v1.0/users/adele", json!({ "businessPhones": [] }))
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    let programs: Vec<_> = (1..=8)
        .map(|program| {
            let client = client.clone();
            let phone = format!("+1 555 010{program}");
            tokio::spawn(async move { add_phone(&client, "adele", phone).await })
        })
        .collect();
    let mut attempts = 0;
    for program in programs {
        attempts += program.await??;
    }
    let user = client
        .send(graph_request!(V1: GET /users/{"adele"}))
        .await?;
    let phones = user.business_phones.clone().unwrap_or_default();
    println!(
        "{} telephone numbers after {attempts} attempts",
        phones.len()
    );
    Ok(())
}
