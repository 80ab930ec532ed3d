use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        nav messages: [message] { get, post, get },
    }

    entity message {}
}

fn main() {}
