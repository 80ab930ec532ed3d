graph_runtime::graph_resource! {
    /// A device that is managed.
    pub entity managedDevice {
        deviceName: String,
        #[read_only] enrolledDateTime: DateTimeOffset,
    }
}
