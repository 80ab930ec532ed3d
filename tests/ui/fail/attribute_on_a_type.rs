use graph_runtime::graph_resource;

graph_resource! {
    #[read_only]
    entity user {
        mail: String,
    }

    enum userType {
        member,
        #[not_null]
        guest,
    }
}

fn main() {}
