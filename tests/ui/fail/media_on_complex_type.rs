use graph_runtime::graph_resource;

graph_resource! {
    #[media]
    complex photo {
        width: Int32,
    }
}

fn main() {}
