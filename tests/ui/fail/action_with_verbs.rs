use graph_runtime::graph_resource;

graph_resource! {
    entity sheet {
        action range(address: String) -> range { get, patch },
    }
    entity range {}
}

fn main() {}
