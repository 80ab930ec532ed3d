use graph_runtime::{graph_path, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        ref manager: user { get },
    }
}

fn main() {
    let target = graph_path!(Beta: /users/{"2"});
    graph_request!(Beta: PUT /users/{"1"}/manager/$ref, target);
}
