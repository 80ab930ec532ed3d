use graph_runtime::graph_resource;

graph_resource! {
    service Beta = "beta" {
        users: [user] { get } ref { get },
    }

    entity user {
        ref manager: user { get } ref { put },
        nav approver: user { get, patch } ref { patch },
        nav assistant: user ref { get } each { delete },
        nav peers: [user] ref {},
    }
}

fn main() {}
