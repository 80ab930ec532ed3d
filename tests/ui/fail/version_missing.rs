use graph_runtime::graph_resource;

graph_resource! {
    service Beta {
        users: [user],
    }

    entity user {}
}

fn main() {}
