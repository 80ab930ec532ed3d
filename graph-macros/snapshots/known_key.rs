graph_runtime::graph_resource! {
    entity drawer {
        key inbox,
    }
}
