// What is said of keys, and which of it disagrees. Never compiled.

mod whole {
    graph_resource! {
        #[keyless] abstract entity policyDeletableItem { deletedDateTime: DateTimeOffset }
        entity namedLocation: policyDeletableItem { #[key] id: String, displayName: String }
        entity countryNamedLocation: namedLocation {}
        entity stage { #[key] id: Int32 }
        #[keyless] abstract entity numbered { number: Int64 }
        entity invoice: numbered {}
    }
}

mod without_base {
    graph_resource! {
        entity namedLocation { displayName: String }
        entity countryNamedLocation: namedLocation { #[key] id: String } // key
    }
}

mod implied {
    graph_resource! {
        abstract entity policyDeletableItem {} // key
        abstract entity numbered { number: Int64 } // key
        entity invoice: numbered {}
    }
}

mod inferred {
    graph_resource! {
        abstract entity policyDeletableItem {}
        entity namedLocation: policyDeletableItem { displayName: String } // key
    }
}

mod governance {
    graph_resource! {
        namespace microsoft.graph.governance;
        abstract entity workflowBase {}
        entity workflow: workflowBase { #[key] displayName: String } // key
        entity workflowVersion: workflowBase {} // key
        #[keyless] entity location {} // key
    }
}

mod elsewhere {
    graph_resource! {
        namespace microsoft.graph.governance;
        entity location: super::whole::PolicyDeletableItem { #[key] code: Guid }
    }
}
