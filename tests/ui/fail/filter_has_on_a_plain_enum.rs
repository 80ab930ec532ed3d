use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
        groups: [group],
    }

    abstract entity directoryObject {}

    entity user: directoryObject {
        displayName: String,
        userType: userType,
        days: days,
        skills: [String],
    }

    enum userType { member, guest }
    flags enum days { monday, tuesday }

    entity group: directoryObject {
        mailNickname: String,
        ref members: [directoryObject],
    }

    entity message {
        subject: String,
    }
}

fn main() {
    let _ = graph_request!(Beta: GET /users).filter(User::USER_TYPE.has(UserType::Guest));
}
