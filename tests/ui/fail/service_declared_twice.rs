use graph_runtime::graph_resource;

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    service Beta = "beta" {}

    entity user {}
}

fn main() {}
