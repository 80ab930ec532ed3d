graph_runtime::graph_resource! {
    entity table {
        function rows(top: Int32) -> [table] { get, post } each { get, patch },
    }
}
