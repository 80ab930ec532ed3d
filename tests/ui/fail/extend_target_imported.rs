use graph_runtime::graph_resource;

use elsewhere::User;

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
    extend User {
        nav messages: [message],
    }

    entity message {}
}

fn main() {}
