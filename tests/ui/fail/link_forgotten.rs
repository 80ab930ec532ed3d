use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        groups: [group],
    }

    entity group {
        nav acceptedSenders: [user] { get } each { get, patch } ref { get, post } each { delete },
    }

    entity user {
        displayName: String,
    }
}

fn main() {
    graph_request!(Beta: DELETE /groups/{"1"}/acceptedSenders/{"2"});
}
