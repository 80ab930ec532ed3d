use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        jobTitle: String,
        JobTitle: String,
        nav sentItems: [message],
        nav SentItems: [message],
    }

    entity message {}

    entity Message {}

    enum importance { low, Low }
}

fn main() {}
