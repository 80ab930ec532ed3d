use graph_runtime::graph_resource;

graph_resource! {
    complex mailboxSettings {
        action reset(),
    }
}

fn main() {}
