use graph_runtime::request::Body;
use graph_runtime::{Request, graph_request, graph_resource};

graph_resource! {
    service V1 = "v1.0" { photos: [photo] { get } }

    #[media { get }]
    entity photo {}
}

fn main() {
    let _: Request<graph_runtime::Bytes> = graph_request!(V1: GET /photos/{"1"}/$value);
    let _ = graph_request!(V1: PUT /photos/{"1"}/$value, Body::new("image/png", "x"));
}
