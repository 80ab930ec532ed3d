//! A subtype's operation that overrides its base's: the service calls the one that is bound to the most derived type.

use graph_runtime::model::ValueOf;
use graph_runtime::path::Path as _;
use graph_runtime::{Arguments, Page, Request, graph_path, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service Beta = "beta" {
        directoryObjects: [directoryObject],
        groups: [group],
        roles: [role],
        teams: [team],
        policies: [policy],
        sites: [site],
    }

    // The subtypes first: the order of the source means nothing.
    entity team: group {
        collection function delta() -> [team],
        function members(kind: String, top: Int32) -> Int32,
        action assign(owner: String),
    }
    entity group: directoryObject {
        collection function delta() -> [group],
        function members(top: Int32, kind: String) -> Boolean,
        function groupsOf(kind: String, deep?: Boolean) -> Boolean,
        action assign(groups: [String], kind: String) -> Boolean,
        collection action validate(name: String) -> group,
        collection function delta(token: String) -> [group],
        implicit nav owners: [directoryObject] { get },
    }
    entity role: directoryObject {
        function members() -> String as members_of_role,
        function members(kind: String, top: Int32) -> String as members_of_kind,
    }
    abstract entity directoryObject {
        collection function delta() -> [directoryObject],
        collection function delta(token: String) -> [directoryObject] as delta_from,
        function members(kind: String, top: Int32) -> String,
        function groupsOf(kind: String) -> String,
        action assign(ids: [String]),
        collection action validate(name: String),
    }

    // An action that subtypes declare, and that is called without a type cast.
    entity policy {
        action assign(assignments: [String]) -> [String],
    }
    entity applicationPolicy: policy {
        action assign(assignments: [Int32]) -> [Int32],
    }
    entity site: self::upstream::Item {
        function preview(page: Int32) -> Boolean,
        function thumbnails() -> site,
    }
}

mod upstream {
    graph_runtime::graph_resource! {
        pub entity item {
            function preview(page: Int32) -> String,
            function thumbnails() -> item,
            function versions() -> String,
        }
    }
}

mod extended {
    graph_runtime::graph_resource! {
        pub extend super::DirectoryObject { function state() -> String }
        pub extend super::Group { function state() -> Boolean }
    }
}

#[track_caller]
fn assert_url<R>(request: &Request<R>, url: &str) {
    assert_eq!((request.problem(), request.url()), (None, url));
}

#[test]
fn the_function_of_the_most_derived_type_is_called() {
    let all: Request<Page<AnyDirectoryObject>> =
        graph_request!(Beta: GET /directoryObjects/delta());
    let groups: Request<Page<AnyGroup>> = graph_request!(Beta: GET /groups/delta());
    let teams: Request<Page<Team>> = graph_request!(Beta: GET /teams/delta());
    let roles: Request<Page<AnyDirectoryObject>> = Beta.roles().delta().get();
    let cast: Request<Page<Team>> = Beta.directory_objects().as_team().delta().get();
    assert_url(&all, "/beta/directoryObjects/delta()");
    assert_url(&groups, "/beta/groups/delta()");
    assert_url(&teams, "/beta/teams/delta()");
    assert_url(&roles, "/beta/roles/delta()");
    assert_url(&cast, "/beta/directoryObjects/microsoft.graph.team/delta()");
    // A path goes on from the type that the function answers.
    assert_url(
        &graph_path!(Beta: /groups/delta()/{"g"}/owners).get(),
        "/beta/groups/delta()/g/owners",
    );
}

#[test]
fn the_order_of_parameters_tells_no_functions_apart() {
    let (kind, top) = ("a", 1);
    let of_base: Request<ValueOf<String>> =
        graph_request!(Beta: GET /directoryObjects/{"i"}/members(kind={kind}, top={top}));
    let of_group: Request<ValueOf<bool>> =
        graph_request!(Beta: GET /groups/{"i"}/members(kind={kind}, top={top}));
    let of_team: Request<ValueOf<i32>> =
        graph_request!(Beta: GET /teams/{"i"}/members(top={top}, kind={kind}));
    assert_url(
        &of_base,
        "/beta/directoryObjects/i/members(kind=%27a%27,top=1)",
    );
    assert_url(&of_group, "/beta/groups/i/members(top=1,kind=%27a%27)");
    assert_url(&of_team, "/beta/teams/i/members(kind=%27a%27,top=1)");
    // In a chain of calls, the arguments have the order of the type's own declaration.
    let _: Request<ValueOf<bool>> = Beta.groups().id("i").members(top, kind).get();
}

#[test]
fn a_function_that_takes_more_overrides_one_that_takes_less() {
    let (kind, deep) = ("a", true);
    let short: Request<ValueOf<bool>> =
        graph_request!(Beta: GET /groups/{"i"}/groupsOf(kind={kind}));
    let long: Request<ValueOf<bool>> =
        graph_request!(Beta: GET /teams/{"i"}/groupsOf(kind={kind}, deep={deep}));
    assert_url(&short, "/beta/groups/i/groupsOf(kind=%27a%27)");
    assert_url(&long, "/beta/teams/i/groupsOf(kind=%27a%27,deep=true)");
}

#[test]
fn the_overriding_operation_has_the_name_of_the_overridden() {
    let token = "t";
    let of_base: Request<Page<AnyDirectoryObject>> = Beta.roles().delta_from(token).get();
    let of_group: Request<Page<AnyGroup>> = Beta.groups().delta_from(token).get();
    let of_team: Request<Page<AnyGroup>> = graph_request!(Beta: GET /teams/delta(token={token}));
    assert_url(&of_base, "/beta/roles/delta(token=%27t%27)");
    assert_url(&of_group, "/beta/groups/delta(token=%27t%27)");
    assert_url(&of_team, "/beta/teams/delta(token=%27t%27)");
}

#[test]
fn a_name_of_its_own_leaves_the_path_to_the_most_derived() {
    let (kind, top) = ("a", 1);
    let _: Request<ValueOf<String>> = Beta.roles().id("i").members_of_role().get();
    let request: Request<ValueOf<String>> =
        graph_request!(Beta: GET /roles/{"i"}/members(kind={kind}, top={top}));
    assert_url(&request, "/beta/roles/i/members(kind=%27a%27,top=1)");
    assert_url(
        &graph_request!(Beta: GET /roles/{"i"}/members()),
        "/beta/roles/i/members()",
    );
}

#[test]
fn an_action_is_told_apart_by_its_type_alone() {
    let of_base = Arguments::new().set(DirectoryObjectAssign::IDS, ["a"]);
    let of_group = Arguments::new().set(GroupAssign::KIND, "k");
    let of_team = Arguments::new().set(TeamAssign::OWNER, "o");
    let request: Request<()> = graph_request!(Beta: POST /roles/{"i"}/assign, of_base);
    assert_url(&request, "/beta/roles/i/assign");
    let request: Request<ValueOf<bool>> = graph_request!(Beta: POST /groups/{"i"}/assign, of_group);
    let body: serde_json::Value = serde_json::from_slice(request.body().unwrap().bytes()).unwrap();
    assert_eq!(body, json!({"kind": "k"}));
    let request: Request<()> = Beta.teams().id("i").assign().post(of_team);
    assert_url(&request, "/beta/teams/i/assign");
    let named = Arguments::new().set(GroupCollectionValidate::NAME, "n");
    let request: Request<AnyGroup> = graph_request!(Beta: POST /teams/validate, named);
    assert_url(&request, "/beta/teams/validate");
    let assignments = Arguments::new().set(ApplicationPolicyAssign::ASSIGNMENTS, [1]);
    let request: Request<Page<i32>> = graph_request!(
        Beta: POST /policies/{"i"}/microsoft.graph.applicationPolicy/assign, assignments
    );
    assert_url(
        &request,
        "/beta/policies/i/microsoft.graph.applicationPolicy/assign",
    );
}

#[test]
fn operations_of_bases_elsewhere_are_overridden() {
    let page = 1;
    let own: Request<ValueOf<bool>> = graph_request!(Beta: GET /sites/{"i"}/preview(page={page}));
    let base: Request<ValueOf<String>> = Beta.sites().id("i").as_base().preview(page).get();
    assert_url(&own, "/beta/sites/i/preview(page=1)");
    assert_url(&base, "/beta/sites/i/preview(page=1)");
    assert_url(
        &graph_request!(Beta: GET /sites/{"i"}/thumbnails()/preview(page={page})),
        "/beta/sites/i/thumbnails()/preview(page=1)",
    );
    let _: Request<ValueOf<String>> = Beta.sites().id("i").as_base().versions().get();
}

#[test]
fn what_extends_a_subtype_is_not_what_extends_its_base() {
    let of_base: Request<ValueOf<String>> =
        graph_request!(Beta: GET /directoryObjects/{"i"}/state());
    let of_group: Request<ValueOf<bool>> = graph_request!(Beta: GET /groups/{"i"}/state());
    assert_url(&of_base, "/beta/directoryObjects/i/state()");
    assert_url(&of_group, "/beta/groups/i/state()");
}
