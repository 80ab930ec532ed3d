use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity user {
        jobTitle: String,
    }

    entity group {
        displayName: String,
    }
}

fn main() {
    Update::<User>::new().set(Group::DISPLAY_NAME, "Retail");
}
