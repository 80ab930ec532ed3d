use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        id: String,
        mail: String,
    }
}

fn main() {}
