use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        #[rust_name = id]
        employeeId: String,
        #[rust_name = base]
        baseUrl: String,
    }
}

fn main() {}
