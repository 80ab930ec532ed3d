use graph_runtime::graph_resource;

graph_resource! {
    entity photo {
        contents: [Stream],
    }
}

fn main() {}
