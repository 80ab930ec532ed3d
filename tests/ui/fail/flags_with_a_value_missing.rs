use graph_runtime::graph_resource;

graph_resource! {
    flags enum access {
        read = 1,
        write,
    }
}

fn main() {}
