use graph_runtime::graph_resource;

graph_resource! {
    entity assignmentFilter {
        function getState() -> String,
        function getState(name: String) -> String,
    }
}

fn main() {}
