//! A request is data: one that no client is given changes nothing, which is a warning.
#![deny(unused_must_use)]

use graph_runtime::query::Operand as _;
use graph_runtime::{Update, graph_request, graph_resource};

graph_resource! {
    service V1 = "v1.0" { users: [user] { get, post } each { get, patch, delete } }
    entity user { displayName: String, nav manager: user { get } }
}

fn main() {
    graph_request!(V1: DELETE /users/{"1"});
    V1.users().id("1").patch(Update::<User>::new().set(User::DISPLAY_NAME, "Adele"));
    V1.users().get().top(5);
    User::DISPLAY_NAME.desc();
    User::MANAGER.select(User::DISPLAY_NAME);
    User::DISPLAY_NAME.eq("a");
}
