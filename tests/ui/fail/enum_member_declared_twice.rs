use graph_runtime::graph_resource;

graph_resource! {
    enum importance { low, normal, low }
}

fn main() {}
