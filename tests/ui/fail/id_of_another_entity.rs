use graph_runtime::{Id, graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {}

    entity group {}
}

fn main() {
    let group: Id<Group> = Id::new("1");
    graph_path!(Beta: /users/{group});
}
