use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity message {
        importance: importance,
    }

    enum importance { low, normal, high }
}

fn main() {
    Update::<Message>::new().set(Message::IMPORTANCE, "high");
}
