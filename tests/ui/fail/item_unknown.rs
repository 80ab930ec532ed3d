use graph_runtime::graph_resource;

graph_resource! {
    struct user {
        mail: String,
    }
}

fn main() {}
