use graph_runtime::graph_resource;

graph_resource! {
    abstract entity directoryObject {
        deletedDateTime: DateTimeOffset,
    }

    entity user: directoryObject {
        deletedDateTime: DateTimeOffset,
    }
}

fn main() {}
