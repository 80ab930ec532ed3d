use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity user {}
}

fn main() {
    Update::<User>::new().set(User::ID, "1");
}
