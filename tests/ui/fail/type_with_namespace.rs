use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        mail: Edm.String,
        onPremises: microsoft.graph.onPremisesExtensionAttributes,
        nav messages: [graph.message],
    }

    complex onPremisesExtensionAttributes {}

    entity message {}
}

fn main() {}
