use graph_runtime::graph_resource;

graph_resource! {
    abstract entity directoryObject {
        #[key]
        objectId: String,
    }

    entity user: directoryObject {
        #[key]
        userPrincipalName: String,
    }
}

fn main() {}
