use graph_runtime::graph_resource;

graph_resource! {
    service Beta = "beta/" {
        users: [usr],
    }

    entity user {
        mail: Sting,
        mail: String,
        #[readonly]
        createdDateTime: DateTimeOffset,
        nav messages: [message] { gte },
    }

    entity message: user {
        mail: String,
    }

    enum importance { low, low }
}

fn main() {}
