use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        nav messages: [message] { get, pots } each { get, update },
    }

    entity message {}
}

fn main() {}
