graph_runtime::graph_resource! {
    entity app {
        #[alternate_key] tag: Guid,
        nav apps: [app] { get } each { get },
    }
}
