use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
        groups: [group],
        applications: [application],
    }

    abstract entity directoryObject {}

    entity user: directoryObject {
        displayName: String,
        ref manager: directoryObject,
        nav messages: [message],
    }

    entity group: directoryObject {
        displayName: String,
        ref members: [directoryObject],
    }

    entity application {
        #[alternate_key]
        appId: String,
    }

    entity message {
        subject: String,
    }
}

fn main() {
    graph_path!(Beta: /users/{"1"}/messages/$ref);
}
