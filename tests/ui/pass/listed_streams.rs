//! The verbs of streams and of what is at a path, where the declaration lists them.

use graph_runtime::request::Body;
use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" { me: user }
    entity user { nav photo: profilePhoto { get }, nav root: driveItem { get } }
    #[media { get, put }]
    entity profilePhoto {}
    #[path_addressed { get, delete }]
    entity driveItem { nav children: [driveItem] { get } each { get } }
}

fn main() {
    let put = graph_request!(Beta: PUT /me/photo/$value, Body::new("image/png", "x"));
    assert_eq!(put.url(), "/beta/me/photo/$value");
    let delete = graph_request!(Beta: DELETE /me/root:/{"a.txt"}:);
    assert_eq!(delete.url(), "/beta/me/root:/a.txt");
    let below = graph_request!(Beta: GET /me/root:/{"a"}:/children);
    assert_eq!(below.url(), "/beta/me/root:/a:/children");
}
