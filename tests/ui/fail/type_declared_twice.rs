use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        mail: String,
    }

    complex user {}
}

fn main() {}
