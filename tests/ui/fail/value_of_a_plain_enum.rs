use graph_runtime::graph_resource;

graph_resource! {
    enum importance {
        low = 0,
        high = 1,
    }
}

fn main() {}
