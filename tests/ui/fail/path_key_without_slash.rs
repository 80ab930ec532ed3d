use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        nav messages: [message] { get } each { get },
        nav mailbox: mailbox { get },
    }

    entity message {
        nav attachments: [attachment],
    }

    entity attachment {}

    entity mailbox {}
}

fn main() {
    graph_path!(Beta: /users{"1"});
}
