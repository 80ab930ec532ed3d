use graph_runtime::graph_resource;

graph_resource! {
    entity application {
        #[alternate_key]
        appIds: [String],
        #[alternate_key]
        info: informationalUrl,
    }

    complex informationalUrl {
        logoUrl: String,
    }
}

fn main() {}
