use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        jobTitle: String
        mail: String,
    }
}

fn main() {}
