//! What happens when the service is busy, and when somebody else was faster.
//!
//! It runs against an emulator of Graph in this process, which throttles the first request and gives etags:
//!
//! ```text
//! cargo run --example throttling
//! ```

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use graph_emulator::{Emulator, Fault, On};
use graph_runtime::{Client, FixedToken, Refusal, Retry, Update, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String, jobTitle: String }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder()
        .etags()
        .seed("/v1.0/users/adele", json!({"displayName": "Adele"}))
        .fault(On::any().times(1), Fault::throttled().retry_after("0.5"))
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .retry(Retry::default().retries(8).budget(Duration::from_secs(600)))
        .in_flight_limit(16)
        .build()?;

    // The service answers 429 and asks for half a second; the client waits, and so would all of its other requests.
    let start = Instant::now();
    let read = client
        .send(graph_request!(V1: GET /users/{"adele"}))
        .await?;
    println!("{:?} came after {:?}", read.display_name, start.elapsed());

    // Two programs have read the same user. The second to write is told so.
    for title in ["Retail Manager", "Director"] {
        let update = Update::<User>::new().set(User::JOB_TITLE, title);
        let request = graph_request!(V1: PATCH /users/{"adele"}, update).if_match(&read);
        match client.send(request).await {
            Ok(_) => println!("{title}: written"),
            Err(error) if error.refusal() == Some(Refusal::PreconditionFailed) => {
                println!("{title}: somebody was faster; read it again. {error}");
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
