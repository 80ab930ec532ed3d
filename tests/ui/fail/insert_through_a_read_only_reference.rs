use graph_runtime::{Create, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        ref createdBy: user { get },
    }
}

fn main() {
    let _ = Create::<User>::new().insert(User::CREATED_BY, Create::<User>::new());
}
