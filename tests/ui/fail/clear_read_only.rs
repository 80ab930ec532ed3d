use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity user {
        #[read_only]
        signInCount: Int64,
    }
}

fn main() {
    Update::<User>::new().clear(User::SIGN_IN_COUNT);
}
