use graph_runtime::graph_resource;

graph_resource! {
    flags enum permission { read, write }
    flags enum access { read, write }
}

fn main() {
    let _ = Permission::READ == Access::READ;
    let _ = Permission::READ | Access::WRITE;
}
