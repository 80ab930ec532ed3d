//! Actions and functions, bound to an entity or to collections of it, with parameters and results of every kind.

#![deny(warnings)]

use graph_runtime::{Arguments, graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
    }

    entity user {
        collection function delta() -> [user],
        collection function delta(token: String) -> [user] as delta_from,
        collection action validate(names: [String], strict?: Boolean) -> [result],
        function reminderView(StartDateTime: String, EndDateTime?: String) -> [reminder],
        function of_kind(kind: kind, r#type: Int32) -> kind,
        function photo() -> Stream,
        function next(filter: reminder) -> user,
        function roleSchedules(directoryScopeId?: String, appScopeId?: String, principalId?: String) -> Int32,
        function nearest(to: crate::places::Place, kind: crate::places::PlaceKind) -> Int32,
        action sendMail(message: reminder, saveToSentItems?: Boolean),
        action revokeSignInSessions() -> Boolean,
        nav messages: [message],
    }

    complex reminder { subject: String }
    complex result { ok: Boolean }
    enum kind { one, two }
    entity message {}
}

mod places {
    graph_runtime::graph_resource! {
        pub complex place { city: String }
        pub enum placeKind { home, work }
    }
}

fn main() {
    let user = "u";
    let arguments = Arguments::<UserSendMail>::new()
        .set(UserSendMail::MESSAGE, Reminder::default())
        .set(UserSendMail::SAVE_TO_SENT_ITEMS, false);
    let names =
        Arguments::<UserCollectionValidate>::new().set(UserCollectionValidate::NAMES, ["a", "b"]);
    let filter = Reminder::default();
    let (place, kind) = (places::Place::default(), places::PlaceKind::Home);
    for (url, expected) in [
        (
            graph_request!(Beta: GET /users/{user}/roleSchedules(principalId={"p"}, directoryScopeId={"d"}))
                .url()
                .to_owned(),
            "/beta/users/u/roleSchedules(directoryScopeId=%27d%27,principalId=%27p%27)",
        ),
        (
            graph_request!(Beta: GET /users/{user}/roleSchedules(appScopeId={"a"})).url().to_owned(),
            "/beta/users/u/roleSchedules(appScopeId=%27a%27)",
        ),
        (
            graph_request!(Beta: GET /users/{user}/roleSchedules()).url().to_owned(),
            "/beta/users/u/roleSchedules()",
        ),
        (
            graph_request!(Beta: GET /users/{user}/nearest(to={place}, kind={kind})).url().to_owned(),
            "/beta/users/u/nearest(to=%7B%7D,kind=%27home%27)",
        ),
        (
            graph_request!(Beta: GET /users/delta()).url().to_owned(),
            "/beta/users/delta()",
        ),
        (
            graph_request!(Beta: GET /users/delta(token = {"o'n"})).url().to_owned(),
            "/beta/users/delta(token=%27o%27%27n%27)",
        ),
        (
            graph_request!(Beta: POST /users/validate, names).url().to_owned(),
            "/beta/users/validate",
        ),
        (
            graph_request!(Beta: GET /users/{user}/reminderView(StartDateTime = {"a"})).url().to_owned(),
            "/beta/users/u/reminderView(StartDateTime=%27a%27)",
        ),
        (
            graph_request!(Beta: GET /users/{user}/reminderView(EndDateTime = {"b"}, StartDateTime = {"a"}))
                .url()
                .to_owned(),
            "/beta/users/u/reminderView(StartDateTime=%27a%27,EndDateTime=%27b%27)",
        ),
        (
            graph_request!(Beta: GET /users/{user}/of_kind(kind = {Kind::One}, type = {1})).url().to_owned(),
            "/beta/users/u/of_kind(kind=%27one%27,type=1)",
        ),
        (
            graph_request!(Beta: GET /users/{user}/photo()).url().to_owned(),
            "/beta/users/u/photo()",
        ),
        (
            graph_request!(Beta: POST /users/{user}/sendMail, arguments).url().to_owned(),
            "/beta/users/u/sendMail",
        ),
        (
            graph_request!(Beta: POST /users/{user}/revokeSignInSessions).url().to_owned(),
            "/beta/users/u/revokeSignInSessions",
        ),
    ] {
        assert_eq!(url, expected);
    }
    // The path goes on behind a function that leads to an entity.
    let request = graph_request!(Beta: GET /users/{user}/next(filter = {filter})/messages);
    assert!(request.url().ends_with(")/messages"), "{}", request.url());
}
