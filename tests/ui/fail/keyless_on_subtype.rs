use graph_runtime::graph_resource;

graph_resource! {
    abstract entity directoryObject {}

    #[keyless]
    entity user: directoryObject {}
}

fn main() {}
