//! What `#[cfg]` removes is gone without a trace, wherever it stands.

#![deny(warnings)]

use graph_runtime::{graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        users: [user],
        #[cfg(any())]
        groups: [group],
    }

    #[cfg(any())]
    service Stable = "v1.0" {
        users: [user],
    }

    abstract entity directoryObject {
        #[cfg(any())]
        deletedDateTime: DateTimeOffset,
    }

    entity user: directoryObject {
        #[cfg(all())]
        jobTitle: String,
        #[cfg(any())]
        mail: String,
        importance: importance,
        settings: settings,
        #[cfg(any())]
        nav group: group,
    }

    #[cfg(any())]
    entity group: directoryObject {
        mail: String,
        nav owner: user,
    }

    #[cfg(any())]
    entity unifiedGroup: group {}

    abstract complex settings {}

    #[cfg(any())]
    complex localeSettings: settings {
        locale: String,
    }

    enum importance {
        low,
        #[cfg(any())]
        high,
    }

    enum nothingLeft {
        #[cfg(any())]
        member,
    }

    #[cfg(any())]
    enum removed {
        member,
    }
}

fn main() {
    let user = User {
        job_title: Some("Retail Manager".to_owned()),
        ..Default::default()
    };
    let text = serde_json::to_string(&user).expect("a user has a JSON form");
    assert_eq!(
        text,
        r##"{"@odata.type":"#microsoft.graph.user","jobTitle":"Retail Manager"}"##
    );
    assert_eq!(Importance::from("high"), Importance::Unrecognized("high".into()));
    assert_eq!(NothingLeft::from("member").as_str(), "member");
    assert_eq!(
        graph_path!(Beta: /users/{"1"}).get().url(),
        "/beta/users/1"
    );
}
