use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        function getAll(top: Int32, top: Int64) -> String,
    }
}

fn main() {}
