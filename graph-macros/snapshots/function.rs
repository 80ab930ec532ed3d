graph_runtime::graph_resource! {
    entity calendar {
        function isFree(on: Date) -> Boolean,
    }
}
