graph_runtime::graph_resource! {
    entity team {
        ref owner: team { get, put },
        ref members: [team] { get, post } each { get, delete },
    }
}
