use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        #[rust_name = "kind"]
        r#type: String,
    }
}

fn main() {}
