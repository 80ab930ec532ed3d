use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service V1 = "v1.0" {
        users: [user],
    }

    entity user {
        displayName: String,
    }
}

fn main() {
    graph_path!(V1: /users/:id);
    graph_path!(V1: /v1.0/users);
    graph_path!(V1: /users?$select=displayName);
}
