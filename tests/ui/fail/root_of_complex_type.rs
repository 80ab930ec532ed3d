use graph_runtime::graph_resource;

graph_resource! {
    service Beta = "beta" {
        settings: userSettings,
    }

    complex userSettings {}
}

fn main() {}
