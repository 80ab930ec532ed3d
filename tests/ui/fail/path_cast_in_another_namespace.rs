use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        nav messages: [message],
    }

    entity guest: user {}

    entity message {}
}

fn main() {
    let _ = graph_path!(Beta: /users/{"1"}/x.y.guest);
}
