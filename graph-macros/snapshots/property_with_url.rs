graph_runtime::graph_resource! {
    entity photo {
        title: String { get, delete },
    }
}
