graph_runtime::graph_resource! {
    extend super::entity::ManagedDevice {
        nav twin: super::entity::ManagedDevice { get },
        action wipe(keepData: Boolean),
    }
}
