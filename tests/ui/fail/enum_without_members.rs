use graph_runtime::graph_resource;

graph_resource! {
    enum importance {}
}

fn main() {}
