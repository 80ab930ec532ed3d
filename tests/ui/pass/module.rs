//! A declaration in a module of its own, used from outside by glob, by name and by chains of calls.

#![deny(warnings, missing_docs)]

/// What is declared.
pub mod resources {
    use graph_runtime::graph_resource;

    graph_resource! {
        pub service Beta = "beta" {
            users: [user],
        }

        pub abstract entity directoryObject {}

        pub entity user: directoryObject {
            jobTitle: String,
            nav messages: [message],
            nav manager: directoryObject { get },
        }

        pub entity message {
            importance: importance,
            body: itemBody,
        }

        pub complex itemBody {
            content: String,
        }

        pub enum importance { low, normal, high }

        pub(crate) entity draft {
            body: itemBody,
            nav original: message,
        }
    }
}

mod glob {
    use crate::resources::*;
    use graph_runtime::{Update, graph_request};

    pub(crate) fn url() -> String {
        let update = Update::<User>::new().set(User::JOB_TITLE, "Retail Manager");
        let request = graph_request!(Beta: PATCH /users/{"1"}, update);
        request.url().to_owned()
    }
}

mod by_name {
    use crate::resources::{Beta, Message};
    use graph_runtime::Create;
    use graph_runtime::prelude::*;

    pub(crate) fn url() -> String {
        Beta.users()
            .id("1")
            .messages()
            .post(Create::<Message>::new())
            .url()
            .to_owned()
    }
}

mod by_path {
    use graph_runtime::prelude::*;

    pub(crate) fn url() -> String {
        graph_runtime::graph_path!(crate::resources::Beta: /users/{"1"}/manager)
            .get()
            .url()
            .to_owned()
    }
}

fn main() {
    assert_eq!(glob::url(), "/beta/users/1");
    assert_eq!(by_name::url(), "/beta/users/1/messages");
    assert_eq!(by_path::url(), "/beta/users/1/manager");
    assert!(resources::Draft::default().body.is_none());
}
