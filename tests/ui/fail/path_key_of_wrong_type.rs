use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        jobTitle: String,
    }
}

fn main() {
    graph_path!(Beta: /users/{true});
}
