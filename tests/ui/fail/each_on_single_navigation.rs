use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        nav mailbox: mailbox { get } each { get, patch },
    }

    entity mailbox {}
}

fn main() {}
