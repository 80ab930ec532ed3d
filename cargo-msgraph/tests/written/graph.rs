// Written by `cargo msgraph import` from Microsoft Graph's schema.

use graph_runtime::graph_resource;

graph_resource! {
    /// The service, at `/beta`.
    pub service Beta = "beta" {
        applications: [application] { get } each { get },
        users: [user] { get } each { get, patch },
        me: user { get },
        security: security { get },
    }

    pub entity directoryObject {
        action restore() -> directoryObject,
    }

    pub entity application: directoryObject {
        #[alternate_key] appId: String,
        logo: Stream { put },
        ref owners: [directoryObject] { post } each { get },
    }

    pub entity user: directoryObject {
        displayName: String { get },
        mailboxSettings: mailboxSettings { get, patch },
        nav calendar: calendar { get },
        #[deprecated(note = "Use the calendar groups.")]
        nav calendars: [calendar] { get } each { get },
        nav drive: drive { get },
        ref manager: directoryObject { put, delete },
        nav outlook: outlookUser { get },
        action setPassword(password: String),
        collection function delta() -> [user],
    }

    pub entity calendar {
        name: String,
        nav events: [event] { get, post } each { get },
    }

    pub entity event {
        subject: String,
        key today,
    }

    pub entity drive {
        nav root: driveItem { get },
    }

    #[path_addressed { get }]
    pub entity driveItem {
        content: Stream { get, put },
        name: String,
        nav children: [driveItem] { get } each { get },
    }

    pub entity outlookUser {
        function supportedTimeZones() -> [timeZoneInformation],
        function supportedTimeZones(timeZoneStandard: timeZoneStandard) -> [timeZoneInformation] as supported_time_zones_with_time_zone_standard,
    }

    pub entity security {
        nav cases: [self::ediscovery::Case] { get } each { get },
    }

    pub complex mailboxSettings {
        timeZone: String { get },
    }

    pub complex timeZoneInformation {
        alias: String,
    }

    pub enum timeZoneStandard {
        windows,
        iana,
    }
}

/// `microsoft.graph.ediscovery`.
#[allow(unreachable_pub)]
pub mod ediscovery {
    use graph_runtime::graph_resource;

    graph_resource! {
        namespace microsoft.graph.ediscovery;

        pub entity case {
            displayName: String,
            settings: super::MailboxSettings { get, patch },
            action close(),
        }
    }
}
