use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity user {
        mail: String,
    }
}

fn main() {
    Update::<User>::new().set(User::MAIL, Some("adele@contoso.com"));
}
