graph_runtime::graph_resource! {
    extend super::entity::ManagedDevice {
        function range() -> String,
        function range(address: String) -> String as range_at,
    }
}
