use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        #[read_only]
        #[immutable]
        createdDateTime: DateTimeOffset,
    }
}

fn main() {}
