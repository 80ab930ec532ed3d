//! What is read and written, over HTTP.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Client, in_time};
use graph_emulator::{Emulator, PatchResponse};
use serde_json::{Value, json};

async fn started(seeds: &[(&str, Value)]) -> (Emulator, Client) {
    let builder = Emulator::builder();
    let builder = seeds.iter().fold(builder, |builder, (url, value)| {
        builder.seed(*url, value.clone())
    });
    let emulator = in_time(builder.start()).await.unwrap();
    let client = Client::connect(&emulator).await;
    (emulator, client)
}

#[tokio::test]
async fn resources_and_collections_are_read() {
    let (emulator, mut client) = started(&[
        ("/beta/users/1", json!({"displayName": "Adele"})),
        ("/beta/users/1/manager", json!({"id": "2"})),
    ])
    .await;
    let response = client.get("/beta/users/1").await;
    assert_eq!(response.status, 200);
    assert_eq!(response.json(), json!({"id": "1", "displayName": "Adele"}));
    assert_eq!(
        client.get("/beta/users/1/manager").await.json(),
        json!({"id": "2"})
    );

    let response = client
        .get("/beta/users?$select=displayName&$top=1&%zz")
        .await;
    assert_eq!(response.status, 200);
    assert_eq!(
        response.json(),
        json!({
            "@odata.context": format!("{}/beta/$metadata#users", emulator.url()),
            "value": [{"id": "1", "displayName": "Adele"}],
        })
    );
    assert_eq!(
        emulator.requests()[2].query(),
        Some("$select=displayName&$top=1&%zz")
    );
}

#[tokio::test]
async fn items_are_created() {
    let (emulator, mut client) = started(&[("/beta/groups", json!([]))]).await;
    let response = client
        .write("POST", "/beta/groups", json!({"displayName": "A"}))
        .await;
    assert_eq!((response.status, response.header("location")), (201, None));
    assert_eq!(
        response.json(),
        json!({"id": "10000000-0000-4000-8000-000000000001", "displayName": "A"})
    );

    let response = client
        .write("POST", "/beta/groups", json!({"id": "g"}))
        .await;
    assert_eq!(
        (response.status, response.json()),
        (201, json!({"id": "g"}))
    );
    assert_eq!(
        client
            .write("POST", "/beta/groups/g/owners", json!({"id": "o"}))
            .await
            .status,
        201
    );
    assert_eq!(
        emulator.get("/beta/groups/g/owners"),
        Some(json!([{"id": "o"}]))
    );

    let response = client
        .write("POST", "/beta/groups", json!({"id": "g", "a": 1}))
        .await;
    assert_eq!(
        (response.status, response.error_code().as_str()),
        (409, "Conflict")
    );
    assert_eq!(emulator.get("/beta/groups/g"), Some(json!({"id": "g"})));

    let response = client.write("POST", "/beta/groups", json!({"id": 5})).await;
    assert_eq!(
        (response.status, response.error_code().as_str()),
        (400, "BadRequest")
    );
}

#[tokio::test]
async fn patches_merge() {
    let url = "/beta/deviceManagement/deviceConfigurations/c1/assignments/a1";
    let (emulator, mut client) = started(&[(
        url,
        json!({
            "source": "direct",
            "sourceId": "s",
            "target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": "g", "filter": "f"},
        }),
    )])
    .await;

    let patch = json!({"sourceId": null, "target": {"groupId": "h"}});
    let updated = json!({
        "id": "a1",
        "source": "direct",
        "sourceId": null,
        "target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": "h", "filter": "f"},
    });
    let response = client.write("PATCH", url, patch).await;
    assert_eq!((response.status, response.json()), (200, updated.clone()));
    assert_eq!(emulator.get(url), Some(updated.clone()));

    let response = client
        .write("PATCH", url, json!({"id": "a2", "source": "x"}))
        .await;
    assert_eq!(
        (response.status, response.error_code().as_str()),
        (400, "BadRequest")
    );
    assert_eq!(emulator.get(url), Some(updated));
}

#[tokio::test]
async fn patches_are_answered_as_configured_and_as_preferred() {
    let url = "/beta/me";
    for (configured, without_preference) in [
        (PatchResponse::Object, 200),
        (PatchResponse::NoContent, 204),
    ] {
        let builder = Emulator::builder()
            .seed(url, json!({}))
            .patch_response(configured);
        let emulator = in_time(builder.start()).await.unwrap();
        let mut client = Client::connect(&emulator).await;
        for (prefer, status, applied) in [
            ("odata.maxpagesize=5", without_preference, None),
            ("return=minimal", 204, Some("return=minimal")),
            ("x=1, Return=\"minimal\"", 204, Some("return=minimal")),
            (
                "return=representation; a=b, return=minimal",
                200,
                Some("return=representation"),
            ),
        ] {
            let headers = [
                ("Content-Type", "Application/JSON; charset=utf-8"),
                ("Prefer", prefer),
            ];
            let response = client.send("PATCH", url, &headers, br#"{"a": 1}"#).await;
            assert_eq!(
                (response.status, response.header("preference-applied")),
                (status, applied),
                "{prefer}"
            );
            match status {
                200 => assert_eq!(response.json(), json!({"a": 1})),
                _ => assert_eq!(
                    (response.body.len(), response.header("content-type")),
                    (0, None)
                ),
            }
        }
    }
}

#[tokio::test]
async fn resources_are_put_and_deleted() {
    let (emulator, mut client) = started(&[("/beta/users/1", json!({"a": 1}))]).await;
    let response = client.write("PUT", "/beta/users/1", json!({"b": 2})).await;
    assert_eq!(
        (response.status, response.json()),
        (200, json!({"id": "1", "b": 2}))
    );
    let response = client.write("PUT", "/beta/users/2", json!({})).await;
    assert_eq!(
        (response.status, response.json()),
        (201, json!({"id": "2"}))
    );
    let response = client
        .write("PUT", "/beta/users/2", json!({"id": "3"}))
        .await;
    assert_eq!(response.status, 400);

    for url in ["/beta/users/1", "/beta/users/2"] {
        let response = client.delete(url).await;
        assert_eq!((response.status, response.body.len()), (204, 0));
        assert_eq!(client.delete(url).await.status, 404);
        assert_eq!(emulator.get(url), None);
    }
    assert_eq!(client.get("/beta/users").await.json()["value"], json!([]));
}

#[tokio::test]
async fn keys_come_in_both_forms() {
    let (emulator, mut client) = started(&[("/beta/users/it's", json!({}))]).await;
    for target in [
        "/beta/users/it's",
        "/beta/users/it%27s",
        "/beta/users('it''s')",
        "/beta/users(%27it%27%27s%27)",
    ] {
        assert_eq!(
            client.get(target).await.json(),
            json!({"id": "it's"}),
            "{target}"
        );
    }
    let targets: Vec<_> = emulator
        .requests()
        .iter()
        .map(|request| request.target().to_owned())
        .collect();
    assert_eq!(targets[2], "/beta/users('it''s')");
    assert_eq!(targets[3], "/beta/users(%27it%27%27s%27)");
}

#[tokio::test]
async fn any_encoded_key_is_one_segment() {
    let (_emulator, mut client) = started(&[("/beta/users", json!([]))]).await;
    let long = "k".repeat(10_000);
    let smileys = "😀".repeat(1_000);
    let keys = [
        "a/b",
        "?",
        "#",
        "%",
        "%25",
        "'",
        "+",
        " ",
        "..",
        "a('b')",
        "(",
        "x#EXT#@y.z",
        "$x",
        "\u{0}",
        "😀",
        &long,
        &smileys,
    ];
    for key in keys {
        let response = client
            .write("POST", "/beta/users", json!({"id": key}))
            .await;
        assert_eq!(response.status, 201, "{key}");
        let encoded: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let response = client.get(&format!("/beta/users/{encoded}")).await;
        assert_eq!(response.status, 200, "{key}");
        assert_eq!(response.json()["id"], key);
    }
}

#[tokio::test]
async fn seeds_are_added_while_running() {
    let (emulator, mut client) = started(&[]).await;
    assert_eq!(client.get("/beta/users/1").await.status, 404);
    emulator.seed("/beta/users/1", json!({"a": 1})).unwrap();
    assert_eq!(client.get("/beta/users/1").await.status, 200);

    for (url, resource, message) in [
        (
            "beta/users/1",
            json!({}),
            "cannot seed `beta/users/1`: the path does not begin with '/'",
        ),
        (
            "/beta/users/a#b",
            json!({}),
            "cannot seed `/beta/users/a#b`: the URL has a query or a fragment; in a key, write `?` as `%3F` and `#` as `%23`",
        ),
        (
            "/beta/users",
            json!(1),
            "cannot seed `/beta/users`: the value must be an object or an array of objects",
        ),
    ] {
        let error = emulator.seed(url, resource).unwrap_err();
        assert_eq!((error.url(), error.to_string().as_str()), (url, message));
    }
}

#[tokio::test]
async fn a_bad_seed_is_an_error_at_the_start() {
    let error = in_time(Emulator::builder().seed("/beta", json!({})).start())
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "cannot seed the emulator");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(
        source,
        "cannot seed `/beta`: the URL must have a version and a name, such as `/beta/me`"
    );
}
