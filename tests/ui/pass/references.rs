//! What a `ref` leads to is read through it, linked and unlinked; a `nav` with a `ref` is changed as well. Complex types can have
//! navigation properties, too.

#![deny(warnings)]

use graph_runtime::{Create, Update, graph_path, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        groups: [group],
        users: [user],
    }

    abstract entity directoryObject {}

    entity group: directoryObject {
        displayName: String,
        ref members: [directoryObject],
        ref owner: user { get, put, delete },
        ref memberOf: [directoryObject] { get },
        nav acceptedSenders: [user] { get } each { get, patch } ref { get, post } each { delete },
        nav approver: user { get, patch } ref { put, delete },
    }

    entity user: directoryObject {
        settings: settings { get, patch },
    }

    complex settings {
        language: String,
        nav history: [change] { get },
        ref approver: user,
    }

    entity change {}
}

fn main() {
    let (group, user) = ("g", "u");
    let target = || graph_path!(Beta: /users/{user});
    let update = || Update::<User>::new();
    for (method, url, expected) in [
        shown(graph_request!(Beta: GET /groups/{group}/members)),
        shown(graph_request!(Beta: GET /groups/{group}/members/$ref)),
        shown(graph_request!(Beta: POST /groups/{group}/members/$ref, target())),
        shown(graph_request!(Beta: DELETE /groups/{group}/members/{user}/$ref)),
        shown(graph_request!(Beta: PUT /groups/{group}/owner/$ref, target())),
        shown(graph_request!(Beta: DELETE /groups/{group}/owner/$ref)),
        shown(graph_request!(Beta: GET /groups/{group}/memberOf/{"parent"})),
        shown(graph_request!(Beta: GET /groups/{group}/memberOf/$ref)),
        shown(graph_request!(Beta: PATCH /groups/{group}/acceptedSenders/{user}, update())),
        shown(graph_request!(Beta: POST /groups/{group}/acceptedSenders/$ref, target())),
        shown(graph_request!(Beta: DELETE /groups/{group}/acceptedSenders/{user}/$ref)),
        shown(graph_request!(Beta: PATCH /groups/{group}/approver, update())),
        shown(graph_request!(Beta: PUT /groups/{group}/approver/$ref, target())),
        shown(graph_request!(Beta: GET /users/{user}/settings)),
        shown(graph_request!(Beta: GET /users/{user}/settings/history)),
        shown(graph_request!(Beta: GET /users/{user}/settings/approver/$ref)),
    ]
    .into_iter()
    .zip([
        "GET /beta/groups/g/members",
        "GET /beta/groups/g/members/$ref",
        "POST /beta/groups/g/members/$ref",
        "DELETE /beta/groups/g/members/u/$ref",
        "PUT /beta/groups/g/owner/$ref",
        "DELETE /beta/groups/g/owner/$ref",
        "GET /beta/groups/g/memberOf/parent",
        "GET /beta/groups/g/memberOf/$ref",
        "PATCH /beta/groups/g/acceptedSenders/u",
        "POST /beta/groups/g/acceptedSenders/$ref",
        "DELETE /beta/groups/g/acceptedSenders/u/$ref",
        "PATCH /beta/groups/g/approver",
        "PUT /beta/groups/g/approver/$ref",
        "GET /beta/users/u/settings",
        "GET /beta/users/u/settings/history",
        "GET /beta/users/u/settings/approver/$ref",
    ])
    .map(|((method, url), expected)| (method, url, expected))
    {
        assert_eq!(format!("{method} {url}"), expected);
    }
    let create = Create::<Group>::new()
        .bind(Group::OWNER, target())
        .bind(Group::APPROVER, target())
        .bind_all(Group::MEMBERS, [target()]);
    assert!(create.to_json().contains("\"owner@odata.bind\""));
}

fn shown<R>(request: graph_runtime::Request<R>) -> (String, String) {
    (request.method().to_string(), request.url().to_owned())
}
