use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        ref manager: user { get, patch },
        ref directReports: [user] { get, delete } each { get, put },
    }
}

fn main() {}
