use graph_runtime::graph_resource;

graph_resource! {
    complex identity {}

    entity user: identity {}
}

fn main() {}
