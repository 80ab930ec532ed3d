use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        collection function delta() -> [user],
    }
}

fn main() {
    let _ = graph_path!(Beta: /users/microsoft.graph.delta());
    let _ = graph_path!(Beta: /users/x.y.delta());
}
