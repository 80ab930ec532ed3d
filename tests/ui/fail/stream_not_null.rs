use graph_runtime::graph_resource;

graph_resource! {
    entity photo {
        #[not_null]
        content: Stream,
    }
}

fn main() {}
