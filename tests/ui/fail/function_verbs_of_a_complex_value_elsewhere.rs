use graph_runtime::graph_resource;

graph_resource! {
    entity sheet {
        function range(address: String) -> crate::elsewhere::Size { get, patch },
    }
    entity range {}
}

mod elsewhere {
    graph_runtime::graph_resource! {
        pub complex size { rows: Int32 }
    }
}

fn main() {}
