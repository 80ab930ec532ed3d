graph_runtime::graph_resource! {
    #[keyless]
    pub abstract entity report {}
}
