graph_runtime::graph_resource! {
    #[media { get, put }]
    #[path_addressed]
    open entity item {
        #[immutable] #[rust_name = kind] type: String,
    }
}
