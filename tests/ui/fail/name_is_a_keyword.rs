use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        self: String,
    }

    entity group {
        nav super: group,
    }

    enum level { self, crate }

    complex crate {
        _: String,
    }
}

fn main() {}
