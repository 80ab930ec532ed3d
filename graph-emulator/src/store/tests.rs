#![allow(clippy::unwrap_used)]

use super::*;
use crate::ids;
use serde_json::json;

fn path(path: &str) -> ResourcePath {
    ResourcePath::parse(path).unwrap()
}

fn object(value: Value) -> Object {
    value.as_object().unwrap().clone()
}

fn seeded(seeds: &[(&str, Value)]) -> Store {
    let mut store = Store::default();
    for (url, value) in seeds {
        store.seed(&path(url), value.clone()).unwrap();
    }
    store
}

fn kind(store: &Store, url: &str) -> NodeKind {
    store.position(&path(url)).kind()
}

fn resource(store: &Store, url: &str) -> Option<Value> {
    match store.read(&path(url))? {
        Stored::Resource(resource) => Some(resource),
        Stored::Collection(_) => None,
    }
}

fn items(store: &Store, url: &str) -> Option<Vec<Value>> {
    match store.read(&path(url))? {
        Stored::Collection(items) => Some(items),
        Stored::Resource(_) => None,
    }
}

#[test]
fn an_item_makes_its_collection_and_gets_its_key_as_id() {
    let store = seeded(&[
        ("/beta/users/2", json!({"a": 1})),
        ("/beta/users/1", json!({"id": "1"})),
    ]);
    assert_eq!(
        resource(&store, "/beta/users/2"),
        Some(json!({"id": "2", "a": 1}))
    );
    assert_eq!(
        items(&store, "/beta/users"),
        Some(vec![json!({"id": "2", "a": 1}), json!({"id": "1"})])
    );
    assert_eq!(kind(&store, "/beta"), NodeKind::Prefix);
    assert_eq!(kind(&store, "/beta/groups"), NodeKind::Absent);
    assert_eq!(kind(&store, "/beta/groups/1"), NodeKind::Absent);
}

#[test]
fn nothing_above_a_seed_needs_to_be_seeded() {
    let leaf = "/beta/deviceManagement/deviceConfigurations/c1/rootCertificate/assignments/a1";
    let store = seeded(&[(leaf, json!({}))]);
    assert_eq!(resource(&store, leaf), Some(json!({"id": "a1"})));
    for (url, expected) in [
        ("/beta/deviceManagement", NodeKind::Prefix),
        (
            "/beta/deviceManagement/deviceConfigurations",
            NodeKind::Prefix,
        ),
        (
            "/beta/deviceManagement/deviceConfigurations/c1",
            NodeKind::Prefix,
        ),
        (
            "/beta/deviceManagement/deviceConfigurations/c1/rootCertificate",
            NodeKind::Prefix,
        ),
        (
            "/beta/deviceManagement/deviceConfigurations/c1/rootCertificate/assignments",
            NodeKind::Collection,
        ),
        (
            "/beta/deviceManagement/deviceConfigurations/c1/assignments",
            NodeKind::Absent,
        ),
    ] {
        assert_eq!(kind(&store, url), expected, "{url}");
    }
}

#[test]
fn single_resources_are_not_items() {
    for seeds in [
        // Below a resource, seeded before or after it.
        [
            ("/beta/users/adele", json!({})),
            ("/beta/users/adele/manager", json!({"a": 1})),
        ],
        [
            ("/beta/users/adele/manager", json!({"a": 1})),
            ("/beta/users/adele", json!({})),
        ],
        // Below the place of an item that is not there itself.
        [
            ("/beta/users/bo", json!({})),
            ("/beta/users/adele/manager", json!({"a": 1})),
        ],
        [
            ("/beta/users", json!([])),
            ("/beta/users/adele/manager", json!({"a": 1})),
        ],
    ] {
        let store = seeded(&seeds);
        assert_eq!(
            resource(&store, "/beta/users/adele/manager"),
            Some(json!({"a": 1}))
        );
        assert_ne!(kind(&store, "/beta/users/adele"), NodeKind::Collection);
        assert_eq!(kind(&store, "/beta/users"), NodeKind::Collection);
    }

    // Below a version, below what can only be a key, and with an id of its own.
    let store = seeded(&[
        ("/beta/me", json!({"a": 1})),
        ("/beta/users/22e558a3-58a3/manager", json!({"a": 1})),
        ("/beta/groups/team/owner", json!({"id": "7"})),
    ]);
    assert_eq!(resource(&store, "/beta/me"), Some(json!({"a": 1})));
    assert_eq!(
        resource(&store, "/beta/users/22e558a3-58a3/manager"),
        Some(json!({"a": 1}))
    );
    assert_eq!(
        resource(&store, "/beta/groups/team/owner"),
        Some(json!({"id": "7"}))
    );
    for url in ["/beta", "/beta/users/22e558a3-58a3", "/beta/groups/team"] {
        assert_eq!(kind(&store, url), NodeKind::Prefix, "{url}");
    }
}

#[test]
fn a_type_cast_is_a_segment_like_any_other() {
    let store = seeded(&[("/beta/directoryObjects/microsoft.graph.user/1", json!({}))]);
    assert_eq!(
        kind(&store, "/beta/directoryObjects/microsoft.graph.user"),
        NodeKind::Collection
    );
    assert_eq!(kind(&store, "/beta/directoryObjects/1"), NodeKind::Absent);
}

#[test]
fn arrays_declare_collections() {
    let users = json!([{"id": "b"}, {"id": "a", "x": 1}]);
    let store = seeded(&[("/beta/users", users.clone()), ("/beta/groups", json!([]))]);
    assert_eq!(items(&store, "/beta/users").map(Value::Array), Some(users));
    assert_eq!(
        resource(&store, "/beta/users/a"),
        Some(json!({"id": "a", "x": 1}))
    );
    assert_eq!(items(&store, "/beta/groups"), Some(vec![]));
}

#[test]
fn seeding_again_replaces_and_keeps_what_is_below() {
    let mut store = seeded(&[
        ("/beta/users/1", json!({"a": 1})),
        ("/beta/users/1/messages/m", json!({})),
    ]);
    store.seed(&path("/beta/users/1"), json!({"b": 2})).unwrap();
    assert_eq!(
        resource(&store, "/beta/users/1"),
        Some(json!({"id": "1", "b": 2}))
    );
    assert!(resource(&store, "/beta/users/1/messages/m").is_some());
}

#[test]
fn bad_seeds_change_nothing() {
    let mut store = seeded(&[
        ("/beta/users", json!([{"id": "1"}])),
        ("/beta/me", json!({})),
    ]);
    for (url, value, fault) in [
        ("/beta", json!({}), InvalidSeed::TooShort),
        ("/", json!([]), InvalidSeed::TooShort),
        ("/beta/users/2", json!("x"), InvalidSeed::NotAResource),
        ("/beta/users/2", json!(null), InvalidSeed::NotAResource),
        (
            "/beta/users",
            json!([{"id": "2"}, 1]),
            InvalidSeed::ItemNotAnObject,
        ),
        (
            "/beta/users",
            json!([{"id": "2"}, {}]),
            InvalidSeed::ItemWithoutId,
        ),
        (
            "/beta/users",
            json!([{"id": "2"}, {"id": 3}]),
            InvalidSeed::ItemWithoutId,
        ),
        (
            "/beta/users",
            json!([{"id": ""}]),
            InvalidSeed::ItemWithoutId,
        ),
        (
            "/beta/users",
            json!([{"id": "2"}, {"id": "2"}]),
            InvalidSeed::ItemTwice,
        ),
        ("/beta/users", json!({}), InvalidSeed::CollectionExists),
        ("/beta/me", json!([]), InvalidSeed::ResourceExists),
    ] {
        assert_eq!(store.seed(&path(url), value), Err(fault), "{url}");
    }
    assert_eq!(items(&store, "/beta/users"), Some(vec![json!({"id": "1"})]));
}

#[test]
fn created_items_get_ids_that_are_free() {
    let first = ids::resource_id(1);
    let mut store = seeded(&[("/beta/users", json!([{"id": first}]))]);
    let created = store
        .create(&path("/beta/users"), object(json!({"id": null, "a": 1})))
        .unwrap();
    assert_eq!(created, json!({"id": ids::resource_id(2), "a": 1}));
    let created = store
        .create(&path("/beta/users"), object(json!({"id": "x/y"})))
        .unwrap();
    assert_eq!(resource(&store, "/beta/users/x%2Fy"), Some(created));
    let again = store.create(&path("/beta/users"), object(json!({"id": "x/y"})));
    assert_eq!(again, Err(StoreError::Duplicate("x/y".to_owned())));
    for id in [json!(""), json!(1), json!({})] {
        assert_eq!(
            store.create(&path("/beta/users"), object(json!({"id": id}))),
            Err(StoreError::KeyInvalid)
        );
    }
}

#[test]
fn where_items_can_be_created() {
    let seeds = [
        ("/beta/users/1", json!({})),
        (
            "/beta/deviceManagement/deviceConfigurations/c1/assignments/a1",
            json!({}),
        ),
    ];
    for (url, expected) in [
        ("/beta/users", Ok(())),
        ("/beta/users/1/messages", Ok(())),
        ("/beta/deviceManagement/deviceConfigurations", Ok(())),
        (
            "/beta/deviceManagement/deviceConfigurations/c1/assignments",
            Ok(()),
        ),
        (
            "/beta/users/1",
            Err(StoreError::VerbNotAllowed(NodeKind::Resource)),
        ),
        ("/beta/users/2", Err(StoreError::Absent)),
        ("/beta/users/2/messages", Err(StoreError::Absent)),
        ("/beta/users/1/$ref", Err(StoreError::Absent)),
        ("/beta/groups", Err(StoreError::Absent)),
        ("/beta", Err(StoreError::Absent)),
        ("/v1.0/users", Err(StoreError::Absent)),
        ("/", Err(StoreError::Absent)),
    ] {
        let mut store = seeded(&seeds);
        assert_eq!(store.check(&path(url), Verb::Create), expected, "{url}");
        let created = store.create(&path(url), object(json!({"id": "new"})));
        assert_eq!(created.map(drop), expected, "{url}");
        if expected.is_ok() {
            assert_eq!(kind(&store, url), NodeKind::Collection, "{url}");
            assert_eq!(
                resource(&store, &format!("{url}/new")),
                Some(json!({"id": "new"}))
            );
        }
    }
}

#[test]
fn keys_do_not_change() {
    let mut store = seeded(&[
        ("/beta/users/1", json!({})),
        ("/beta/me", json!({"id": "9"})),
    ]);
    for (url, id) in [("/beta/users/1", "2"), ("/beta/me", "1")] {
        let body = || object(json!({"id": id}));
        assert_eq!(
            store.update(&path(url), body()),
            Err(StoreError::KeyChanged)
        );
        assert_eq!(
            store.replace(&path(url), body()),
            Err(StoreError::KeyChanged)
        );
    }
    assert_eq!(
        store.replace(&path("/beta/users/2"), object(json!({"id": "3"}))),
        Err(StoreError::KeyChanged)
    );
    assert_eq!(
        store.update(&path("/beta/users/1"), object(json!({"id": "1", "a": 1}))),
        Ok(json!({"id": "1", "a": 1}))
    );
    assert_eq!(
        store.replace(&path("/beta/me"), object(json!({"b": 1}))),
        Ok(Replaced::Updated(json!({"id": "9", "b": 1})))
    );
}

#[test]
fn where_resources_can_be_put() {
    let seeds = [
        ("/beta/users/1", json!({})),
        ("/beta/groups/1/team/x/y", json!({})),
    ];
    for (url, expected) in [
        ("/beta/users/2", Ok(())),
        ("/beta/users/1/manager", Ok(())),
        ("/beta/groups/1", Ok(())),
        ("/beta/groups/2", Ok(())),
        (
            "/beta/users",
            Err(StoreError::VerbNotAllowed(NodeKind::Collection)),
        ),
        ("/beta/me", Err(StoreError::Absent)),
        ("/beta/sites/1", Err(StoreError::Absent)),
        ("/beta", Err(StoreError::Absent)),
        ("/", Err(StoreError::Absent)),
    ] {
        let mut store = seeded(&seeds);
        let put = store.replace(&path(url), object(json!({"a": 1})));
        assert_eq!(put.map(drop), expected, "{url}");
        assert_eq!(resource(&store, url).is_some(), expected.is_ok(), "{url}");
    }
}

#[test]
fn removal_takes_what_is_below_and_leaves_the_collection() {
    let mut store = seeded(&[
        ("/beta/users/1", json!({})),
        ("/beta/users/1/messages/m", json!({})),
    ]);
    assert_eq!(
        store.remove(&path("/beta/users")),
        Err(StoreError::VerbNotAllowed(NodeKind::Collection))
    );
    assert_eq!(store.remove(&path("/beta/users/1")), Ok(()));
    assert_eq!(
        store.remove(&path("/beta/users/1")),
        Err(StoreError::Absent)
    );
    assert_eq!(kind(&store, "/beta/users/1/messages/m"), NodeKind::Absent);
    assert_eq!(items(&store, "/beta/users"), Some(vec![]));
    assert_eq!(store.remove(&path("/beta")), Err(StoreError::Absent));
    assert_eq!(store.remove(&path("/")), Err(StoreError::Absent));
}
