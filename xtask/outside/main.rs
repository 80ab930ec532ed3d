//! An application outside of the workspace, which `cargo xtask check` builds with the packaged crates.

use graph_runtime::{Client, Error, graph_request, graph_resource};

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String }
}

async fn display_name(client: &Client, user: &str) -> Result<Option<String>, Error> {
    let request = graph_request!(V1: GET /users/{user}).select(User::DISPLAY_NAME);
    Ok(client.send(request).await?.display_name)
}

fn main() {
    let request = graph_request!(V1: GET /users/{"1"}).select(User::DISPLAY_NAME);
    assert_eq!(request.url(), "/v1.0/users/1?$select=displayName");
    // Compiled, not sent: there is no network here.
    let _ = display_name;
}
