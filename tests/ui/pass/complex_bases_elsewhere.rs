//! A complex type with navigation properties, whose base another declaration has: with paths of its own or without.

#![deny(warnings)]

use graph_runtime::{graph_path, graph_resource};

mod upstream {
    graph_runtime::graph_resource! {
        pub abstract complex subjectSet {
            isBackup: Boolean,
        }

        pub complex externalData {
            note: String,
            nav sources: [source],
        }

        pub entity source {}
    }
}

graph_resource! {
    service V1 = "v1.0" {
        policies: [policy],
    }

    entity policy {
        subjects: groupBasedSubjectSet { get },
        data: calloutData { get },
    }

    complex groupBasedSubjectSet: crate::upstream::SubjectSet {
        nav groups: [group],
    }

    complex namedSubjectSet: groupBasedSubjectSet {
        name: String,
        nav owner: group,
    }

    complex calloutData: crate::upstream::ExternalData {
        nav group: group,
    }

    entity group {}
}

fn main() {
    assert_eq!(
        graph_path!(V1: /policies/{"1"}/subjects/groups/{"2"}).get().url(),
        "/v1.0/policies/1/subjects/groups/2"
    );
    assert_eq!(
        graph_path!(V1: /policies/{"1"}/subjects/microsoft.graph.namedSubjectSet/owner).get().url(),
        "/v1.0/policies/1/subjects/microsoft.graph.namedSubjectSet/owner"
    );
    assert_eq!(
        graph_path!(V1: /policies/{"1"}/data/group).get().url(),
        "/v1.0/policies/1/data/group"
    );
    assert_eq!(
        graph_path!(V1: /policies/{"1"}/data).as_base().sources().get().url(),
        "/v1.0/policies/1/data/sources"
    );
    let policy: Policy = serde_json::from_str(
        r##"{"subjects": {"@odata.type": "#microsoft.graph.namedSubjectSet", "isBackup": true, "name": "n"}}"##,
    )
    .expect("it is one");
    let Some(AnyGroupBasedSubjectSet::NamedSubjectSet(subjects)) = &policy.subjects else {
        panic!("{policy:?}");
    };
    assert_eq!((subjects.is_backup, subjects.name.as_deref()), (Some(true), Some("n")));
}
