//! An entity may have a key of its own instead of Graph's `id`, of any primitive type or of an enumeration.

#![deny(warnings)]

use graph_runtime::{Create, graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        domains: [domain],
        days: [day],
        levels: [level],
    }

    entity domain {
        #[key]
        id: String,
        isVerified: Boolean,
    }

    entity day {
        #[key]
        #[immutable]
        date: Date,
    }

    entity holiday: day {
        name: String,
    }

    entity level {
        #[key]
        severity: severity,
    }

    enum severity { low, high }
}

fn main() {
    let domain = Domain {
        id: Some("contoso.com".to_owned()),
        ..Default::default()
    };
    let id = domain.id.as_deref().expect("it was set");
    assert_eq!(
        graph_path!(Beta: /domains/{id}).get().url(),
        "/beta/domains/contoso.com"
    );
    let create = Create::<Domain>::new().set(Domain::ID, "contoso.com");
    assert_eq!(
        create.to_json(),
        r##"{"@odata.type":"#microsoft.graph.domain","id":"contoso.com"}"##
    );
    let day = graph_path!(Beta: /days/{"2026-05-09"}/microsoft.graph.holiday);
    assert_eq!(day.get().url(), "/beta/days/2026-05-09/microsoft.graph.holiday");
}
