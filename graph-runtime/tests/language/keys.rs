//! Keys that the service would read as something else, wherever a key enters a URL.

use graph_runtime::path::Path as _;
use graph_runtime::{Create, Id, Request, Update, graph_path, graph_request, graph_resource};
use serde_json::json;

graph_resource! {
    service Beta = "beta" {
        lists: [list],
        drive: drive,
        albums: [self::library::Album],
        machines: [self::fabrikam::Machine],
    }

    pub entity list {
        displayName: String,
        collection action publish(),
        collection function of_kind(kind: String) -> [list] as list_of_kind,
        function recent() -> [list] { get } each { get, patch },
        ref owners: [list],
        ref parent: list,
        nav items: [list],
        key inbox,
    }
    pub entity template: list { collection action retire() }

    entity drive { nav root: item { get } }
    #[path_addressed]
    entity item { nav children: [item] }
}

mod library {
    graph_runtime::graph_resource! {
        pub entity album: super::List { nav tracks: [album] }
    }
}

mod fabrikam {
    graph_runtime::graph_resource! {
        namespace fabrikam.shop;
        pub entity machine: super::List { collection function v2() -> Int32 }
    }
}

#[track_caller]
fn assert_url<R>(request: &Request<R>, url: &str) {
    assert_eq!((request.problem(), request.url()), (None, url));
}

#[test]
fn a_key_that_is_an_operation_of_the_collection_is_quoted() {
    for (key, written) in [
        // Declared for the collection, in any letter case.
        ("publish", "('publish')"),
        ("Publish", "('Publish')"),
        ("of_kind", "('of_kind')"),
        ("OF_KIND", "('OF_KIND')"),
        // Of Graph, but not declared.
        ("delta", "('delta')"),
        ("getByIds", "('getByIds')"),
        ("createUploadSession", "('createUploadSession')"),
        ("delta()", "('delta%28%29')"),
        ("publish(a=1)", "('publish%28a%3D1%29')"),
        // What looks like a call to the service, whatever its name is.
        ("Budget (2024)", "('Budget%20%282024%29')"),
        ("a(b", "('a%28b')"),
    ] {
        let list = Beta.lists().id(key);
        assert_url(&list.get(), &format!("/beta/lists{written}"));
        let id = Id::<List>::new(key);
        let items = graph_path!(Beta: /lists/{id}/items).get();
        assert_url(&items, &format!("/beta/lists{written}/items"));
    }
}

#[test]
fn a_key_that_is_a_type_of_any_namespace_is_quoted() {
    for key in [
        "microsoft.graph.list",
        "Microsoft.Graph.list",
        "MICROSOFT.GRAPH.SECURITY.ALERT",
        "graph.list",
    ] {
        let request = graph_request!(Beta: GET /lists/{key});
        assert_url(&request, &format!("/beta/lists('{key}')"));
    }
    let own = graph_request!(Beta: GET /machines/{"Fabrikam.Shop.robot"});
    assert_url(&own, "/beta/machines('Fabrikam.Shop.robot')");
    // In a declaration that does not have the namespace, it is any text with dots, as a host name is.
    let other = graph_request!(Beta: GET /lists/{"fabrikam.shop.robot"});
    assert_url(&other, "/beta/lists/fabrikam.shop.robot");
}

#[test]
fn what_bases_elsewhere_have_is_known() {
    let (key, own) = ("publish", "v2");
    let album = graph_request!(Beta: GET /albums/{key}/tracks/{key});
    assert_url(&album, "/beta/albums('publish')/tracks('publish')");
    let machine = graph_request!(Beta: GET /machines/{key});
    assert_url(&machine, "/beta/machines('publish')");
    let machine = graph_request!(Beta: GET /machines/{own});
    assert_url(&machine, "/beta/machines('v2')");
    let plain = graph_request!(Beta: GET /albums/{own});
    assert_url(&plain, "/beta/albums/v2");
}

#[test]
fn a_subtypes_collection_has_the_operations_of_both() {
    let (of_base, own) = ("publish", "retire");
    let cast = || Beta.lists().as_template();
    assert_url(
        &cast().id(of_base).get(),
        "/beta/lists/microsoft.graph.template('publish')",
    );
    assert_url(
        &cast().id(own).get(),
        "/beta/lists/microsoft.graph.template('retire')",
    );
}

#[test]
fn any_other_key_is_a_segment() {
    for key in [
        "adele",
        "inbox",
        "root",
        "recent",
        "v2",
        "22e558a3-58a3-22e5-a358-e522a358e522",
        "AAMkAD",
        "contoso.sharepoint.com",
        "published",
    ] {
        assert_url(&Beta.lists().id(key).get(), &format!("/beta/lists/{key}"));
    }
    assert_url(&Beta.lists().inbox().get(), "/beta/lists/inbox");
    assert_url(&Beta.lists().id(7).get(), "/beta/lists/7");
}

#[test]
fn bindings_results_and_drive_paths_write_keys_alike() {
    let key = "delta";
    let linked = graph_request!(Beta: POST /lists/{"a"}/owners/$ref, Beta.lists().id(key));
    let body: serde_json::Value = serde_json::from_slice(linked.body().unwrap().bytes()).unwrap();
    let place = body["@odata.id"].as_str().unwrap();
    assert!(place.ends_with("/beta/lists('delta')"), "{place}");
    assert_url(
        &graph_request!(Beta: DELETE /lists/{key}/owners/{key}/$ref),
        "/beta/lists('delta')/owners('delta')/$ref",
    );
    let bound = Create::<List>::new().bind(List::PARENT, Beta.lists().id("publish"));
    let request = Beta.lists().post(bound);
    let body: serde_json::Value = serde_json::from_slice(request.body().unwrap().bytes()).unwrap();
    let place = body["parent@odata.bind"].as_str().unwrap();
    assert!(place.ends_with("/beta/lists('publish')"), "{body}");
    assert_eq!(json!(place), body["parent@odata.bind"]);

    let update = Update::<List>::new().set(List::DISPLAY_NAME, "n");
    assert_url(
        &graph_request!(Beta: PATCH /lists/{"a"}/recent()/{key}, update),
        "/beta/lists/a/recent()('delta')",
    );
    // A path below a drive item is names, which mean nothing else; keys that follow it are keys.
    let path = "delta/microsoft.graph.item/a (1).txt";
    assert_url(
        &graph_request!(Beta: GET /drive/root:/{path}:/children/{key}),
        "/beta/drive/root:/delta/microsoft.graph.item/a%20%281%29.txt:/children('delta')",
    );
}
