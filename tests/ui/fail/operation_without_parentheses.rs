use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        action revokeSignInSessions -> Boolean,
    }
}

fn main() {}
