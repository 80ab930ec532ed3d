use graph_runtime::{Create, graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        ref memberOf: [user] { get },
    }
}

fn main() {
    let target = graph_path!(Beta: /users/{"2"});
    let _ = Create::<User>::new().bind_all(User::MEMBER_OF, [target]);
}
