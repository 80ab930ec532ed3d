//! Bodies: links that carry the client's origin, deep inserts, annotations, what no schema declares.

use graph_runtime::error::InvalidRequest;
use graph_runtime::path::Path as _;
use graph_runtime::{Create, Request, Update};
use serde_json::{Value, json};

use crate::declared::{
    Application, Beta, DirectoryObject, DriveItem, FileAttachment, Group, Guest, ItemAttachment,
    MailFolder, Message, User,
};

const PUBLIC: &str = "https://graph.microsoft.com";

fn sent<R>(request: &Request<R>, origin: &str) -> Value {
    let bytes = request.body().unwrap().bytes_for(origin);
    serde_json::from_slice(&bytes).unwrap()
}

/// The body for the public service, and for another one: only the links differ.
#[track_caller]
fn assert_sent<R>(request: &Request<R>, expected: impl Fn(&str) -> Value) {
    assert_eq!(request.problem(), None);
    for origin in [
        PUBLIC,
        "http://127.0.0.1:8",
        "https://a.very.long.name.example:65535",
    ] {
        assert_eq!(sent(request, origin), expected(origin));
    }
    assert_eq!(
        request.body().unwrap().bytes(),
        &request.body().unwrap().bytes_for(PUBLIC)
    );
}

#[test]
fn a_link_carries_the_origin_of_the_client() {
    let create = Create::<User>::new()
        .set(User::DISPLAY_NAME, PUBLIC)
        .bind(User::MANAGER, Beta.users().id("b/1"))
        .set(User::AGE, 1);
    let request = Beta.users().post(create);
    assert_sent(&request, |origin| {
        json!({
            "@odata.type": "#microsoft.graph.user",
            "displayName": PUBLIC,
            "manager@odata.bind": format!("{origin}/beta/users/b%2F1"),
            "age": 1,
        })
    });
    let update = Update::<User>::new().bind(User::MANAGER, Beta.me());
    assert_sent(&Beta.me().patch(update), |origin| {
        json!({
            "@odata.type": "#microsoft.graph.user",
            "manager@odata.bind": format!("{origin}/beta/me"),
        })
    });
}

#[test]
fn several_links_are_an_array() {
    let members = ["a", "b"].map(|key| Beta.users().id(key));
    let update = Update::<Group>::new()
        .bind_all(Group::MEMBERS, members)
        .bind_all(Group::OWNERS, [Beta.me()].into_iter().take(0));
    assert_sent(&Beta.groups().id("g").patch(update), |origin| {
        json!({
            "@odata.type": "#microsoft.graph.group",
            "members@odata.bind": [
                format!("{origin}/beta/users/a"),
                format!("{origin}/beta/users/b"),
            ],
            "owners@odata.bind": [],
        })
    });
}

#[test]
fn links_set_again_and_links_behind_what_is_removed_stay_right() {
    let create = Create::<User>::new()
        .set(User::DISPLAY_NAME, "a longer name")
        .bind(User::MANAGER, Beta.users().id("first"))
        .bind_all(
            User::DIRECT_REPORTS,
            [Beta.users().id("r"), Beta.users().id("s")],
        )
        .bind(User::MANAGER, Beta.users().id("second"))
        .set(User::DISPLAY_NAME, "x")
        .annotate("@odata.type", "#microsoft.graph.aMuchLongerNameThanBefore")
        .clear(User::AGE)
        .clear(User::DISPLAY_NAME);
    assert_sent(&Beta.users().post(create), |origin| {
        json!({
            "@odata.type": "#microsoft.graph.aMuchLongerNameThanBefore",
            "directReports@odata.bind": [
                format!("{origin}/beta/users/r"),
                format!("{origin}/beta/users/s"),
            ],
            "manager@odata.bind": format!("{origin}/beta/users/second"),
            "age": null,
            "displayName": null,
        })
    });
}

#[test]
fn links_in_deep_inserts_are_replaced_at_any_depth() {
    let inner = |key: &str| {
        Create::<User>::new()
            .set(User::DISPLAY_NAME, "😀 \"quoted\"")
            .bind(User::MANAGER, Beta.users().id(key))
    };
    let middle = Create::<User>::new()
        .insert_all(
            User::DIRECT_REPORTS,
            [inner("1"), inner("2"), Create::new()],
        )
        .bind(User::MANAGER, Beta.users().id("3"));
    let outer = Create::<Group>::new()
        .set(Group::DISPLAY_NAME, "to be removed")
        .insert_all(Group::MEMBERS, [middle])
        .bind_all(Group::OWNERS, [Beta.users().id("4")])
        .set(Group::DISPLAY_NAME, "g");
    assert_sent(&Beta.groups().post(outer), |origin| {
        let link = |key: &str| format!("{origin}/beta/users/{key}");
        let inner = |key: &str| {
            json!({
                "@odata.type": "#microsoft.graph.user",
                "displayName": "😀 \"quoted\"",
                "manager@odata.bind": link(key),
            })
        };
        json!({
            "@odata.type": "#microsoft.graph.group",
            "members": [{
                "@odata.type": "#microsoft.graph.user",
                "directReports": [
                    inner("1"),
                    inner("2"),
                    {"@odata.type": "#microsoft.graph.user"},
                ],
                "manager@odata.bind": link("3"),
            }],
            "owners@odata.bind": [link("4")],
            "displayName": "g",
        })
    });
}

#[test]
fn a_subtype_is_inserted_where_its_base_is_wanted() {
    let message = Create::<Message>::new().insert_all(
        Message::ATTACHMENTS,
        [Create::<FileAttachment>::new().set(FileAttachment::CONTENT_BYTES, b"abc".to_vec())],
    );
    let item = Create::<ItemAttachment>::new().insert(ItemAttachment::ITEM, message.clone());
    assert_eq!(
        serde_json::from_str::<Value>(&item.to_json()).unwrap(),
        json!({
            "@odata.type": "#microsoft.graph.itemAttachment",
            "item": {
                "@odata.type": "#microsoft.graph.message",
                "attachments": [{
                    "@odata.type": "#microsoft.graph.fileAttachment",
                    "contentBytes": "YWJj",
                }],
            },
        })
    );
    let folder = Create::<MailFolder>::new()
        .insert_all(MailFolder::MESSAGES, [message])
        .insert_all(MailFolder::MESSAGES, std::iter::empty::<Create<Message>>());
    assert_eq!(
        folder.to_json(),
        r##"{"@odata.type":"#microsoft.graph.mailFolder","messages":[]}"##
    );
}

#[test]
fn annotations_are_set_by_their_names() {
    let create = Create::<DriveItem>::new()
        .annotate("@microsoft.graph.conflictBehavior", "rename")
        .annotate("name@a.b", &["x", "y"])
        .annotate("@microsoft.graph.conflictBehavior", "fail")
        .annotate("count@odata.count", &5);
    assert_eq!(
        serde_json::from_str::<Value>(&create.to_json()).unwrap(),
        json!({
            "@odata.type": "#microsoft.graph.driveItem",
            "name@a.b": ["x", "y"],
            "@microsoft.graph.conflictBehavior": "fail",
            "count@odata.count": 5,
        })
    );
}

#[test]
fn a_name_without_an_at_sign_is_no_annotation() {
    for name in ["", "displayName", "microsoft.graph.x"] {
        let update = Update::<User>::new().annotate(name, "x");
        assert!(!update.to_json().contains("\"x\""));
        let request = Beta.me().patch(update);
        let expected = InvalidRequest::Annotation {
            name: name.to_owned(),
        };
        assert_eq!(request.problem(), Some(&expected));
        assert!(expected.to_string().contains(&format!("`{name}`")));
    }
}

#[test]
fn the_type_is_annotated_in_front_and_once() {
    let update = Update::<Guest>::new()
        .set(Guest::HOST, "h")
        .annotate("@odata.type", "#a.b")
        .set_undeclared("@odata.type", json!("#c.d"));
    // A guest is a user, and open as it is.
    assert_eq!(update.to_json(), r##"{"@odata.type":"#c.d","host":"h"}"##);
    let update = Update::<User>::new().annotate("@odata.type", &1);
    assert_eq!(update.to_json(), r#"{"@odata.type":1}"#);

    let no_json = std::collections::BTreeMap::from([((), ())]);
    let update = Update::<User>::new().annotate("@odata.type", &no_json);
    assert_eq!(
        update.to_json(),
        r##"{"@odata.type":"#microsoft.graph.user"}"##
    );
    let expected = InvalidRequest::Body {
        property: "@odata.type".to_owned(),
        problem: "key must be a string".to_owned(),
    };
    assert_eq!(Beta.me().patch(update).problem(), Some(&expected));
}

#[test]
fn open_types_take_what_no_schema_declares() {
    let update = Update::<User>::new()
        .set_undeclared("extension_1", json!({"a": [null]}))
        .set_undeclared("we\"ird", json!(1))
        .set_undeclared("displayName", json!("by name"))
        .set(User::DISPLAY_NAME, "by constant");
    assert_eq!(
        serde_json::from_str::<Value>(&update.to_json()).unwrap(),
        json!({
            "@odata.type": "#microsoft.graph.user",
            "extension_1": {"a": [null]},
            "we\"ird": 1,
            "displayName": "by constant",
        })
    );
    assert_eq!(update.to_json().matches("displayName").count(), 1);
}

#[test]
fn the_problem_of_a_links_path_is_that_of_the_request() {
    let expected = |collection: &str| {
        Some(InvalidRequest::EmptyKey {
            collection: collection.to_owned(),
        })
    };
    let empty = || Beta.users().id("");
    let one = Create::<User>::new().bind(User::MANAGER, empty());
    let users = || Beta.users();
    assert_eq!(
        users().post(one.clone()).problem(),
        expected("/beta/users").as_ref()
    );
    // Further in, and among others.
    let many = [Beta.users().id("a"), empty()];
    let group = Create::<Group>::new().bind_all(Group::OWNERS, many);
    assert_eq!(
        Beta.groups().post(group).problem(),
        expected("/beta/users").as_ref()
    );
    let deep = Create::<Group>::new().insert_all(Group::MEMBERS, [Create::new(), one]);
    let deeper = Create::<Application>::new().insert_all(Application::OWNERS, [deep]);
    assert_eq!(
        Beta.applications().post(deeper).problem(),
        expected("/beta/users").as_ref()
    );
    // The request's own path comes first.
    let request = Beta
        .applications()
        .id("")
        .patch(Update::<Application>::new().bind_all(Application::OWNERS, [empty()]));
    assert_eq!(request.problem(), expected("/beta/applications").as_ref());
}

#[test]
fn links_lead_to_subtypes_and_by_any_path() {
    let update = Update::<User>::new().bind(
        User::MANAGER,
        Beta.groups().id("g").members().id("m").as_guest(),
    );
    assert_sent(&Beta.me().patch(update), |origin| {
        json!({
            "@odata.type": "#microsoft.graph.user",
            "manager@odata.bind":
                format!("{origin}/beta/groups/g/members/m/microsoft.graph.guest"),
        })
    });
    let id = graph_runtime::Id::<DirectoryObject>::new("i");
    let update = Update::<User>::new().bind(User::MANAGER, Beta.applications_with_app_id("it's"));
    let request = Beta.users().id(&id).patch(update);
    assert_sent(&request, |origin| {
        json!({
            "@odata.type": "#microsoft.graph.user",
            "manager@odata.bind": format!("{origin}/beta/applications(appId=%27it%27%27s%27)"),
        })
    });
}
