use graph_runtime::{Update, graph_resource};

graph_resource! {
    abstract entity directoryObject {}

    entity user: directoryObject {
        jobTitle: String,
    }
}

fn main() {
    Update::<DirectoryObject>::new().set(User::JOB_TITLE, "Retail Manager");
}
