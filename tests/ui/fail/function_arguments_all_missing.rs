use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        collection function delta(token: String) -> [user],
        function exportReport(from: Date, kind: reportKind) -> String,
        action assignLicense(skuIds: [Guid]) -> user,
        action sendMail(subject: String),
        action revokeSignInSessions(),
    }

    enum reportKind { usage, sign_ins }
}

fn main() {
    graph_request!(Beta: GET /users/delta());
}
