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
    let user = "1";
    let request = graph_request!(Beta: PATCH /users/{user});
    assert_eq!(request.method(), "PATCH");
}
