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
    let update = Update::<User>::new().set(User::JOB_TITLE, "Retail Manager");
    graph_request!(Beta: PATCH /users, update);
}
