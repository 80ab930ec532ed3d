use graph_runtime::{graph_path, graph_resource};

mod elsewhere {
    graph_runtime::graph_resource! {
        pub service Beta = "beta" {
            users: [user],
        }

        pub entity user {
            displayName: String,
        }
    }
}

graph_resource! {
    service Beta = "beta" {
        messages: [message],
    }

    extend message {
        nav replies: [message],
    }

    entity message {}
}

fn main() {
    graph_path!(Beta: /messages/{"1"}/replies);
}
