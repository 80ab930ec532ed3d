use graph_runtime::graph_resource;

graph_resource! {
    entity riskDetection {
        #[key]
        source: String,
        #[key]
        requestId: String,
    }
}

fn main() {}
