use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
        groups: [group],
    }

    entity user {
        displayName: String,
        accountEnabled: Boolean,
        age: Int32,
        userType: userType,
        skills: [String],
        ref manager: user,
        nav messages: [message],
    }

    enum userType { member, guest }

    entity group {
        mailNickname: String,
        nav owners: [user],
    }

    entity message {
        subject: String,
    }
}

fn main() {
    let _ =
        graph_request!(Beta: GET /users).filter(User::DISPLAY_NAME.any(|name| name.eq("Adele")));
}
