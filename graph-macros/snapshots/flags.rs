graph_runtime::graph_resource! {
    flags enum days { monday = 1, tuesday = 2 }
}
