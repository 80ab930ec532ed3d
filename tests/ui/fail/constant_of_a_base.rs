use graph_runtime::{Update, graph_resource};

graph_resource! {
    abstract entity directoryObject {
        displayName: String,
    }

    entity user: directoryObject {}
}

fn main() {
    Update::<User>::new().set(User::DISPLAY_NAME, "Adele Vance");
}
