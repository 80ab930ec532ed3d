//! Additions to the service and the entities of another module: in the crate, and by a trait as across crates.

#![deny(warnings)]

use graph_runtime::{Arguments, graph_request, graph_resource};

mod directory {
    graph_runtime::graph_resource! {
        pub service Beta = "beta" { users: [user] }

        pub open entity user {
            displayName: String,
        }

        pub flags enum access { read, write }
    }
}

use directory::{Access, Beta, User};

graph_resource! {
    extend crate::directory::Beta { devices: [device] }

    extend crate::directory::User {
        ref ownedDevices: [device],
        action wipe(reason: String),
        function risk() -> Int32,
    }

    /// More of the paths to users.
    extend User as UserMail {
        nav messages: [message],
        action revoke(),
    }

    entity device { access: Access }

    entity message {
        access: crate::directory::Access,
    }
}

fn main() {
    let user = "u";
    let arguments = Arguments::<UserWipe>::new().set(UserWipe::REASON, "lost");
    for (url, expected) in [
        (
            graph_request!(Beta: GET /devices).url().to_owned(),
            "/beta/devices",
        ),
        (
            graph_request!(Beta: GET /users/{user}/ownedDevices)
                .url()
                .to_owned(),
            "/beta/users/u/ownedDevices",
        ),
        (
            graph_request!(Beta: POST /users/{user}/wipe, arguments)
                .url()
                .to_owned(),
            "/beta/users/u/wipe",
        ),
        (
            graph_request!(Beta: GET /users/{user}/risk())
                .url()
                .to_owned(),
            "/beta/users/u/risk()",
        ),
        (
            graph_request!(Beta: GET /users/{user}/messages)
                .url()
                .to_owned(),
            "/beta/users/u/messages",
        ),
        (
            graph_request!(Beta: POST /users/{user}/revoke)
                .url()
                .to_owned(),
            "/beta/users/u/revoke",
        ),
    ] {
        assert_eq!(url, expected);
    }
    let update = graph_runtime::Update::<User>::new()
        .set_undeclared("extension_color", "red")
        .annotate("@odata.etag", "*");
    assert!(update.to_json().contains("\"extension_color\":\"red\""));
    let both = Access::READ | Access::WRITE;
    assert!(both.contains(&Access::READ));
}
