//! A type from elsewhere has to be one that a declaration has.

use graph_runtime::graph_resource;

graph_resource! {
    service Beta = "beta" {
        things: [thing] { get },
    }

    pub entity thing {
        waits: std::time::Duration,
    }
}

fn main() {}
