use graph_runtime::graph_resource;

graph_resource! {
    complex identitySet {
        nav user: user,
    }

    entity user {}
}

fn main() {}
