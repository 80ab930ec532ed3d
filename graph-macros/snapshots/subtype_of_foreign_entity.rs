graph_runtime::graph_resource! {
    entity phone: super::entity::ManagedDevice {}
}
