use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity user {
        businessPhones: [String],
    }
}

fn main() {
    Update::<User>::new().set(User::BUSINESS_PHONES, "+1 425 555 0109");
}
