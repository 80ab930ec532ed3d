graph_runtime::graph_resource! {
    entity attachment {
        content: Stream,
    }
}
