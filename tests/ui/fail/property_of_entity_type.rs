use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        manager: user,
        messages: [message],
    }

    entity message {}
}

fn main() {}
