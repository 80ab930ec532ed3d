use graph_runtime::graph_resource;

pub struct Policy;

graph_resource! {
    entity user {
        nav policies: [self::Policy],
    }
}

fn main() {}
