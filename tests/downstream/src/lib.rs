//! Builds on the declarations of another crate: subtypes, additions, and navigation to what is declared there.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

::graph_runtime::graph_resource! {
    crate = ::graph_runtime;
    namespace microsoft.graph.security;

    pub entity agent: ::graph_tests_upstream::directory::User {
        level: Int32,
        importance: ::graph_tests_upstream::directory::Importance,
        shifts: ::graph_tests_upstream::directory::WeekDay,
        tags: [::graph_tests_upstream::directory::Tag],
        where: ::graph_tests_upstream::directory::Target,
        nav peers: [agent],
        nav home: ::graph_tests_upstream::more::Group,
        ref boss: ::graph_tests_upstream::directory::User,
        action promote(to: ::graph_tests_upstream::directory::Importance) -> agent,
    }

    /// Two levels below what the other crate declares.
    pub entity superAgent: agent {
        badge: Guid,
    }

    pub complex deviceTarget: ::graph_tests_upstream::directory::Target {
        device: String,
    }

    #[cfg(all())]
    pub complex phoneTarget: deviceTarget {
        number: String,
    }

    pub extend ::graph_tests_upstream::directory::User as UserExtension {
        nav agents: [agent],
        ref handler: ::graph_tests_upstream::directory::User,
        implicit nav shadow: agent { get },
        action enlist(level: Int32, target: deviceTarget) -> Boolean,
        action retire(),
        function agentsAbove(level: Int32) -> [agent],
        function rank() -> Int32,
    }

    /// Documented by hand.
    pub extend ::graph_tests_upstream::directory::Beta as BetaExtension {
        agents: [agent],
        headquarters: ::graph_tests_upstream::more::Group { get },
    }
}
