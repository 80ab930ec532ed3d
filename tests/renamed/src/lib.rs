//! A crate that knows the runtime as `graph` only, has no prelude and allows neither warnings nor missing documentation.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

::graph::graph_resource! {
    crate = ::graph;

    /// Two versions share their types.
    pub service Beta = "beta" {
        users: [user],
    }

    pub service Stable = "v1.0" {
        users: [user] { get },
    }

    pub abstract entity directoryObject {}

    pub entity user: directoryObject {
        #[read_only]
        createdDateTime: DateTimeOffset,
        #[immutable]
        userPrincipalName: String,
        #[not_null]
        accountEnabled: Boolean,
        photo: Stream,
        phones: [String],
        settings: settings,
        kind: userKind,
        nav messages: [message] { get, post } each { get, patch, delete },
        nav manager: directoryObject { get },
        nav self_: crate::User { get },
        implicit nav extension: user { get },
    }

    pub entity message {
        #[key]
        number: Int64,
        body: crate::LocaleSettings,
    }

    pub abstract complex settings {
        parent: settings,
    }

    pub complex localeSettings: settings {
        data: Binary,
    }

    pub enum userKind { member, guest }
}

/// The request by which a user's manager is read.
pub fn read_manager(user: &str) -> ::graph::Request<AnyDirectoryObject> {
    ::graph::graph_request!(Beta: GET /users/{user}/manager)
}

/// The request by which a user is renamed.
pub fn update(user: &str, name: &str) -> ::graph::Request<::core::option::Option<User>> {
    let update = ::graph::Update::<User>::new()
        .set(User::PHONES, [name])
        .set(User::KIND, UserKind::Guest)
        .clear(User::SETTINGS);
    ::graph::graph_request!(Beta: PATCH /users/{user}, update)
}

/// The path of a message.
pub fn message(user: &str) -> MessagePath<::graph::path::One<::graph::verbs::GetPatchDelete>> {
    ::graph::graph_path!(Beta: /users/{user}/messages/{"1"})
}

#[cfg(test)]
mod tests {
    use ::core::assert_eq;

    use ::graph::path::Path as _;

    #[test]
    fn requests_are_made_through_the_other_name() {
        assert_eq!(crate::read_manager("a").url(), "/beta/users/a/manager");
        assert_eq!(crate::update("a", "b").url(), "/beta/users/a");
        assert_eq!(crate::message("a").get().url(), "/beta/users/a/messages/1");
    }
}
