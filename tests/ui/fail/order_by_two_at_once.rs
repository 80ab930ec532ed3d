use graph_runtime::query::Operand as _;
use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        age: Int32,
        displayName: String,
    }
}

fn main() {
    let _ = graph_request!(Beta: GET /users).order_by((User::AGE.desc(), User::DISPLAY_NAME));
}
