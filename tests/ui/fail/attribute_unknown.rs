use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        #[readonly]
        createdDateTime: DateTimeOffset,
        #[serde(skip)]
        mail: String,
    }
}

fn main() {}
