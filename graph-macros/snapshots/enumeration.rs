graph_runtime::graph_resource! {
    enum source { direct, policySets }
}
