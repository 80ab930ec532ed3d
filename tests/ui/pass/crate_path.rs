//! The runtime is found where `crate = …;` says, also from a module that reaches it by another name only.

#![deny(warnings)]

mod reexported {
    pub mod deep {
        pub use graph_runtime as runtime;
    }
}

mod resources {
    crate::reexported::deep::runtime::graph_resource! {
        crate = crate::reexported::deep::runtime;

        pub service Beta = "beta" {
            users: [user],
        }

        pub abstract entity directoryObject {}

        pub entity user: directoryObject {
            createdDateTime: DateTimeOffset,
            photo: Stream,
            settings: [settings],
            nav manager: directoryObject { get },
        }

        pub complex settings {
            kind: settingsKind,
        }

        pub enum settingsKind { local, roaming }
    }
}

use reexported::deep::runtime;
use resources::Beta;

fn main() {
    let request = runtime::graph_request!(Beta: GET /users/{"1"}/manager);
    assert_eq!(request.url(), "/beta/users/1/manager");
}
