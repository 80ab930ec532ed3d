use graph_runtime::{Id, graph_path, graph_resource};

mod directory {
    graph_runtime::graph_resource! {
        pub abstract entity directoryObject {}

        pub entity user: directoryObject {}

        pub entity message {}
    }
}

graph_resource! {
    service Beta = "beta" {
        devices: [device],
    }

    entity device: crate::directory::DirectoryObject {}
}

fn main() {
    let shared: Id<directory::DirectoryObject> = Id::new("1");
    let _ = graph_path!(Beta: /devices/{shared});
    let message: Id<directory::Message> = Id::new("2");
    graph_path!(Beta: /devices/{message});
}
