graph_runtime::graph_resource! {
    service Beta = "beta" {
        managedDevices: [super::entity::ManagedDevice] { get } each { get, delete },
        me: super::entity::ManagedDevice { get },
    }
}
