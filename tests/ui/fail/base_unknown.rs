use graph_runtime::graph_resource;

graph_resource! {
    abstract entity directoryObject {}

    entity user: directoryObjekt {}
}

fn main() {}
