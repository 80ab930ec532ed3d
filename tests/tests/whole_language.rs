//! Requests of every kind through the client, against the emulator: what goes over the wire, and how its answer is read.
#![allow(clippy::unwrap_used)]

use graph_emulator::{Emulator, RecordedRequest};
use graph_runtime::error::InvalidRequest;
use graph_runtime::query::Operand as _;
use graph_runtime::{
    Arguments, Client, Create, Error, FixedToken, Update, graph_request, graph_resource,
};
use serde_json::{Value, json};

graph_resource! {
    service Beta = "beta" {
        applications: [application],
        drive: drive { get },
        groups: [group],
        users: [user],
    }

    abstract entity directoryObject {
        action checkMemberGroups(groupIds: [String]) -> [String],
        collection function delta() -> [directoryObject],
    }

    open entity user: directoryObject {
        age: Int32,
        displayName: String { get },
        mailboxSettings: mailboxSettings { get, patch },
        interests: [String] { get },
        ref manager: directoryObject,
        nav mailFolders: [mailFolder],
        nav messages: [message],
        function rank(of: String) -> Int32,
    }

    entity group: directoryObject {
        displayName: String,
        ref members: [directoryObject],
    }

    entity application: directoryObject { #[alternate_key] appId: String }
    complex mailboxSettings { timeZone: String }
    entity mailFolder { key inbox, displayName: String, nav messages: [message] }
    entity message { subject: String }
    entity drive { nav root: driveItem }
    #[path_addressed] entity driveItem { name: String, nav children: [driveItem] }
}

async fn start(seeds: &[(&str, Value)]) -> (Emulator, Client) {
    let mut builder = Emulator::builder();
    for (url, value) in seeds {
        builder = builder.seed(*url, value.clone());
    }
    let emulator = builder.start().await.unwrap();
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .build()
        .unwrap();
    (emulator, client)
}

/// The one request since the last time, as it came in.
fn received(emulator: &Emulator) -> RecordedRequest {
    let [request]: [RecordedRequest; 1] = emulator.take_requests().try_into().unwrap();
    request
}

fn line(request: &RecordedRequest) -> String {
    format!("{} {}", request.method(), request.target())
}

#[tokio::test]
async fn a_query_arrives_as_it_was_built() {
    let (emulator, client) = start(&[("/beta/users/u", json!({"displayName": "O'Neill"}))]).await;
    let request = graph_request!(Beta: GET /users)
        .filter(User::DISPLAY_NAME.ne("O'Neill & sons+"))
        .select((User::DISPLAY_NAME, DirectoryObject::ID))
        .expand(User::MESSAGES.filter(Message::SUBJECT.eq("a;b)")).top(1))
        .search("displayName:\"x\"");
    let page = client.send(request).await.unwrap();
    assert_eq!(page.value[0].display_name.as_deref(), Some("O'Neill"));
    let request = received(&emulator);
    assert_eq!(
        line(&request),
        "GET /beta/users?$filter=displayName%20ne%20%27O%27%27Neill%20%26%20sons%2B%27&$count=true\
         &$select=displayName,id&$expand=messages($filter=subject%20eq%20%27a;b)%27;$top=1)\
         &$search=%22displayName:%5C%22x%5C%22%22"
    );
    assert_eq!(request.header("consistencylevel"), Some("eventual"));

    client
        .send(graph_request!(Beta: GET /users).top(1))
        .await
        .unwrap();
    assert_eq!(received(&emulator).header("consistencylevel"), None);
}

#[tokio::test]
async fn what_is_expanded_is_read() {
    let user = json!({
        "manager": {"@odata.type": "#microsoft.graph.user", "displayName": "Boss"},
        "messages": [{"subject": "Hi"}],
    });
    let (_emulator, client) = start(&[("/beta/users/u", user)]).await;
    let request = graph_request!(Beta: GET /users/{"u"})
        .expand(User::MANAGER)
        .expand(User::MESSAGES);
    let user = client.send(request).await.unwrap();
    let manager: User = User::MANAGER
        .of(&user)
        .unwrap()
        .unwrap()
        .downcast()
        .unwrap();
    assert_eq!(manager.display_name.as_deref(), Some("Boss"));
    let messages = User::MESSAGES.of(&user).unwrap().unwrap();
    assert_eq!(messages.value[0].subject.as_deref(), Some("Hi"));
}

#[tokio::test]
async fn links_name_the_service_that_they_are_sent_to() {
    let (emulator, client) = start(&[
        ("/beta/users/u/x", json!({})),
        ("/beta/groups", json!([{"id": "g"}])),
        ("/beta/groups/g/members/$ref", json!([])),
    ])
    .await;
    let group = Create::<Group>::new()
        .set(Group::DISPLAY_NAME, "https://graph.microsoft.com")
        .bind_all(Group::MEMBERS, [Beta.users().id("u/1")])
        .annotate("@a.b", "c");
    let created = client
        .send(graph_request!(Beta: POST /groups, group))
        .await
        .unwrap()
        .unwrap();
    assert!(created.id.is_some());
    assert_eq!(
        received(&emulator).json(),
        Some(json!({
            "@odata.type": "#microsoft.graph.group",
            "displayName": "https://graph.microsoft.com",
            "members@odata.bind": [format!("{}/beta/users/u%2F1", emulator.url())],
            "@a.b": "c",
        }))
    );

    let (group, user) = ("g", "u/1");
    let link = graph_request!(Beta: POST /groups/{group}/members/$ref, Beta.users().id(user));
    client.send(link).await.unwrap();
    let request = received(&emulator);
    assert_eq!(line(&request), "POST /beta/groups/g/members/$ref");
    assert_eq!(
        request.json(),
        Some(json!({"@odata.id": format!("{}/beta/users/u%2F1", emulator.url())}))
    );
    let references = client
        .send(graph_request!(Beta: GET /groups/{group}/members/$ref))
        .await
        .unwrap();
    assert_eq!(
        references.value[0].odata_id,
        Some(format!("{}/beta/users/u%2F1", emulator.url()))
    );
}

#[tokio::test]
async fn a_reference_is_set_and_removed_and_its_target_stays() {
    let (emulator, client) = start(&[
        ("/beta/users/u", json!({})),
        ("/beta/users/boss", json!({})),
        ("/beta/users/u/manager", json!({"id": "boss"})),
    ])
    .await;
    let user = "u";
    let put = graph_request!(Beta: PUT /users/{user}/manager/$ref, Beta.users().id("boss"));
    client.send(put).await.unwrap();
    let delete = graph_request!(Beta: DELETE /users/{user}/manager/$ref);
    client.send(delete).await.unwrap();
    let lines: Vec<String> = emulator.take_requests().iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "PUT /beta/users/u/manager/$ref",
            "DELETE /beta/users/u/manager/$ref"
        ]
    );
    assert!(emulator.get("/beta/users/boss").is_some());
}

#[tokio::test]
async fn functions_actions_and_properties_answer_values() {
    let (emulator, client) = start(&[
        ("/beta/users/u", json!({})),
        ("/beta/users/u/rank(of='it''s')", json!({"value": 3})),
        ("/beta/users/u/displayName", json!({"value": "Adele"})),
        ("/beta/users/u/interests", json!({"value": ["a", "b"]})),
        ("/beta/users/u/mailboxSettings", json!({"timeZone": "UTC"})),
        ("/beta/users/delta()", json!([{"id": "1"}, {"id": "2"}])),
    ])
    .await;
    let user = "u";
    let rank = client
        .send(graph_request!(Beta: GET /users/{user}/rank(of={"it's"})))
        .await
        .unwrap();
    assert_eq!(rank.value, Some(3));
    let name = client
        .send(graph_request!(Beta: GET /users/{user}/displayName))
        .await
        .unwrap();
    assert_eq!(name.value.as_deref(), Some("Adele"));
    let interests = client
        .send(graph_request!(Beta: GET /users/{user}/interests))
        .await
        .unwrap();
    assert_eq!(interests.value.unwrap(), ["a", "b"]);
    let changed = client
        .send(graph_request!(Beta: GET /users/delta))
        .await
        .unwrap();
    assert_eq!(changed.value.len(), 2);
    let update = Update::<MailboxSettings>::new().set(MailboxSettings::TIME_ZONE, "CET");
    let settings = client
        .send(graph_request!(Beta: PATCH /users/{user}/mailboxSettings, update))
        .await
        .unwrap();
    assert_eq!(settings.unwrap().time_zone.as_deref(), Some("CET"));
    let _ = emulator.take_requests();

    let groups = Arguments::<DirectoryObjectCheckMemberGroups>::new()
        .set(DirectoryObjectCheckMemberGroups::GROUP_IDS, ["g"]);
    let request = graph_request!(Beta: POST /users/{user}/checkMemberGroups, groups);
    client.send(request.decode_as::<()>()).await.unwrap();
    let request = received(&emulator);
    assert_eq!(line(&request), "POST /beta/users/u/checkMemberGroups");
    assert_eq!(request.json(), Some(json!({"groupIds": ["g"]})));
}

#[tokio::test]
async fn entities_are_addressed_by_more_than_ids() {
    let (_emulator, client) = start(&[
        ("/beta/applications(appId='a''b')", json!({"id": "1"})),
        (
            "/beta/users/u/mailFolders/inbox",
            json!({"id": "long", "displayName": "Inbox"}),
        ),
        (
            "/beta/drive/root:/Q1%20plan/a%23b.txt",
            json!({"id": "i", "name": "a#b.txt"}),
        ),
        (
            "/beta/drive/root:/Q1%20plan:/children",
            json!([{"id": "c"}]),
        ),
        (
            "/beta/groups/g/members/microsoft.graph.user",
            json!([{"id": "u", "age": 7}]),
        ),
    ])
    .await;
    let (user, id) = ("u", "a'b");
    let application = client
        .send(graph_request!(Beta: GET /applications(appId={id})))
        .await
        .unwrap();
    assert_eq!(application.id.as_ref().unwrap(), &"1");
    let inbox = client
        .send(graph_request!(Beta: GET /users/{user}/mailFolders/inbox))
        .await
        .unwrap();
    assert_eq!(inbox.display_name.as_deref(), Some("Inbox"));
    let item = client
        .send(graph_request!(Beta: GET /drive/root:/{"Q1 plan/a#b.txt"}))
        .await
        .unwrap();
    assert_eq!(item.name.as_deref(), Some("a#b.txt"));
    let children = client
        .send(graph_request!(Beta: GET /drive/root:/{"Q1 plan"}:/children))
        .await
        .unwrap();
    assert_eq!(children.value.len(), 1);
    let users = client
        .send(graph_request!(Beta: GET /groups/{"g"}/members/microsoft.graph.user))
        .await
        .unwrap();
    assert_eq!(users.value[0].age, Some(7));
}

#[tokio::test]
async fn what_has_a_problem_is_never_sent() {
    let (emulator, client) = start(&[("/beta/users/u", json!({}))]).await;
    let empty = "";
    let create = || Create::<Group>::new();
    let requests = [
        graph_request!(Beta: DELETE /groups/{"g"}/members/{empty}/$ref),
        graph_request!(Beta: POST /groups/{"g"}/members/$ref, Beta.users().id(empty)),
        graph_request!(Beta: DELETE /drive/root:/{empty}),
        graph_request!(Beta: DELETE /drive/root:/{"a/../.."}),
        graph_request!(Beta: POST /groups, create().annotate("name", "x")).decode_as(),
        graph_request!(Beta: POST /groups, create().bind_all(Group::MEMBERS, [Beta.users().id("")]))
            .decode_as(),
    ];
    for request in requests {
        let expected: InvalidRequest = request.problem().unwrap().clone();
        match client.send(request).await {
            Err(Error::InvalidRequest(problem)) => assert_eq!(problem, expected),
            other => panic!("{other:?}"),
        }
    }
    assert!(emulator.requests().is_empty());
}
