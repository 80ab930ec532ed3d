use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        identities: [ObjectIdentity],
        nav messages: [Message],
    }

    complex objectIdentity {}

    entity message {}
}

fn main() {}
