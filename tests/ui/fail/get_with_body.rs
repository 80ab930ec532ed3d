use graph_runtime::{Update, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        jobTitle: String,
    }
}

fn main() {
    let update = Update::<User>::new();
    let request = graph_request!(Beta: GET /users/{"1"}, update);
    assert_eq!(request.method(), "GET");
}
