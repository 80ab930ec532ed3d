use graph_runtime::graph_resource;

graph_resource! {
    entity user: person {}

    entity person: contact {}

    entity contact: user {}
}

fn main() {}
