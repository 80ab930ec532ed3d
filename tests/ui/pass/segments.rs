//! What a path can end in besides entities: properties, streams, counts; and keys of other kinds.

#![deny(warnings)]

use graph_runtime::request::Body;
use graph_runtime::{edm, graph_path, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        applications: [application],
        drives: [drive],
        users: [user],
    }

    entity application {
        #[alternate_key]
        appId: Guid,
    }

    entity drive {
        nav root: driveItem { get },
    }

    #[path_addressed]
    entity driveItem {
        content: Stream,
        nav children: [driveItem],
    }

    entity user {
        displayName: String { get, delete },
        nav mailFolders: [mailFolder],
        nav photo: profilePhoto { get },
    }

    entity mailFolder {
        key inbox,
        key sentitems,
        nav messages: [mailFolder],
    }

    #[media]
    entity profilePhoto {}
}

fn main() {
    let (app, drive, user) = (edm::Guid::nil(), "d", "u");
    let file = "Reports/Q1 plan.txt";
    let bytes = || Body::new("text/plain", "hello");
    for (url, expected) in [
        (
            graph_request!(Beta: GET /applications(appId = {app}))
                .url()
                .to_owned(),
            "/beta/applications(appId=00000000-0000-0000-0000-000000000000)",
        ),
        (
            graph_request!(Beta: PUT /drives/{drive}/root:/{file}:/content, bytes())
                .url()
                .to_owned(),
            "/beta/drives/d/root:/Reports/Q1%20plan.txt:/content",
        ),
        (
            graph_request!(Beta: GET /drives/{drive}/root:/{file}:/children)
                .url()
                .to_owned(),
            "/beta/drives/d/root:/Reports/Q1%20plan.txt:/children",
        ),
        (
            graph_request!(Beta: GET /users/{user}/photo/$value)
                .url()
                .to_owned(),
            "/beta/users/u/photo/$value",
        ),
        (
            graph_request!(Beta: GET /users/{user}/displayName)
                .url()
                .to_owned(),
            "/beta/users/u/displayName",
        ),
        (
            graph_request!(Beta: GET /users/$count).url().to_owned(),
            "/beta/users/$count",
        ),
        (
            graph_request!(Beta: GET /users/{user}/mailFolders/inbox/messages/$count)
                .url()
                .to_owned(),
            "/beta/users/u/mailFolders/inbox/messages/$count",
        ),
    ] {
        assert_eq!(url, expected);
    }
    let _ = graph_path!(Beta: /users/{user}/mailFolders/sentitems);
}
