use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" { sheets: [sheet] }

    entity sheet {
        function range(address: String) -> range,
    }
    entity range {}
}

fn main() {
    graph_request!(Beta: PATCH /sheets/{"1"}/range(address = {"A1"}), graph_runtime::Update::<Range>::new());
}
