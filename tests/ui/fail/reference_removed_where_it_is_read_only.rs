use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        ref memberOf: [user] { get },
    }
}

fn main() {
    graph_request!(Beta: DELETE /users/{"1"}/memberOf/{"2"}/$ref);
}
