use graph_runtime::{Update, graph_resource};

graph_resource! {
    entity user {
        #[immutable]
        userPrincipalName: String,
    }
}

fn main() {
    Update::<User>::new().set(User::USER_PRINCIPAL_NAME, "adele@contoso.com");
}
