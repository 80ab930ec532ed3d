use graph_runtime::graph_resource;

graph_resource! {
    enum userType { member, guest }

    entity user: userType {}
}

fn main() {}
