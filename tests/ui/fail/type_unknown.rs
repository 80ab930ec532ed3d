use graph_runtime::graph_resource;

graph_resource! {
    entity group {
        classification: String,
        assignedLabels: [assignedLable],
        policy: membershipPolicy,
    }

    complex assignedLabel {
        displayName: String,
    }
}

fn main() {}
