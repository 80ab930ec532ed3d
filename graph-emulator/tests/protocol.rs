//! Pages, changes, batches and etags, over HTTP.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Client, in_time};
use graph_emulator::{Builder, Emulator, Fault, On, Resync};
use serde_json::{Value, json};

async fn started(builder: Builder) -> (Emulator, Client) {
    let emulator = in_time(builder.start()).await.unwrap();
    let client = Client::connect(&emulator).await;
    (emulator, client)
}

fn users(count: u32) -> Value {
    (1..=count)
        .map(|id| json!({"id": id.to_string()}))
        .collect()
}

/// The path and query of a link.
fn target(emulator: &Emulator, link: &Value) -> String {
    let link = link.as_str().unwrap();
    link.strip_prefix(&emulator.url()).unwrap().to_owned()
}

fn ids(page: &Value) -> Vec<&str> {
    let items = page["value"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap()).collect()
}

/// All pages from a target on, up to the one that leads no further.
async fn pages(emulator: &Emulator, client: &mut Client, first: &str) -> Vec<Value> {
    let mut pages = Vec::new();
    let mut next = first.to_owned();
    loop {
        let page = client.get(&next).await.json();
        let link = page["@odata.nextLink"].clone();
        pages.push(page);
        if link.is_null() {
            return pages;
        }
        next = target(emulator, &link);
    }
}

#[tokio::test]
async fn collections_come_in_pages() {
    let builder = Emulator::builder()
        .seed("/v1.0/users", users(7))
        .page_size(3);
    let (emulator, mut client) = started(builder).await;
    let all = pages(&emulator, &mut client, "/v1.0/users?$count=true&$select=id").await;
    let found: Vec<_> = all.iter().map(ids).collect();
    assert_eq!(found, [vec!["1", "2", "3"], vec!["4", "5", "6"], vec!["7"]]);
    assert_eq!(all[0]["@odata.count"], 7);
    assert!(all[1].get("@odata.count").is_none());
    assert!(
        emulator.requests()[2]
            .query()
            .unwrap()
            .contains("$select=id")
    );

    let all = pages(&emulator, &mut client, "/v1.0/users?%24top=2&$skip=3").await;
    let found: Vec<_> = all.iter().map(ids).collect();
    assert_eq!(found, [vec!["4", "5"], vec!["6", "7"]]);

    let preferred = client
        .send(
            "GET",
            "/v1.0/users",
            &[("Prefer", "odata.maxpagesize=1")],
            b"",
        )
        .await;
    assert_eq!(ids(&preferred.json()), ["1"]);
    assert_eq!(
        preferred.header("preference-applied"),
        Some("odata.maxpagesize=1")
    );

    for wrong in ["$top=x", "$skip=-1", "$skiptoken=x"] {
        let response = client.get(&format!("/v1.0/users?{wrong}")).await;
        assert_eq!(response.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_link_holds_when_items_go() {
    let builder = Emulator::builder()
        .seed("/v1.0/users", users(5))
        .page_size(2);
    let (emulator, mut client) = started(builder).await;
    let first = client.get("/v1.0/users").await.json();
    assert!(emulator.remove("/v1.0/users/1") && emulator.remove("/v1.0/users/3"));
    assert!(!emulator.remove("/v1.0/users/3"));
    let next = target(&emulator, &first["@odata.nextLink"]);
    assert_eq!(ids(&client.get(&next).await.json()), ["4", "5"]);
}

#[tokio::test]
async fn pages_can_be_empty_and_items_be_made() {
    let builder = Emulator::builder()
        .generated(
            "/v1.0/users",
            1_000_000,
            |index| json!({"id": index.to_string()}),
        )
        .page_size(3)
        .empty_pages(2);
    let (emulator, mut client) = started(builder).await;
    let all = pages(
        &emulator,
        &mut client,
        "/v1.0/users?$skip=999993&$count=true",
    )
    .await;
    let found: Vec<_> = all.iter().map(ids).collect();
    assert_eq!(
        found,
        [
            vec!["999993", "999994", "999995"],
            vec![],
            vec!["999996", "999997", "999998"],
            vec!["999999"]
        ]
    );
    assert_eq!(all[0]["@odata.count"], 1_000_000);
}

#[tokio::test]
async fn a_page_without_a_header_can_be_refused() {
    let rule = On::path("/v1.0/users")
        .without_header("ConsistencyLevel")
        .always();
    let builder = Emulator::builder()
        .seed("/v1.0/users", users(1))
        .fault(rule, Fault::status(400));
    let (_emulator, mut client) = started(builder).await;
    assert_eq!(client.get("/v1.0/users").await.status, 400);
    let headers = [("ConsistencyLevel", "eventual")];
    assert_eq!(
        client
            .send("GET", "/v1.0/users", &headers, b"")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn changes_are_told_since_a_link() {
    let builder = Emulator::builder()
        .seed("/v1.0/users", users(3))
        .page_size(2);
    let (emulator, mut client) = started(builder).await;
    let round = pages(&emulator, &mut client, "/v1.0/users/delta?$select=id").await;
    assert_eq!(
        round.iter().map(ids).collect::<Vec<_>>(),
        [vec!["1", "2"], vec!["3"]]
    );
    let link = target(&emulator, &round[1]["@odata.deltaLink"]);
    assert!(link.contains("$select=id"), "{link}");

    let quiet = client.get(&link).await.json();
    assert_eq!(ids(&quiet), [""; 0]);

    client
        .write("PATCH", "/v1.0/users/3", json!({"a": 1}))
        .await;
    client
        .write("POST", "/v1.0/users", json!({"id": "4"}))
        .await;
    client.delete("/v1.0/users/1").await;
    client.delete("/v1.0/users/2").await;
    client
        .write("POST", "/v1.0/users", json!({"id": "2", "is": "back"}))
        .await;
    let round = pages(&emulator, &mut client, &link).await;
    let items: Vec<_> = round
        .iter()
        .flat_map(|page| page["value"].as_array().unwrap().clone())
        .collect();
    assert_eq!(
        items,
        [
            json!({"id": "3", "a": 1}),
            json!({"id": "4"}),
            json!({"id": "2", "is": "back"}),
            json!({"id": "1", "@removed": {"reason": "deleted"}}),
        ]
    );
    // The same link says the same again, and more once there is more.
    assert_eq!(pages(&emulator, &mut client, &link).await, round);
    let later = target(&emulator, &round[1]["@odata.deltaLink"]);
    assert_eq!(ids(&client.get(&later).await.json()), [""; 0]);
}

#[tokio::test]
async fn a_change_within_a_round_is_told_in_it_or_after_it() {
    let builder = Emulator::builder()
        .seed("/v1.0/users", users(3))
        .page_size(2);
    let (emulator, mut client) = started(builder).await;
    let first = client
        .get("/v1.0/users/microsoft.graph.delta()")
        .await
        .json();
    client.delete("/v1.0/users/1").await;
    client
        .write("PATCH", "/v1.0/users/2", json!({"a": 1}))
        .await;
    let last = client
        .get(&target(&emulator, &first["@odata.nextLink"]))
        .await
        .json();
    let next = client
        .get(&target(&emulator, &last["@odata.deltaLink"]))
        .await
        .json();
    assert_eq!(ids(&next), ["2", "1"]);
}

#[tokio::test]
async fn old_links_ask_to_start_over() {
    let builder = Emulator::builder().seed("/v1.0/users", users(1));
    let (emulator, mut client) = started(builder).await;
    let page = client
        .get("/v1.0/users/delta()?$deltatoken=latest")
        .await
        .json();
    let link = target(&emulator, &page["@odata.deltaLink"]);
    assert_eq!((ids(&page), client.get(&link).await.status), (vec![], 200));

    emulator.expire_delta_links(Resync::Gone);
    let gone = client.get(&link).await;
    let start = format!("{}/v1.0/users/delta()", emulator.url());
    assert_eq!(
        (gone.status, gone.header("location")),
        (410, Some(start.as_str()))
    );
    assert_eq!(ids(&client.get("/v1.0/users/delta()").await.json()), ["1"]);

    emulator.expire_delta_links(Resync::SyncStateNotFound);
    let lost = client.get(&link).await;
    assert_eq!(
        (lost.status, lost.error_code().as_str()),
        (400, "syncStateNotFound")
    );
    let foreign = client.get("/v1.0/users/delta()?$deltatoken=x").await;
    assert_eq!(
        (foreign.status, foreign.error_code().as_str()),
        (400, "BadRequest")
    );
}

#[tokio::test]
async fn etags_guard_against_lost_updates() {
    let builder = Emulator::builder()
        .seed("/v1.0/users/1", json!({"a": 1}))
        .etags();
    let (_emulator, mut client) = started(builder).await;
    let first = client.get("/v1.0/users/1").await;
    let etag = first.json()["@odata.etag"].as_str().unwrap().to_owned();
    assert_eq!(first.header("etag"), Some(etag.as_str()));
    let json_type = ("Content-Type", "application/json");
    let changed = client
        .send(
            "PATCH",
            "/v1.0/users/1",
            &[("If-Match", &etag), json_type],
            br#"{"a":2,"@odata.etag":"W/\"x\""}"#,
        )
        .await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.json()["@odata.etag"], etag);
    for method in ["PATCH", "PUT", "DELETE"] {
        let late = client
            .send(
                method,
                "/v1.0/users/1",
                &[("If-Match", &etag), json_type],
                b"{}",
            )
            .await;
        assert_eq!(
            (late.status, late.error_code().as_str()),
            (412, "PreconditionFailed")
        );
    }
    let now = changed.header("etag").unwrap().to_owned();
    let same = client
        .send("GET", "/v1.0/users/1", &[("If-None-Match", &now)], b"")
        .await;
    assert_eq!(same.status, 304);
    let create = client
        .send(
            "PUT",
            "/v1.0/users/1",
            &[("If-None-Match", "*"), json_type],
            b"{}",
        )
        .await;
    assert_eq!(create.status, 412);
    let any = client
        .send("DELETE", "/v1.0/users/1", &[("If-Match", "*")], b"")
        .await;
    assert_eq!(any.status, 204);
    let created = client
        .write("POST", "/v1.0/users", json!({"id": "2"}))
        .await
        .json();
    assert_eq!(created, client.get("/v1.0/users/2").await.json());
    assert!(created["@odata.etag"].is_string());
}

fn request(id: &str, method: &str, url: &str) -> Value {
    json!({"id": id, "method": method, "url": url})
}

/// A batch's answers by their ids.
async fn batch(client: &mut Client, requests: Value) -> serde_json::Map<String, Value> {
    let response = client
        .write("POST", "/v1.0/$batch", json!({"requests": requests}))
        .await;
    assert_eq!(response.status, 200, "{}", response.json());
    let body = response.json();
    let answers = body["responses"].as_array().unwrap().iter();
    answers
        .map(|answer| (answer["id"].as_str().unwrap().to_owned(), answer.clone()))
        .collect()
}

#[tokio::test]
async fn each_part_of_a_batch_has_its_own_answer() {
    let builder = Emulator::builder().seed("/v1.0/users", users(2)).fault(
        On::path("/v1.0/users/2"),
        Fault::throttled().retry_after("7"),
    );
    let (emulator, mut client) = started(builder).await;
    let mut patch = request("c", "PATCH", "users/1");
    patch["headers"] = json!({"Content-Type": "application/json"});
    patch["body"] = json!({"a": 1});
    let answers = batch(
        &mut client,
        json!([
            request("a", "GET", "/users/1"),
            request("b", "GET", "/users/2"),
            patch,
            request("d", "GET", "/users/9?$select=id"),
        ]),
    )
    .await;
    assert_eq!(answers["a"]["body"], json!({"id": "1"}));
    assert_eq!(answers["b"]["status"], 429);
    assert_eq!(answers["b"]["headers"]["Retry-After"], "7");
    assert_eq!(answers["c"]["body"], json!({"id": "1", "a": 1}));
    assert_eq!(
        (
            &answers["d"]["status"],
            &answers["d"]["body"]["error"]["code"]
        ),
        (&json!(404), &json!("ResourceNotFound"))
    );

    let requests = emulator.requests();
    assert!(requests[..4].iter().all(|request| request.is_in_batch()));
    assert_eq!(
        (requests[1].fault(), requests[4].is_in_batch()),
        (Some("429"), false)
    );
    assert_eq!(requests[3].target(), "/v1.0/users/9?$select=id");
    assert_eq!(
        batch(&mut client, json!([request("b", "GET", "/users/2")])).await["b"]["status"],
        200
    );
}

#[tokio::test]
async fn what_depends_on_a_failure_fails() {
    let builder = Emulator::builder().seed("/v1.0/users", users(1));
    let (emulator, mut client) = started(builder).await;
    let depending = |id: &str, on: &[&str], url: &str| {
        let mut request = request(id, "DELETE", url);
        request["dependsOn"] = json!(on);
        request
    };
    let answers = batch(
        &mut client,
        json!([
            depending("3", &["2"], "/users/1"),
            depending("2", &["1"], "/users/1"),
            request("1", "GET", "/users/7"),
        ]),
    )
    .await;
    let statuses: Vec<_> = answers.values().map(|answer| &answer["status"]).collect();
    assert_eq!(statuses, [404, 424, 424]);
    assert!(emulator.get("/v1.0/users/1").is_some());
}

#[tokio::test]
async fn batches_that_are_none_are_refused() {
    let (_emulator, mut client) = started(Emulator::builder()).await;
    let get = |id: &str| request(id, "GET", "/users/1");
    let many: Vec<_> = (0..21).map(|id| get(&id.to_string())).collect();
    let mut circle = get("a");
    circle["dependsOn"] = json!(["a"]);
    let mut untyped = request("a", "POST", "/users");
    untyped["body"] = json!({});
    for requests in [
        json!(many),
        json!([get("a"), get("a")]),
        json!([circle]),
        json!([untyped]),
        json!([request("a", "GET", "https://graph.microsoft.com/v1.0/me")]),
        json!([request("a", "POST", "/$batch")]),
        json!([{"id": "a"}]),
        json!(null),
    ] {
        let response = client
            .write("POST", "/v1.0/$batch", json!({"requests": requests}))
            .await;
        assert_eq!(
            (response.status, response.error_code().as_str()),
            (400, "BadRequest"),
            "{requests}"
        );
    }
}
