//! Links, over HTTP: `$ref` links and unlinks, and what is done without it is done to the entity itself.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Client, in_time};
use graph_emulator::Emulator;
use serde_json::json;

async fn started() -> (Emulator, Client) {
    let builder = Emulator::builder()
        .seed(
            "/v1.0/users",
            json!([
                { "id": "1", "displayName": "Adele" },
                { "id": "2", "displayName": "Alex" },
            ]),
        )
        .seed("/v1.0/groups", json!([{ "id": "g" }]))
        .seed("/v1.0/groups/g/members", json!([]));
    let emulator = in_time(builder.start()).await.unwrap();
    let client = Client::connect(&emulator).await;
    (emulator, client)
}

fn to(id: &str) -> serde_json::Value {
    json!({ "@odata.id": format!("https://graph.microsoft.com/v1.0/{id}") })
}

const MEMBERS: &str = "/v1.0/groups/g/members/$ref";

#[tokio::test]
async fn members_are_added_listed_and_removed_without_harm() {
    let (emulator, mut client) = started().await;
    for id in ["users/1", "directoryObjects/2"] {
        let response = client.write("POST", MEMBERS, to(id)).await;
        assert_eq!((response.status, response.body.len()), (204, 0), "{id}");
    }
    // They are the users themselves, as they are now.
    client
        .write(
            "PATCH",
            "/v1.0/users/1",
            json!({ "displayName": "Adele Vance" }),
        )
        .await;
    assert_eq!(
        client.get("/v1.0/groups/g/members").await.json()["value"],
        json!([
            { "id": "1", "displayName": "Adele Vance" },
            { "id": "2", "displayName": "Alex" },
        ])
    );
    let url = |id: &str| json!({ "@odata.id": format!("{}/v1.0/users/{id}", emulator.url()) });
    assert_eq!(
        client.get(MEMBERS).await.json()["value"],
        json!([url("1"), url("2")])
    );

    let member = "/v1.0/groups/g/members/1/$ref";
    assert_eq!(
        client.get(member).await.json()["@odata.id"],
        url("1")["@odata.id"]
    );
    assert_eq!(client.delete(member).await.status, 204);
    assert_eq!(client.delete(member).await.status, 404);
    assert_eq!(
        client.get("/v1.0/groups/g/members").await.json()["value"],
        json!([{ "id": "2", "displayName": "Alex" }])
    );
    assert!(emulator.get("/v1.0/users/1").is_some());
}

/// The classic mistake: `$ref` is forgotten, and the user is gone.
#[tokio::test]
async fn without_ref_the_entity_itself_is_changed_and_deleted() {
    let (emulator, mut client) = started().await;
    client.write("POST", MEMBERS, to("users/1")).await;
    let member = "/v1.0/groups/g/members/1";
    let changed = client
        .write("PATCH", member, json!({ "jobTitle": "x" }))
        .await;
    assert_eq!(changed.status, 200);
    let user = emulator.get("/v1.0/users/1").unwrap();
    assert_eq!(user["jobTitle"], "x");
    client
        .write(
            "POST",
            "/v1.0/groups/g/members/1/messages",
            json!({ "id": "m" }),
        )
        .await;
    assert!(emulator.get("/v1.0/users/1/messages/m").is_some());

    assert_eq!(client.delete(member).await.status, 204);
    assert_eq!(emulator.get("/v1.0/users/1"), None);
    assert_eq!(
        client.get("/v1.0/groups/g/members").await.json()["value"],
        json!([])
    );
    assert_eq!(client.get(member).await.status, 404);
}

#[tokio::test]
async fn a_single_reference_is_set_replaced_and_removed() {
    let (emulator, mut client) = started().await;
    let manager = "/v1.0/users/1/manager/$ref";
    assert_eq!(client.get(manager).await.status, 404);
    assert_eq!(client.delete(manager).await.status, 404);
    for id in ["2", "1"] {
        let response = client
            .write("PUT", manager, to(&format!("users/{id}")))
            .await;
        assert_eq!(response.status, 204);
        assert_eq!(client.get("/v1.0/users/1/manager").await.json()["id"], id);
    }
    assert_eq!(
        client.write("POST", manager, to("users/2")).await.status,
        405
    );
    assert_eq!(client.delete(manager).await.status, 204);
    assert_eq!(client.get("/v1.0/users/1/manager").await.status, 404);
    assert!(emulator.get("/v1.0/users/1").is_some());
}

#[tokio::test]
async fn what_cannot_be_linked_is_refused() {
    let (_emulator, mut client) = started().await;
    client.write("POST", MEMBERS, to("users/1")).await;
    let mut refused = async |target: &str, body, status: u16, code: &str| {
        let response = client.write("POST", target, body).await;
        let found = (response.status, response.error_code());
        assert_eq!(found, (status, code.to_owned()), "{target}");
    };
    refused(MEMBERS, to("users/1"), 400, "BadRequest").await;
    refused(MEMBERS, to("users/9"), 404, "Request_ResourceNotFound").await;
    refused(
        MEMBERS,
        to("directoryObjects/9"),
        404,
        "Request_ResourceNotFound",
    )
    .await;
    refused(MEMBERS, json!({ "id": "1" }), 400, "BadRequest").await;
    refused(
        MEMBERS,
        json!({ "@odata.id": "https://x" }),
        400,
        "BadRequest",
    )
    .await;
    // An entity in its set is no reference to itself.
    refused("/v1.0/users/1/$ref", to("users/2"), 404, "ResourceNotFound").await;
    refused("/v1.0/users/$ref", to("users/2"), 404, "ResourceNotFound").await;
    assert_eq!(client.delete("/v1.0/users/1/$ref").await.status, 404);
    assert_eq!(client.delete(MEMBERS).await.status, 405);
}

#[tokio::test]
async fn what_is_seeded_at_the_ref_itself_is_answered_as_it_is() {
    let builder = Emulator::builder()
        .seed("/v1.0/groups", json!([{ "id": "g" }]))
        .seed(
            MEMBERS,
            json!([{ "id": "x", "@odata.id": "https://graph.microsoft.com/v1.0/users/x" }]),
        );
    let emulator = in_time(builder.start()).await.unwrap();
    let mut client = Client::connect(&emulator).await;
    assert_eq!(client.get(MEMBERS).await.json()["value"][0]["id"], "x");
}

#[tokio::test]
async fn delta_tells_what_can_come_back_from_what_cannot() {
    let (emulator, mut client) = started().await;
    let first = client.get("/v1.0/users/delta").await.json();
    let link = first["@odata.deltaLink"].as_str().unwrap().to_owned();
    assert!(emulator.soft_delete("/v1.0/users/1"));
    assert!(!emulator.soft_delete("/v1.0/users/1"));
    assert!(emulator.remove("/v1.0/users/2"));
    let target = link.strip_prefix(&emulator.url()).unwrap();
    assert_eq!(
        client.get(target).await.json()["value"],
        json!([
            { "id": "1", "@removed": { "reason": "changed" } },
            { "id": "2", "@removed": { "reason": "deleted" } },
        ])
    );
}
