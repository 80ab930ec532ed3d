use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        ref members: [user],
    }
}

fn main() {
    graph_request!(Beta: POST /users/{"1"}/members/$ref, "/users/2");
}
