graph_runtime::graph_resource! {
    entity room {
        nav guests: [room] { get } each { get, delete } ref { get, post } each { get },
    }
}
