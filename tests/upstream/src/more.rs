//! Types of the same crate in another module, and what they add to the first one's.

::graph_runtime::graph_resource! {
    namespace microsoft.graph.teams;

    pub entity group: crate::directory::DirectoryObject {
        displayName: String,
        lead: crate::directory::Location,
        ref members: [crate::directory::DirectoryObject],
        nav owner: crate::directory::User,
    }

    pub entity unifiedGroup: group {
        purpose: String,
    }

    pub extend crate::directory::Beta {
        groups: [group],
    }

    pub extend crate::directory::User {
        nav joinedGroups: [group] { get },
        action assign(ids: [String]) -> Boolean,
        function groupsOf(kind: String) -> [group],
    }
}
