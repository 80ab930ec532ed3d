use graph_runtime::path::Path as _;
use graph_runtime::{Create, graph_resource};

graph_resource! {
    service V1 = "v1.0" {
        users: [user],
    }

    entity user {
        ref manager: user,
    }
}

fn main() {
    let _ = Create::<User>::new().set(User::MANAGER, V1.users().id("1"));
}
