use graph_runtime::{Create, graph_resource};

graph_resource! {
    entity user {
        #[read_only]
        signInCount: Int64,
    }
}

fn main() {
    Create::<User>::new().set(User::SIGN_IN_COUNT, 5_i64);
}
