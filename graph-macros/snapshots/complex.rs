graph_runtime::graph_resource! {
    pub complex emailAddress {
        address: String,
        aliases: [emailAddress],
        owner: emailAddress,
    }
}
