graph_runtime::graph_resource! {
    complex work: super::complex::EmailAddress {
        office: String,
    }
}
