//! Delta rounds: changes, links that survive a restart, and a service that wants to start over.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use graph_runtime::error::ProtocolError;
use graph_runtime::model::RemovalReason;
use graph_runtime::pages::{DeltaLink, RoundEnd};
use graph_runtime::{Change, Client, Error, graph_request, graph_resource};

use crate::server::{Reply, Server, answer, json};
use crate::{client_of, failure, within};

graph_resource! {
    service V1 = "v1.0" { users: [user], groups: [group] }
    abstract entity directoryObject {}
    entity user: directoryObject {
        displayName: String,
        collection function delta() -> [user],
    }
    entity group: directoryObject {
        collection function delta() -> [group],
    }
}

/// What a change says in short: `+id` or `-id`.
fn short(change: &Change<User>) -> String {
    match change {
        Change::Changed(user) => format!("+{}", user.id.as_ref().expect("an id")),
        Change::Removed { id, .. } => format!("-{id}"),
    }
}

/// Three pages, then a delta link; what has changed since then; and links that are too old.
async fn service() -> Server {
    Server::start_knowing(|origin, seen| {
        let url = seen.line().split(' ').nth(1).unwrap_or_default().to_owned();
        let page = |members: &str, link: &str, token: &str| {
            Reply::Send(json(format!(
                r#"{{"value":[{members}],"@odata.{link}":"{origin}/v1.0/users/delta()?{token}"}}"#
            )))
        };
        match url.split_once('?').map(|(_, query)| query) {
            None | Some("$select=displayName") => page(
                r#"{"id":"a"},{"id":"b","@removed":{"reason":"changed"}}"#,
                "nextLink",
                "$skiptoken=1",
            ),
            Some("$skiptoken=1") => page(r#"{"id":"c"},{"id":"a"}"#, "nextLink", "$skiptoken=2"),
            Some("$skiptoken=2") => page(r#"{"id":"d"}"#, "deltaLink", "$deltatoken=1"),
            Some("$deltatoken=1") => page(
                r#"{"@removed":{"reason":"deleted"},"id":"c"}"#,
                "deltaLink",
                "$deltatoken=2",
            ),
            Some("$deltatoken=2") => page("", "deltaLink", "$deltatoken=2"),
            other => panic!("{other:?}"),
        }
    })
    .await
}

async fn rest(changes: &mut graph_runtime::pages::Delta<User>) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(change) = changes.next().await {
        all.push(short(&change.expect("a change")));
    }
    all
}

fn complete(end: RoundEnd<User>) -> DeltaLink<User> {
    match end {
        RoundEnd::Complete(link) => link,
        RoundEnd::Resync(resync) => panic!("{resync:?}"),
    }
}

/// Out and in again, as over a restart.
fn stored(link: &DeltaLink<User>) -> DeltaLink<User> {
    let text = serde_json::to_string(link).expect("JSON");
    serde_json::from_str(&text).expect("a delta link")
}

#[tokio::test]
async fn a_link_from_one_round_begins_the_next_even_after_a_restart() {
    within(async {
        let server = service().await;
        let client = client_of(&server.origin());
        let request = graph_request!(V1: GET /users/delta)
            .select(User::DISPLAY_NAME)
            .header(http::HeaderName::from_static("prefer"), "return=minimal")
            .expect("a header");
        let mut changes = client.delta(request);
        assert_eq!(rest(&mut changes).await, ["+a", "-b", "+c", "+a", "+d"]);
        let link = stored(&complete(changes.finish().expect("an end")));

        let client = client_of(&server.origin());
        let mut changes = client.delta_from(&link).expect("a round");
        match changes.next().await.expect("a change").expect("a change") {
            Change::Removed { id, reason } => {
                assert_eq!((id.as_str(), reason), ("c", RemovalReason::Deleted));
            }
            other => panic!("{other:?}"),
        }
        assert!(changes.next().await.is_none());
        let link = stored(&complete(changes.finish().expect("an end")));
        let mut changes = client.delta_from(&link).expect("a round");
        assert_eq!(rest(&mut changes).await, [""; 0]);
        // The headers are remembered over restarts, too.
        for seen in server.seen() {
            assert_eq!(
                seen.header("prefer"),
                Some("return=minimal"),
                "{}",
                seen.line()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn wherever_a_round_breaks_off_nothing_is_lost_and_nothing_comes_twice() {
    within(async {
        let server = service().await;
        for pages in 0..=3 {
            let mut all = Vec::new();
            let checkpoint = {
                let client = client_of(&server.origin());
                let mut changes = client.delta(graph_request!(V1: GET /users/delta));
                for _ in 0..pages {
                    let page = changes.next_page().await.expect("a page").expect("a page");
                    all.extend(page.iter().map(short));
                }
                // Everything but this text is dropped, in the middle of the request for the next page.
                serde_json::to_string(&changes.checkpoint()).expect("JSON")
            };
            let link = serde_json::from_str(&checkpoint).expect("a link");
            let client = client_of(&server.origin());
            let mut changes = client.delta_from::<User>(&link).expect("a round");
            all.extend(rest(&mut changes).await);
            // Behind the last page, the checkpoint is the next round's beginning, which tells of one removal.
            let expected: &[&str] = match pages {
                3 => &["+a", "-b", "+c", "+a", "+d", "-c"],
                _ => &["+a", "-b", "+c", "+a", "+d"],
            };
            assert_eq!(all, expected, "after {pages} pages");
            complete(changes.finish().expect("an end"));
        }
    })
    .await;
}

#[tokio::test]
async fn in_the_middle_of_a_page_the_page_comes_again() {
    within(async {
        let server = service().await;
        let client = client_of(&server.origin());
        let mut changes = client.delta(graph_request!(V1: GET /users/delta));
        changes.next().await.expect("a change").expect("a change");
        let mut again = client
            .delta_from(&stored(&changes.checkpoint()))
            .expect("a round");
        assert_eq!(rest(&mut again).await, ["+a", "-b", "+c", "+a", "+d"]);
        match changes.finish() {
            Err(Error::Protocol {
                problem: ProtocolError::UnfinishedRound,
                ..
            }) => {}
            other => panic!("{other:?}"),
        }
    })
    .await;
}

async fn resync_of(reply: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> (Server, String) {
    let asked = Arc::new(AtomicUsize::new(0));
    let server = Server::start_knowing(move |origin, seen| {
        if seen.line().contains("$deltatoken=old") {
            return Reply::Send(reply(origin));
        }
        let n = asked.fetch_add(1, Ordering::SeqCst);
        let token = if n == 0 { "old" } else { "new" };
        Reply::Send(json(format!(
            r#"{{"value":[{{"id":"a"}}],"@odata.deltaLink":"{origin}/v1.0/users/delta()?$deltatoken={token}"}}"#
        )))
    })
    .await;
    let client = client_of(&server.origin());
    let mut changes = client.delta(graph_request!(V1: GET /users/delta).select(User::DISPLAY_NAME));
    rest(&mut changes).await;
    let link = complete(changes.finish().expect("an end"));
    let mut changes = client.delta_from(&link).expect("a round");
    assert_eq!(rest(&mut changes).await, [""; 0]);
    let RoundEnd::Resync(resync) = changes.finish().expect("an end") else {
        panic!("the service wanted to start over");
    };
    let mut changes = client
        .delta_from(&stored(&resync.into_link()))
        .expect("a round");
    assert_eq!(rest(&mut changes).await, ["+a"]);
    complete(changes.finish().expect("an end"));
    let last = server.seen().last().expect("a request").line().to_owned();
    (server, last)
}

#[tokio::test]
async fn gone_with_a_location_starts_over_there() {
    within(async {
        let (_server, line) = resync_of(|origin| {
            answer(
                "410 Gone",
                &format!("Location: {origin}/v1.0/users/delta()?$skiptoken=\r\n"),
                "",
            )
        })
        .await;
        assert_eq!(line, "GET /v1.0/users/delta()?$skiptoken= HTTP/1.1");
    })
    .await;
}

#[tokio::test]
async fn a_lost_state_or_a_location_elsewhere_starts_over_with_the_first_request() {
    within(async {
        let lost = r#"{"error":{"code":"SyncStateNotFound","message":"The sync state generation is not found"}}"#;
        let in_a_page = answer("200 OK", "Content-Type: application/json\r\n", lost);
        let lost = answer("400 Bad Request", "Content-Type: application/json\r\n", lost);
        let elsewhere = answer("410 Gone", "Location: https://evil.example/\r\n", "");
        for reply in [lost, in_a_page, elsewhere] {
            let (_server, line) = resync_of(move |_| reply.clone()).await;
            assert_eq!(line, "GET /v1.0/users/delta()?$select=displayName HTTP/1.1");
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_is_of_its_entity_and_of_its_origin() {
    within(async {
        let server = service().await;
        let changes = client_of(&server.origin()).delta(graph_request!(V1: GET /users/delta));
        let text = serde_json::to_string(&changes.checkpoint()).expect("JSON");
        let error = serde_json::from_str::<DeltaLink<Group>>(&text).expect_err("a link of users");
        assert_eq!(
            error.to_string(),
            "the delta link is of `#microsoft.graph.user`, not of `#microsoft.graph.group`"
        );
        let other: Client = client_of("http://127.0.0.1:9");
        match failure(other.delta_from(&changes.checkpoint())) {
            Error::Protocol {
                problem: ProtocolError::ForeignLink { origin, .. },
                ..
            } => {
                assert_eq!(origin, "http://127.0.0.1:9");
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_round_without_a_delta_link_says_so() {
    within(async {
        let server = Server::saying(json(r#"{"value":[{"id":"a"}]}"#)).await;
        let mut changes = client_of(&server.origin()).delta(graph_request!(V1: GET /users/delta));
        rest(&mut changes).await;
        match changes.finish() {
            Err(Error::Protocol {
                problem: ProtocolError::NoDeltaLink,
                ..
            }) => {}
            other => panic!("{other:?}"),
        }
    })
    .await;
}
