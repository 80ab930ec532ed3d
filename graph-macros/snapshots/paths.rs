graph_runtime::graph_resource! {
    service Beta = "beta" { users: [user] { get } }
    entity user {
        nav messages: [message] { get, post } each { get, delete },
        nav manager: user { get },
    }
    entity message {}
}
