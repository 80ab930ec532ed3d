use graph_runtime::graph_resource;

graph_resource! {
    entity sheet {
        function range(address: String) -> size { get, patch },
    }
    entity range {}
    complex size { rows: Int32 }
}

fn main() {}
