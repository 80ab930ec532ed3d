graph_runtime::graph_resource! {
    extend super::entity::ManagedDevice as DeviceExtension {
        nav owner: super::entity::ManagedDevice { get },
        function status() -> String,
    }
}
