use graph_runtime::graph_resource;

graph_resource! {
    complex assignedLicense {
        #[key]
        skuId: Guid,
    }
}

fn main() {}
