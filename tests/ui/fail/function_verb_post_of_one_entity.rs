use graph_runtime::graph_resource;

graph_resource! {
    entity sheet {
        function range(address: String) -> range { get, post },
    }
    entity range {}
}

fn main() {}
