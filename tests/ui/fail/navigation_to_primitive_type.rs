use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        nav proxyAddresses: [String],
    }
}

fn main() {}
