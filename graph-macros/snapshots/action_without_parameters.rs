graph_runtime::graph_resource! {
    entity basket {
        action clear(),
    }
}
