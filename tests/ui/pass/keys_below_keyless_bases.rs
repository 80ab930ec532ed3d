//! A base without a key, whose subtypes have keys of different types: in one declaration, and in another one's.

#![deny(warnings)]

use graph_runtime::path::Entity;
use graph_runtime::{Create, Id, graph_path, graph_request, graph_resource};

mod upstream {
    graph_runtime::graph_resource! {
        /// No subtype is declared here, so that it says itself that it has no key.
        #[keyless]
        pub abstract entity workflowBase {
            displayName: String,
        }
    }
}

graph_resource! {
    service V1 = "v1.0" {
        workflows: [workflow],
        versions: [workflowVersion],
        items: [policyDeletableItem],
    }

    abstract entity policyDeletableItem {
        deletedDateTime: DateTimeOffset,
        #[alternate_key]
        code: String,
        nav related: [policyDeletableItem],
    }

    abstract entity policy: policyDeletableItem {}

    entity conditionalAccessPolicy: policy {
        #[key]
        id: String,
        state: String,
    }

    entity namedLocation: policyDeletableItem {
        #[key]
        number: Int64,
        id: Int32,
    }

    entity countryLocation: namedLocation {}

    entity workflow: crate::upstream::WorkflowBase {
        #[key]
        id: String,
    }

    entity workflowVersion: crate::upstream::WorkflowBase {
        #[key]
        versionNumber: Int32,
    }
}

fn main() {
    // In a path, the key of whichever subtype it is.
    assert_eq!(
        graph_path!(V1: /items/{"p 1"}).get().url(),
        "/v1.0/items/p%201"
    );
    assert_eq!(graph_path!(V1: /items/{7}/related/{8_i64}).get().url(), "/v1.0/items/7/related/8");
    assert_eq!(
        graph_path!(V1: /items/{"1"}/microsoft.graph.countryLocation).get().url(),
        "/v1.0/items/1/microsoft.graph.countryLocation"
    );
    assert_eq!(
        graph_path!(V1: /items(code = {"a"})).get().url(),
        "/v1.0/items(code=%27a%27)"
    );
    assert_eq!(graph_path!(V1: /versions/{3}).get().url(), "/v1.0/versions/3");

    // Each type has the key that it declares, and no `id` of Graph's besides.
    let any: AnyPolicyDeletableItem = serde_json::from_str(
        r##"{"@odata.type": "#microsoft.graph.conditionalAccessPolicy", "id": "p1", "deletedDateTime": null, "state": "on"}"##,
    )
    .expect("it is one");
    let AnyPolicyDeletableItem::ConditionalAccessPolicy(policy) = &any else {
        panic!("{any:?}");
    };
    assert_eq!(policy.id.as_deref(), Some("p1"));
    assert_eq!(policy.unknown().len(), 0);
    assert_eq!(
        serde_json::to_string(&any).expect("it is JSON"),
        r##"{"@odata.type":"#microsoft.graph.conditionalAccessPolicy","deletedDateTime":null,"id":"p1","state":"on"}"##
    );
    let location: CountryLocation =
        serde_json::from_str(r#"{"number": 4, "id": 5}"#).expect("it is one");
    assert_eq!((location.number, location.id), (Some(4), Some(5)));
    let create = Create::<WorkflowVersion>::new()
        .set(WorkflowVersion::VERSION_NUMBER, 2)
        .set(upstream::WorkflowBase::DISPLAY_NAME, "second");
    assert_eq!(
        create.to_json(),
        r##"{"@odata.type":"#microsoft.graph.workflowVersion","versionNumber":2,"displayName":"second"}"##
    );
    let query = graph_request!(V1: GET /workflows).filter(graph_runtime::query::Operand::eq(Workflow::ID, "w"));
    assert_eq!(query.url(), "/v1.0/workflows?$filter=id%20eq%20%27w%27");

    // An `Id` is of the type that the hierarchy begins with.
    fn id_of<X: Entity>(text: &str) -> Id<X::Root> {
        Id::new(text)
    }
    let id: Id<PolicyDeletableItem> = id_of::<NamedLocation>("9");
    assert_eq!(graph_path!(V1: /items/{&id}).get().url(), "/v1.0/items/9");
}
