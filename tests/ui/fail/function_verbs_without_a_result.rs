use graph_runtime::graph_resource;

graph_resource! {
    entity sheet {
        function range(address: String) { get, patch },
    }
    entity range {}
}

fn main() {}
