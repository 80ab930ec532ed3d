use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        businessPhones: Collection(Edm.String),
        nav messages: Collection(message),
    }

    entity message {}
}

fn main() {}
