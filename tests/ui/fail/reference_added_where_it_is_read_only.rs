use graph_runtime::{graph_path, graph_request, graph_resource};

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
    graph_request!(Beta: POST /users/{"1"}/memberOf/$ref, target);
}
