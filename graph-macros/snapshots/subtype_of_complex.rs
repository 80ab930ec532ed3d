graph_runtime::graph_resource! {
    abstract complex target {}
    complex groupTarget: target {
        #[not_null] groupId: String,
    }
}
