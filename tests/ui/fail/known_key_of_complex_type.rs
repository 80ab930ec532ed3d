use graph_runtime::graph_resource;

graph_resource! {
    complex mailFolder {
        key inbox,
    }
}

fn main() {}
