use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        jobTitle: String,
    }
}

fn main() {
    graph_request!(Beta: /users);
}
