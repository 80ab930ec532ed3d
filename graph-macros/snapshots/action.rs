graph_runtime::graph_resource! {
    entity mailbox {
        action send(to: [String], at?: DateTimeOffset) -> Int32,
    }
}
