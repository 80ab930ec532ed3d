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
    graph_request!(Beta: get /users);
    graph_request!(Beta: PTACH /users/{"1"}, ());
    graph_request!(Beta: HEAD /users);
}
