use graph_runtime::{Arguments, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        action sendMail(message: mesage, saveToSentItems: bool),
        function report(of: Strng) -> reportRoot,
    }

    complex message {
        subject: String,
    }
}

fn main() {
    let arguments = Arguments::<UserSendMail>::new().set(UserSendMail::SAVE_TO_SENT_ITEMS, true);
    graph_request!(Beta: POST /users/{"1"}/sendMail, arguments);
    graph_request!(Beta: GET /users/{"1"}/report(of = {"x"}));
}
