//! An app that signs in by itself, with a credential of azure_identity: a client secret here. Certificates, managed identities,
//! workload identities and the Azure CLI are used the same way.
//!
//! `cargo run --example credentials --features azure-identity` runs against an emulator in the process, which has a token endpoint.

#![allow(clippy::print_stdout)]

use std::sync::Arc;

use azure_core::credentials::TokenCredential;
use azure_core::http::{ClientOptions, Transport};
use azure_identity::{ClientSecretCredential, ClientSecretCredentialOptions};
use graph_emulator::{Emulator, SignIn};
use graph_runtime::{Client, graph_request, graph_resource};
use serde_json::json;

mod to_emulator;

use to_emulator::ToEmulator;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity directoryObject {}
    entity user: directoryObject { displayName: String }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder()
        .seed(
            "/v1.0/users",
            json!([{ "id": "1", "displayName": "Adele" }, { "id": "2", "displayName": "Alex" }]),
        )
        .sign_in(SignIn::new("client-id", "client-secret"))
        .start()
        .await?;

    // Against Microsoft's identity platform, the options are `None`.
    let options = ClientSecretCredentialOptions {
        client_options: ClientOptions {
            transport: Some(Transport::new(Arc::new(ToEmulator::new(&emulator)?))),
            ..Default::default()
        },
    };
    let credential: Arc<dyn TokenCredential> = ClientSecretCredential::new(
        "contoso.onmicrosoft.com",
        "client-id".to_owned(),
        "client-secret".into(),
        Some(options),
    )?;
    let client = Client::builder(credential)
        .base_url(emulator.url())
        .build()?;

    for id in ["1", "2", "1"] {
        let user = client.send(graph_request!(V1: GET /users/{id})).await?;
        println!("{:?}", user.display_name);
    }
    let requests = emulator.requests();
    let tokens = requests
        .iter()
        .filter(|request| request.path().ends_with("/token"));
    println!("{} token for {} requests", tokens.count(), 3);
    Ok(())
}
