use graph_runtime::graph_resource;

graph_resource! {
    entity application {
        #[alternate_key]
        nav owner: application,
    }
}

fn main() {}
