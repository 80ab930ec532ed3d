use graph_runtime::{Update, graph_resource};

graph_resource! {
    flags enum permission { read, write }
    flags enum access { read, write }

    entity drive {
        permissions: permission,
    }
}

fn main() {
    Update::<Drive>::new().set(Drive::PERMISSIONS, Access::READ);
}
