use graph_runtime::graph_resource;

graph_resource! {
    entity sheet {
        function range(address: String) -> range {},
    }
    entity range {}
}

fn main() {}
