use graph_runtime::graph_resource;

graph_resource! {
    entity user {
        #[directory_object]
        displayName: String,
        #[media]
        content: Stream,
        #[path_addressed]
        nav children: [user],
    }

    #[path_addressed]
    enum userType { member }
}

fn main() {}
