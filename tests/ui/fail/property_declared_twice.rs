use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        jobTitle: String,
        mail: String,
        jobTitle: String,
    }
}

fn main() {}
