use graph_runtime::graph_resource;

graph_resource! {
    namespace microsoft.graph.security;
    namespace microsoft.graph.ediscovery;

    entity alert {}
}

fn main() {}
