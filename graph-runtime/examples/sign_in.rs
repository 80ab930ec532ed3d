//! Signs a user in by a code that is entered on another device, and keeps the user signed in over a restart.
//!
//! `cargo run --example sign_in --features device-code` runs against an emulator in the process, whose user is quick.

#![allow(clippy::print_stdout)]

use std::sync::Arc;

use graph_emulator::{Emulator, SignIn};
use graph_runtime::device_code::{DeviceCodeCredential, DevicePrompt};
use graph_runtime::{Client, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service V1 = "v1.0" { me: user { get } }
    entity directoryObject {}
    entity user: directoryObject { displayName: String }
}

fn show(prompt: &DevicePrompt<'_>) {
    println!("{}", prompt.message());
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder()
        .seed("/v1.0/me", json!({ "displayName": "Adele Vance" }))
        .sign_in(SignIn::new("client-id", "unused").device_polls(1))
        .start()
        .await?;

    // Against Graph, `tenant` and perhaps `cloud` take the place of `authority` and `base_url`.
    let credential = DeviceCodeCredential::builder("client-id", show)
        .authority(emulator.url())
        .scopes(["User.Read"])
        .build()?;
    let credential = Arc::new(credential);
    let client = Client::builder(credential.clone())
        .base_url(emulator.url())
        .build()?;
    // The first request waits for the user; those that follow do not.
    let me = client.send(graph_request!(V1: GET /me)).await?;
    println!("signed in as {:?}", me.display_name);

    // What a program keeps where passwords are kept, when it ends.
    let kept = credential.refresh_token().ok_or("no refresh token")?;

    // The next run shows no code, as long as the refresh token is good.
    let credential = DeviceCodeCredential::builder("client-id", show)
        .authority(emulator.url())
        .scopes(["User.Read"])
        .refresh_token(kept)
        .build()?;
    let client = Client::builder(credential)
        .base_url(emulator.url())
        .build()?;
    let me = client.send(graph_request!(V1: GET /me)).await?;
    println!("still signed in as {:?}", me.display_name);
    Ok(())
}
