graph_runtime::graph_resource! {
    entity folder {
        nav folders: [folder] { get, post } each { get, delete },
        nav parent: folder { get },
    }
}
