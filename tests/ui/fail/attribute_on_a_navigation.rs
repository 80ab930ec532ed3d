use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        #[read_only]
        nav messages: [message],
    }

    entity message {}
}

fn main() {}
