use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        nav settings: userSettings,
    }

    complex userSettings {}
}

fn main() {}
