use graph_runtime::{Update, graph_request, graph_resource};

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
    let update = Update::<Mailbox>::new();
    graph_request!(Beta: PATCH /users/{"1"}/mailbox, update);
}
