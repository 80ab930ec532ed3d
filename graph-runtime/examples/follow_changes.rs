//! Keeps a copy of a collection up to date by delta queries, over restarts and when the service wants to start over.
//!
//! `cargo run --example follow_changes` runs against an emulator in the process.

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;

use graph_emulator::{Emulator, Resync};
use graph_runtime::pages::{DeltaLink, RoundEnd};
use graph_runtime::{Change, Client, FixedToken, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity directoryObject {}
    entity user: directoryObject {
        displayName: String,
        collection function delta() -> [user],
    }
}

type Failure = Box<dyn std::error::Error>;

/// What a program keeps, on a disk.
#[derive(Default)]
struct Copy {
    users: BTreeMap<String, String>,
    /// A delta link as JSON.
    link: Option<String>,
}

/// Brings the copy up to date: page by page, each together with the place behind it, so that the program may end anywhere.
async fn update(client: &Client, copy: &mut Copy) -> Result<(), Failure> {
    let mut changes = match &copy.link {
        Some(link) => client.delta_from::<User>(&serde_json::from_str::<DeltaLink<User>>(link)?)?,
        None => client.delta(graph_request!(V1: GET /users/delta).select(User::DISPLAY_NAME)),
    };
    while let Some(page) = changes.next_page().await {
        for change in page? {
            match change {
                Change::Changed(user) => {
                    let id = user.id.as_ref().ok_or("a user without an id")?;
                    let name = user.display_name.clone().unwrap_or_default();
                    copy.users.insert(id.to_string(), name);
                }
                Change::Removed { id, .. } => {
                    copy.users.remove(id.as_str());
                }
            }
        }
        copy.link = Some(serde_json::to_string(&changes.checkpoint())?);
    }
    let link = match changes.finish()? {
        RoundEnd::Complete(link) => link,
        RoundEnd::Resync(resync) => {
            println!("starting over: {}", resync.error());
            copy.users.clear();
            resync.into_link()
        }
    };
    copy.link = Some(serde_json::to_string(&link)?);
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let emulator = Emulator::builder()
        .page_size(2)
        .seed(
            "/v1.0/users",
            json!([
                { "id": "1", "displayName": "Adele" },
                { "id": "2", "displayName": "Alex" },
                { "id": "3", "displayName": "Diego" },
            ]),
        )
        .start()
        .await?;
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()?;

    let mut copy = Copy::default();
    update(&client, &mut copy).await?;
    println!("at first:   {:?}", copy.users);

    emulator.remove("/v1.0/users/2");
    emulator.seed(
        "/v1.0/users/3",
        json!({ "id": "3", "displayName": "Diego Siciliani" }),
    )?;
    update(&client, &mut copy).await?;
    println!("then:       {:?}", copy.users);

    emulator.expire_delta_links(Resync::Gone);
    update(&client, &mut copy).await?;
    update(&client, &mut copy).await?;
    println!("read again: {:?}", copy.users);
    Ok(())
}
