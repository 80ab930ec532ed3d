graph_runtime::graph_resource! {
    entity country {
        #[key] code: String,
    }
}
