use graph_runtime::graph_resource;

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
    extend crate::elsewhere::User {
        messages: [message],
    }

    entity message {}
}

fn main() {}
