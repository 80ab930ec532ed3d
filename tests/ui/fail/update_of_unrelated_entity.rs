use graph_runtime::{Update, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {}

    entity group {
        displayName: String,
    }
}

fn main() {
    let update = Update::<Group>::new().set(Group::DISPLAY_NAME, "Retail");
    graph_request!(Beta: PATCH /users/{"1"}, update);
}
