use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity user {
        #[not_null]
        accountEnabled: Boolean,
    }
}

fn main() {
    Update::<User>::new().clear(User::ACCOUNT_ENABLED);
}
