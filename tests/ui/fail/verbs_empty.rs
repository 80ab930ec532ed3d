use graph_runtime::graph_resource;

graph_resource! {
    service Beta = "beta" {
        users: [user] {},
    }

    entity user {
        nav messages: [message] { get } each {},
    }

    entity message {}
}

fn main() {}
