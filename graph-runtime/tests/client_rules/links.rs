//! Collections that go on: links without the prefix `odata.`, as services of OData 4.01 write them, and those of expanded collections.

use graph_runtime::error::ProtocolError;
use graph_runtime::pages::RoundEnd;
use graph_runtime::{Batch, Error, Page, Request, graph_request, graph_resource};

use crate::server::{Reply, Server, answer, json};
use crate::{client_of, failure, get, within};

graph_resource! {
    service V1 = "v1.0" { users: [user], groups: [group] }
    abstract entity directoryObject {}
    entity user: directoryObject {
        displayName: String,
        collection function delta() -> [user],
    }
    entity group: directoryObject {
        ref members: [directoryObject] { get, post },
    }
}

fn id_of(object: &DirectoryObject) -> String {
    object.id.as_ref().expect("an id").to_string()
}

/// A page of OData 4.01 for each `$skiptoken`, the last one with a link for the next round.
async fn service(pages: usize, in_front: bool) -> Server {
    Server::start_knowing(move |origin, seen| {
        let url = seen.line().split(' ').nth(1).unwrap_or_default();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let n: usize = query
            .split("$skiptoken=")
            .nth(1)
            .map_or(0, |n| n.parse().expect("a number"));
        let link = match n + 1 < pages {
            true => format!(r#""@nextLink":"{origin}{path}?$skiptoken={}""#, n + 1),
            false => format!(r#""@deltaLink":"{origin}{path}?$deltatoken=1""#),
        };
        let value = format!(r##""value":[{{"@type":"#microsoft.graph.user","id":"{n}"}}]"##);
        Reply::Send(json(match in_front {
            true => format!(r#"{{"@count":3,{link},{value}}}"#),
            false => format!(r#"{{"@count":3,{value},{link}}}"#),
        }))
    })
    .await
}

#[tokio::test]
async fn a_listing_of_odata_4_01_goes_on_to_its_end() {
    within(async {
        for in_front in [true, false] {
            let server = service(3, in_front).await;
            let mut users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
            let mut ids = Vec::new();
            while let Some(user) = users.next().await {
                ids.push(id_of(&user.expect("a user")));
            }
            assert_eq!(ids, ["0", "1", "2"]);
            assert_eq!(users.count(), Some(3));
        }
    })
    .await;
}

#[tokio::test]
async fn a_delta_round_of_odata_4_01_ends_with_its_link() {
    within(async {
        let server = service(2, true).await;
        let mut changes = client_of(&server.origin()).delta(graph_request!(V1: GET /users/delta));
        let mut count = 0;
        while let Some(change) = changes.next().await {
            change.expect("a change");
            count += 1;
        }
        assert_eq!(count, 2);
        let RoundEnd::Complete(link) = changes.finish().expect("an end") else {
            panic!("no link");
        };
        let json = serde_json::to_string(&link).expect("JSON");
        assert!(json.contains("$deltatoken=1"), "{json}");
    })
    .await;
}

#[tokio::test]
async fn behind_an_odd_member_a_listing_of_odata_4_01_goes_on() {
    within(async {
        let server = Server::start_knowing(|origin, seen| {
            Reply::Send(json(match seen.line().contains("skiptoken") {
                true => r#"{"value":[{"id":"b"}]}"#.to_owned(),
                false => {
                    format!(r#"{{"value":[5],"@nextLink":"{origin}/v1.0/users?$skiptoken=1"}}"#)
                }
            }))
        })
        .await;
        let mut users = client_of(&server.origin()).items(graph_request!(V1: GET /users));
        let error = users.next().await.expect("a member").expect_err("no user");
        assert!(matches!(error, Error::Decode { .. }), "{error:?}");
        users.resume();
        let user = users.next().await.expect("a member").expect("a user");
        assert_eq!(id_of(&user), "b");
    })
    .await;
}

/// What is read of one group whose members go on at `link`.
fn members_at(link: &str) -> Page<AnyDirectoryObject> {
    let json =
        format!(r#"{{"id":"g","members":[{{"id":"first"}}],"members@odata.nextLink":"{link}"}}"#);
    let group: Group = serde_json::from_str(&json).expect("a group");
    Group::MEMBERS.of(&group).expect("members").expect("some")
}

#[tokio::test]
async fn the_members_of_an_expanded_collection_are_listed_to_their_end() {
    within(async {
        let server = service(2, true).await;
        let client = client_of(&server.origin());
        let link = format!("{}/v1.0/groups/g/members?$skiptoken=0", server.origin());
        let mut members = client.items_from(members_at(&link));
        let mut ids = Vec::new();
        while let Some(member) = members.next().await {
            ids.push(id_of(&member.expect("a member")));
        }
        assert_eq!(ids, ["first", "0", "1"]);

        // Each page by itself, with headers of the caller's; a link may begin at the origin.
        let mut pages = client
            .pages_from(members_at("/v1.0/groups/g/members?$skiptoken=1"))
            .with_headers(Request::<()>::eventual(get("/")).headers().clone());
        assert_eq!(pages.next_url(), None);
        pages.next().await.expect("a page").expect("the first");
        assert_eq!(
            pages.next_url(),
            Some("/v1.0/groups/g/members?$skiptoken=1")
        );
        let page = pages.next().await.expect("a page").expect("the second");
        assert!(matches!(page.value[0], AnyDirectoryObject::User(_)));
        assert!(pages.next().await.is_none());
        let seen = server.seen();
        assert_eq!(
            seen.last().expect("a request").header("consistencylevel"),
            Some("eventual")
        );
    })
    .await;
}

#[tokio::test]
async fn an_expanded_collection_that_does_not_go_on_asks_for_nothing() {
    within(async {
        let server = service(1, true).await;
        let client = client_of(&server.origin());
        let members = client.items_from(members_at("")).collect_up_to(5).await;
        assert_eq!(members.expect("one").len(), 1);
        let nothing = client
            .items_from(Page::<User>::default())
            .collect_up_to(5)
            .await;
        assert_eq!(nothing.expect("none").len(), 0);
        assert!(server.seen().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_link_of_an_expanded_collection_is_followed_to_the_own_service_only() {
    within(async {
        let server = service(1, true).await;
        let client = client_of(&server.origin());
        for (link, is_foreign) in [
            ("https://evil.example/v1.0/groups/g/members", true),
            ("members?$skip=1", false),
        ] {
            let mut members = client.items_from(members_at(link));
            members.next().await.expect("a member").expect("the first");
            let error = failure(members.next().await.expect("an error"));
            let Error::Protocol { problem, .. } = &error else {
                panic!("{error:?}");
            };
            assert_eq!(
                matches!(problem, ProtocolError::ForeignLink { .. }),
                is_foreign,
                "{error}"
            );
            assert!(members.next().await.is_none());
        }
        assert!(server.seen().is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_highest_version_of_odata_is_said_to_the_service_alone() {
    within(async {
        let blobs = Server::saying(json("{}")).await;
        let to = format!("Location: {}/blob\r\n", blobs.origin());
        let server = Server::saying(answer("302 Found", &to, "")).await;
        let client = client_of(&server.origin());
        client
            .send(get::<()>("/v1.0/me/photo/$value"))
            .await
            .expect("an answer");
        assert_eq!(server.only().header("odata-maxversion"), Some("4.0"));
        assert_eq!(blobs.only().header("odata-maxversion"), None);

        // A request that says another one has its way; so has a batch, whose parts inherit what it says.
        let server = Server::saying(json(r#"{"responses":[{"id":"1","status":204}]}"#)).await;
        let client = client_of(&server.origin());
        let name = http::HeaderName::from_static("odata-maxversion");
        let request = get::<()>("/v1.0/me")
            .header(name, "4.01")
            .expect("a header");
        client.send(request).await.expect("an answer");
        let mut batch = Batch::new();
        let _slot = batch.add(get::<()>("/v1.0/me"));
        client.run(batch).await.expect("answers");
        let versions = server
            .seen()
            .into_iter()
            .map(|seen| seen.header("odata-maxversion").map(str::to_owned));
        let versions: Vec<_> = versions.flatten().collect();
        assert_eq!(versions, ["4.01", "4.0"]);
    })
    .await;
}
