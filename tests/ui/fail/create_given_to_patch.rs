use graph_runtime::{Create, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        jobTitle: String,
    }
}

fn main() {
    graph_request!(Beta: PATCH /users/{"1"}, Create::<User>::new());
}
