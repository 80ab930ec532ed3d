use graph_runtime::graph_resource;

graph_resource! {
    #[media { post }]
    entity a {}
    #[media {}]
    entity b {}
    #[path_addressed(get)]
    entity c {}
    #[path_addressed { fetch }]
    entity d {}
}

fn main() {}
