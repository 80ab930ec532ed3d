use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity subscribedSku {
        consumedUnits: Int32,
    }
}

fn main() {
    Update::<SubscribedSku>::new().set(SubscribedSku::CONSUMED_UNITS, "5");
}
