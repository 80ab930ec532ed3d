//! A base may follow its subtypes, types may contain themselves, and two declarations may share a module.

#![deny(warnings)]

use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        guests: [guest],
        objects: [directoryObject],
    }

    entity guest: user {
        invitedBy: identitySet,
    }

    entity user: directoryObject {
        nav manager: user { get },
        nav reports: [user] { get },
    }

    abstract entity directoryObject {
        filter: filterClause,
    }

    complex emptyClause: filterClause {}

    complex filterGroup: filterClause {
        first: filterClause,
        others: [filterClause],
        parent: filterGroup,
    }

    abstract complex filterClause {
        negated: filterGroup,
    }

    complex identitySet {
        application: identity,
    }

    complex identity {
        set: identitySet,
    }
}

graph_resource! {
    namespace microsoft.graph.security;

    entity alert {
        nav related: [alert],
        nav owner: crate::User { get },
        scope: crate::IdentitySet,
    }
}

fn main() {
    let guest = Guest {
        invited_by: Some(IdentitySet {
            application: Some(Box::new(Identity::default())),
            ..Default::default()
        }),
        ..Default::default()
    };
    assert!(guest.filter.is_none());
    let group = FilterGroup {
        first: Some(Box::new(FilterGroup::default().into())),
        others: Some(vec![EmptyClause::default().into()]),
        ..Default::default()
    };
    assert!(matches!(
        AnyFilterClause::from(group),
        AnyFilterClause::FilterGroup(_)
    ));
    let url = graph_path!(Beta: /objects/{"1"}/microsoft.graph.guest/manager/manager/reports/{"2"});
    assert_eq!(
        url.get().url(),
        "/beta/objects/1/microsoft.graph.guest/manager/manager/reports/2"
    );
    let alert = Alert {
        scope: Some(IdentitySet::default()),
        ..Default::default()
    };
    let text = serde_json::to_string(&alert).expect("an alert has a JSON form");
    assert_eq!(text, r#"{"scope":{}}"#);
}
