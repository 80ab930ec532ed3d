use graph_runtime::graph_resource;

graph_resource! {
    entity schedule {
        #[key]
        range: timeRange,
    }

    complex timeRange {}
}

fn main() {}
