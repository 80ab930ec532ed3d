//! What a program's log shows of its requests: a span for each request and each of its attempts, and each wait.
//!
//! `cargo run --example seeing --features tracing` runs against an emulator in the process, which throttles the first request.

#![allow(clippy::print_stdout)]

use graph_emulator::{Emulator, Fault, On};
use graph_runtime::{Client, FixedToken, graph_request, graph_resource};
use serde_json::json;
use tracing_subscriber::fmt::format::FmtSpan;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity directoryObject {}
    entity user: directoryObject { displayName: String }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Each span is printed when it ends, with all that is known by then. Any other subscriber will do: OpenTelemetry's, say, whose
    // names the fields have.
    tracing_subscriber::fmt()
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .init();

    let emulator = Emulator::builder()
        .seed(
            "/v1.0/users/adele@contoso.com",
            json!({ "displayName": "Adele" }),
        )
        .fault(On::any().times(1), Fault::throttled().retry_after("0.3"))
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    // The log has `/v1.0/users/{}`: neither the key nor the query, no token and no body.
    let adele = "adele@contoso.com";
    let request = graph_request!(V1: GET /users/{adele}).select(User::DISPLAY_NAME);
    let user = client.send(request).await?;
    println!("{:?}", user.display_name);
    Ok(())
}
