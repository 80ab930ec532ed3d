//! What happens when the service is busy: the client waits for as long as it is asked to, as a whole.
//!
//! `cargo run --example throttling` runs against an emulator in the process, which throttles the first request and breaks the next.

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use graph_emulator::{Emulator, Fault, On};
use graph_runtime::{Client, FixedToken, Retry, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity directoryObject {}
    entity user: directoryObject { displayName: String }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder()
        .seed("/v1.0/users/adele", json!({ "displayName": "Adele" }))
        .fault(On::any().times(1), Fault::throttled().retry_after("0.5"))
        .fault(On::any().times(1), Fault::reset_within())
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .retry(
            Retry::default()
                .retries(8)
                .budget(Duration::from_secs(600))
                .backoff(Duration::from_millis(100), Duration::from_secs(60)),
        )
        .in_flight_limit(16)
        .build()?;

    // The service answers 429 and asks for half a second; the client waits, and so would all of its other requests. The answer
    // that follows is cut off: a GET does no harm, so it is sent again, after a random part of 100 ms, and 200, 400, … then.
    let start = Instant::now();
    let read = client
        .send(graph_request!(V1: GET /users/{"adele"}))
        .await?;
    println!("{:?} came after {:?}", read.display_name, start.elapsed());

    for request in emulator.requests() {
        let fault = request.fault().unwrap_or("no fault");
        println!("{} {}: {fault}", request.method(), request.path());
    }
    Ok(())
}
