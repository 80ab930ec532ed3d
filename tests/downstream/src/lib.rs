//! Builds on the declarations of another crate: subtypes, additions, and navigation to what is declared there.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

::graph_runtime::graph_resource! {
    crate = ::graph_runtime;
    namespace microsoft.graph.security;

    pub entity robot: ::graph_tests_upstream::directory::User {
        level: Int32,
        importance: ::graph_tests_upstream::directory::Importance,
        shifts: ::graph_tests_upstream::directory::WeekDay,
        tags: [::graph_tests_upstream::directory::Tag],
        where: ::graph_tests_upstream::directory::Target,
        nav peers: [robot],
        nav home: ::graph_tests_upstream::more::Group,
        ref boss: ::graph_tests_upstream::directory::User,
        action promote(to: ::graph_tests_upstream::directory::Importance) -> robot,
    }

    /// Two levels below what the other crate declares.
    pub entity superRobot: robot {
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
        nav robots: [robot],
        ref handler: ::graph_tests_upstream::directory::User,
        implicit nav shadow: robot { get },
        action enlist(level: Int32, target: deviceTarget) -> Boolean,
        action retire(),
        function robotsAbove(level: Int32) -> [robot],
        function rank() -> Int32,
    }

    /// Documented by hand.
    pub extend ::graph_tests_upstream::directory::Beta as BetaExtension {
        robots: [robot],
        headquarters: ::graph_tests_upstream::more::Group { get },
    }
}
