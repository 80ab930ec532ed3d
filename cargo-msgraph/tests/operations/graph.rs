// Written by `cargo msgraph import` from Microsoft Graph's schema.

use graph_runtime::graph_resource;

graph_resource! {
    /// The service, at `/beta`.
    pub service Beta = "beta" {
        sheets: [sheet] { get } each { get },
        directoryObjects: [directoryObject] { get } each { get },
        groups: [group] { get } each { get },
        teams: [team] { get } each { get },
        roles: [role] { get } each { get },
        policies: [appPolicy] { get } each { get },
        configurations: [appConfiguration] { get } each { get },
        protections: [appProtection] { get } each { get },
        iosProtections: [iosProtection] { get } each { get },
    }

    pub entity directoryObject {
        collection function delta() -> [directoryObject],
        function isMember(of: String, deep: Boolean) -> Boolean,
        collection function changes() -> [directoryObject], // graph-check: allow(unknown-operation)
        function origin() -> group { get, patch }, // graph-check: allow(unknown-operation)
    }

    pub entity group: directoryObject {
        mail: String,
        collection function delta() -> [group],
        collection function delta(token: String) -> [group] as delta_with_token,
        function isMember(deep: Boolean, of: String) -> String,
        collection function changes() -> [group],
    }

    pub entity team: group {
        collection function delta() -> [team],
        function origin() -> team,
    }

    pub entity role: directoryObject {
        collection function changes() -> [role],
    }

    pub abstract entity appPolicy {
        action targetApps(apps: [String]),
        action assign(assignments: [String]), // graph-check: allow(unknown-operation)
    }

    pub entity appConfiguration: appPolicy {}

    pub entity appProtection: appPolicy {
        action targetApps(apps: [String], appGroupType: String) -> Boolean,
        action assign(assignments: [Int32]),
    }

    pub entity iosProtection: appProtection {}

    pub entity sheet {
        function range(address: String) -> range { get, patch },
        function ranges() -> [range] { get } each { get, delete },
        function size() -> size,
        function incident() -> self::security::Incident { get, patch },
        function incidents() -> [self::security::Incident] { get } each { get, put },
    }

    pub entity range {
        address: String,
        nav format: format { patch },
        function usedRange(valuesOnly: Boolean) -> range { get, patch },
    }

    pub entity format {
        width: Double,
    }

    pub complex size {
        rows: Int32,
    }
}

/// `microsoft.graph.security`.
#[allow(unreachable_pub)]
pub mod security {
    use graph_runtime::graph_resource;

    graph_resource! {
        namespace microsoft.graph.security;

        pub entity incident {
            status: String,
            nav alerts: [incident] { get } each { get },
        }
    }
}
