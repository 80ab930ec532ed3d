use graph_runtime::graph_resource;

graph_resource! {
    #[rust_name = V1]
    service Stable = "v1.0" {}
}

fn main() {}
