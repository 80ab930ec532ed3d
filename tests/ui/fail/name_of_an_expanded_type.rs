use graph_runtime::graph_resource;

graph_resource! {
    entity user {}

    entity userPath {}
}

fn main() {}
