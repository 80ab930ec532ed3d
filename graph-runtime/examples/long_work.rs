//! Copies a drive item, which takes long, and asks its monitor how far it is, over a restart.
//!
//! `cargo run --example long_work` runs against an emulator in the process.

#![allow(clippy::print_stdout)]

use graph_emulator::{Emulator, LongWork, On};
use graph_runtime::request::{Body, RawResponse};
use graph_runtime::transfer::{Accepted, Monitor};
use graph_runtime::{Client, FixedToken, Method, Request};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The monitor is at another origin, as Graph's are for copies: it gets no token.
    let work = LongWork::done_after(2)
        .at_storage()
        .retry_after("0.2")
        .result(json!({ "resourceId": "copy" }));
    let emulator = Emulator::builder()
        .long_work(On::request("POST", "*/copy"), work)
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    let request = Request::<RawResponse>::new(Method::POST, "/v1.0/me/drive/items/film/copy")
        .with_body(Body::json(r#"{"name": "copy of film.mp4"}"#));
    let Accepted::Running(monitor) = client.begin(request).await? else {
        println!("it was done at once");
        return Ok(());
    };
    // A program that ends here writes this to a file.
    let stored = serde_json::to_string(&monitor)?;

    let monitor: Monitor<RawResponse> = serde_json::from_str(&stored)?;
    let operation = client.check(&monitor).await?;
    println!("at first: {}", operation.status());
    let operation = client.wait_for(&monitor).await?;
    println!(
        "in the end: {}, {:?}",
        operation.status(),
        operation.resource_id()
    );
    Ok(())
}
