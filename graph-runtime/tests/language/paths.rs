//! Paths of every kind, by method calls and as `graph_path!` and `graph_request!` take them.

use graph_runtime::error::InvalidRequest;
use graph_runtime::path::Path as _;
use graph_runtime::request::Body;
use graph_runtime::{Request, Update, graph_path, graph_request};

use crate::declared::{
    Application, Beta, DirectoryObject, FileAttachment, Guest, MailboxSettings, Phone,
};

#[track_caller]
fn assert_request<R>(request: Request<R>, line: &str) {
    assert_eq!(request.problem(), None);
    assert_eq!(format!("{} {}", request.method(), request.url()), line);
    let sent = url::Url::parse(&format!("http://127.0.0.1{}", request.url())).unwrap();
    assert_eq!(sent.path(), request.url().split('?').next().unwrap());
}

#[test]
fn counts_follow_collections() {
    let id = "u/1";
    assert_request(
        graph_request!(Beta: GET /users/$count),
        "GET /beta/users/$count",
    );
    assert_request(
        graph_request!(Beta: GET /users/{id}/messages/$count),
        "GET /beta/users/u%2F1/messages/$count",
    );
    assert_request(
        Beta.groups().id("g").members().as_user().count().get(),
        "GET /beta/groups/g/members/microsoft.graph.user/$count",
    );
}

#[test]
fn media_and_streams_are_read_and_written() {
    let body = || Body::new("image/jpeg", &b"\xff\xd8"[..]);
    assert_request(
        graph_request!(Beta: GET /me/photo/$value),
        "GET /beta/me/photo/$value",
    );
    let put = graph_request!(Beta: PUT /me/photo/$value, body());
    assert_eq!(put.body().unwrap(), &body());
    assert_eq!(put.body().unwrap().content_type(), "image/jpeg");
    assert_request(put, "PUT /beta/me/photo/$value");
    assert_request(
        graph_request!(Beta: PATCH /me/photo/$value, body()),
        "PATCH /beta/me/photo/$value",
    );
    assert_request(
        Beta.me().photo().value().delete(),
        "DELETE /beta/me/photo/$value",
    );
    let item = "i";
    assert_request(
        graph_request!(Beta: GET /drive/items/{item}/content),
        "GET /beta/drive/items/i/content",
    );
    assert_request(
        graph_request!(Beta: PUT /drive/items/{item}/content, body()),
        "PUT /beta/drive/items/i/content",
    );
    assert_request(
        Beta.me()
            .messages()
            .id("m")
            .attachments()
            .id("a")
            .as_file_attachment()
            .value()
            .get(),
        "GET /beta/me/messages/m/attachments/a/microsoft.graph.fileAttachment/$value",
    );
}

#[test]
fn properties_have_paths_of_their_own() {
    let id = "u";
    assert_request(
        graph_request!(Beta: GET /users/{id}/birthday),
        "GET /beta/users/u/birthday",
    );
    assert_request(
        graph_request!(Beta: DELETE /users/{id}/birthday),
        "DELETE /beta/users/u/birthday",
    );
    assert_request(
        graph_request!(Beta: GET /users/{id}/interests),
        "GET /beta/users/u/interests",
    );
    assert_request(
        graph_request!(Beta: GET /users/{id}/mailboxSettings/timeZone),
        "GET /beta/users/u/mailboxSettings/timeZone",
    );
    let update = Update::<MailboxSettings>::new().set(MailboxSettings::TIME_ZONE, "UTC");
    assert_request(
        graph_request!(Beta: PATCH /users/{id}/mailboxSettings, update),
        "PATCH /beta/users/u/mailboxSettings",
    );
    // A base's, behind a cast, and of a collection of complex values.
    assert_request(
        Beta.users()
            .id("u")
            .as_guest()
            .mailbox_settings()
            .working_hours()
            .get(),
        "GET /beta/users/u/microsoft.graph.guest/mailboxSettings/workingHours",
    );
    assert_request(
        Beta.users().id("u").phones().get(),
        "GET /beta/users/u/phones",
    );
    let create = graph_runtime::Create::<Phone>::new().set(Phone::NUMBER, "1");
    assert_request(
        Beta.users().id("u").phones().post(create),
        "POST /beta/users/u/phones",
    );
}

#[test]
fn well_known_keys_are_segments() {
    assert_request(
        graph_request!(Beta: GET /me/mailFolders/inbox/messages/$count),
        "GET /beta/me/mailFolders/inbox/messages/$count",
    );
    let path = Beta.me().mail_folders().deleted().child_folders().inbox();
    assert_request(
        path.get(),
        "GET /beta/me/mailFolders/deletedItems/childFolders/inbox",
    );
}

#[test]
fn alternate_keys_stand_in_parentheses() {
    let id = "it's/1";
    assert_request(
        graph_request!(Beta: GET /applications(appId={id})),
        "GET /beta/applications(appId=%27it%27%27s%2F1%27)",
    );
    assert_request(Beta.applications().get(), "GET /beta/applications");
    assert_request(
        Beta.applications_with_number(5).owners().get(),
        "GET /beta/applications(number=5)/owners",
    );
    assert_request(
        graph_path!(Beta: /applications(appId={id})/owners).get(),
        "GET /beta/applications(appId=%27it%27%27s%2F1%27)/owners",
    );
    assert_request(
        graph_request!(Beta: PATCH /applications(appId={""}), Update::<Application>::new()),
        "PATCH /beta/applications(appId=%27%27)",
    );
}

#[test]
fn drive_items_are_addressed_by_path() {
    let path = "Q1 reports/50% (a+b)#1?.xlsx";
    assert_request(
        graph_request!(Beta: GET /drive/root:/{path}:/content),
        "GET /beta/drive/root:/Q1%20reports/50%25%20%28a%2Bb%29%231%3F.xlsx:/content",
    );
    // At the end of a path, documentation writes no colon behind it.
    for request in [
        graph_request!(Beta: GET /drive/root:/{path}),
        graph_request!(Beta: GET /drive/root:/{path}:),
    ] {
        assert_request(
            request,
            "GET /beta/drive/root:/Q1%20reports/50%25%20%28a%2Bb%29%231%3F.xlsx",
        );
    }
    let id = "i";
    assert_request(
        graph_request!(Beta: GET /drive/items/{id}:/{"/a//b/"}:/children),
        "GET /beta/drive/items/i:/a/b:/children",
    );
    assert_request(
        Beta.drive().root().at_path("a:b\\c'd").delete(),
        "DELETE /beta/drive/root:/a%3Ab%5Cc%27d",
    );
    // Below what is at a path, there is no second one.
    assert_request(
        Beta.drive()
            .root()
            .at_path("a/b")
            .at_path("/c:")
            .children()
            .get(),
        "GET /beta/drive/root:/a/b/c%3A:/children",
    );
    assert_request(
        Beta.drive()
            .root()
            .at_path("a")
            .get()
            .select(crate::declared::DriveItem::NAME)
            .decode_as::<()>(),
        "GET /beta/drive/root:/a?$select=name",
    );
}

#[test]
fn a_path_that_leads_elsewhere_is_a_problem() {
    for path in [".", "..", "a/..", "../b", "a/./b", "/../"] {
        let request = Beta.drive().root().at_path(path).children().get();
        let expected = InvalidRequest::DotSegment {
            path: path.to_owned(),
        };
        assert_eq!(request.problem(), Some(&expected));
        assert!(expected.to_string().contains(&format!("`{path}`")));
    }
    for path in ["", "/", "//"] {
        let expected = InvalidRequest::EmptyPath {
            item: "/beta/drive/root".to_owned(),
        };
        let root = || Beta.drive().root().at_path(path);
        assert_eq!(root().delete().problem(), Some(&expected));
        assert_eq!(root().content().get().problem(), Some(&expected));
        assert!(expected.to_string().contains("`/beta/drive/root`"));
        let below = Beta.drive().root().at_path("a").at_path(path).delete();
        let expected = InvalidRequest::EmptyPath {
            item: "/beta/drive/root:/a".to_owned(),
        };
        assert_eq!(below.problem(), Some(&expected));
    }
    // Names that only look like them.
    for path in ["...", ".a", "a..", " "] {
        let request = Beta.drive().root().at_path(path).get();
        assert_eq!(request.problem(), None, "{path}");
    }
    // What went wrong first stays.
    let request = Beta.drive().items().id("").at_path("..").get();
    assert!(matches!(
        request.problem(),
        Some(InvalidRequest::EmptyKey { .. })
    ));
}

#[test]
fn casts_keep_what_the_path_is() {
    assert_request(
        Beta.users().as_guest().id("g").get(),
        "GET /beta/users/microsoft.graph.guest/g",
    );
    assert_request(
        graph_request!(Beta: GET /users/{"g"}/microsoft.graph.guest/manager),
        "GET /beta/users/g/microsoft.graph.guest/manager",
    );
    assert_request(
        Beta.groups().id("g").members().cast::<Guest, _>().get(),
        "GET /beta/groups/g/members/microsoft.graph.guest",
    );
    let item: Request<FileAttachment> = Beta
        .me()
        .messages()
        .id("m")
        .attachments()
        .id("a")
        .cast::<FileAttachment, _>()
        .get();
    assert_request(
        item,
        "GET /beta/me/messages/m/attachments/a/microsoft.graph.fileAttachment",
    );
}

#[test]
fn references_are_linked_and_unlinked() {
    let (group, user) = ("g", "u/1");
    let post = graph_request!(Beta: POST /groups/{group}/members/$ref, Beta.users().id(user));
    assert_eq!(
        post.body().unwrap().bytes(),
        r#"{"@odata.id":"https://graph.microsoft.com/beta/users/u%2F1"}"#
    );
    assert_eq!(post.body().unwrap().content_type(), "application/json");
    assert_request(post, "POST /beta/groups/g/members/$ref");
    let put = graph_request!(Beta: PUT /users/{user}/manager/$ref, Beta.groups().id("g").owners().id("o"));
    assert_eq!(
        put.body().unwrap().bytes(),
        r#"{"@odata.id":"https://graph.microsoft.com/beta/groups/g/owners/o"}"#
    );
    assert_request(put, "PUT /beta/users/u%2F1/manager/$ref");
    assert_request(
        graph_request!(Beta: DELETE /users/{user}/manager/$ref),
        "DELETE /beta/users/u%2F1/manager/$ref",
    );
    assert_request(
        graph_request!(Beta: DELETE /groups/{group}/members/{user}/$ref),
        "DELETE /beta/groups/g/members/u%2F1/$ref",
    );
    assert_request(
        graph_request!(Beta: GET /groups/{group}/members/$ref),
        "GET /beta/groups/g/members/$ref",
    );
    assert_request(
        graph_request!(Beta: GET /users/{user}/manager/$ref),
        "GET /beta/users/u%2F1/manager/$ref",
    );
    assert_request(
        Beta.me().direct_reports().id("r").reference().delete(),
        "DELETE /beta/me/directReports/r/$ref",
    );
}

#[test]
fn the_problems_of_both_paths_reach_the_request() {
    let members = || Beta.groups().id("g").members();
    let expected = InvalidRequest::EmptyKey {
        collection: "/beta/users".to_owned(),
    };
    let target = || Beta.users().id("");
    let requests = [
        members().reference().post(target()),
        Beta.me().manager().reference().put(target()),
        Beta.users().id("").manager().reference().delete(),
    ];
    for request in requests {
        assert_eq!(request.problem(), Some(&expected));
    }
    let expected = InvalidRequest::EmptyKey {
        collection: "/beta/groups/g/members".to_owned(),
    };
    assert_eq!(
        members().id("").reference().delete().problem(),
        Some(&expected)
    );
    // Without `$ref` as with it; of the type that all share.
    let id = graph_runtime::Id::<DirectoryObject>::new("");
    assert_eq!(members().id(&id).get().problem(), Some(&expected));
    assert_eq!(
        members()
            .id("")
            .as_user()
            .messages()
            .count()
            .get()
            .problem(),
        Some(&expected)
    );
    assert_eq!(
        members().id("").as_user().photo().value().get().problem(),
        Some(&expected)
    );
    assert_eq!(
        members().id("").as_user().birthday().get().problem(),
        Some(&expected)
    );
}

#[test]
fn paths_are_cloned_and_shown_as_their_url() {
    let photo = Beta.me().photo().value();
    assert_eq!(format!("{:?}", photo.clone()), "/beta/me/photo/$value");
    assert_eq!(photo.clone().get(), photo.get());
    let count = Beta.users().count();
    assert_eq!(format!("{count:?}"), "/beta/users/$count");
    assert_eq!(count.clone().get(), count.get());
    let birthday = Beta.me().birthday();
    assert_eq!(format!("{birthday:?}"), "/beta/me/birthday");
    assert_eq!(birthday.clone().get(), birthday.get());
    let reference = Beta.me().manager().reference();
    assert_eq!(format!("{reference:?}"), "/beta/me/manager/$ref");
    assert_eq!(reference.clone().get(), reference.get());
    let function = Beta.users().delta();
    assert!(format!("{function:?}").contains("/beta/users/delta()"));
    let action = Beta.me().send_mail();
    assert_eq!(format!("{:?}", action.clone()), "/beta/me/sendMail");
    let action = Beta.me().revoke_sign_in_sessions();
    assert_eq!(format!("{action:?}"), "/beta/me/revokeSignInSessions");
    assert_eq!(action.clone().post(), action.post());
}

/// What rustc suggests for a misspelt segment is a name in Rust, so that stands for the segment as well.
#[test]
fn names_in_rust_stand_for_segments() {
    let id = "u";
    assert_request(
        graph_request!(Beta: GET /users/{id}/mail_folders/inbox/child_folders),
        "GET /beta/users/u/mailFolders/inbox/childFolders",
    );
    assert_request(
        graph_request!(Beta: POST /users/{id}/revoke_sign_in_sessions),
        "POST /beta/users/u/revokeSignInSessions",
    );
}
