use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" { me: user }
    entity user { nav photo: profilePhoto, nav root: driveItem }
    #[media { get }]
    entity profilePhoto {}
    #[path_addressed { get }]
    entity driveItem {}
}

fn main() {
    graph_path!(Beta: /me/photo/$value).delete();
    graph_path!(Beta: /me/root:/{"a.txt"}:).delete();
}
