use graph_runtime::graph_resource;

mod upstream {
    graph_runtime::graph_resource! {
        pub abstract entity directoryObject {}
    }
}

graph_resource! {
    entity user: crate::upstream::DirectoryObject {
        #[key]
        userPrincipalName: String,
    }
}

fn main() {}
