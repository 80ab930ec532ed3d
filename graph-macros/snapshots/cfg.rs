graph_runtime::graph_resource! {
    #[cfg(unix)]
    complex address {
        street: String,
        #[cfg(not(windows))] city: String,
    }
}
