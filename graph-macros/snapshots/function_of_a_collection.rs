graph_runtime::graph_resource! {
    entity contact {
        collection function delta() -> [contact],
    }
}
