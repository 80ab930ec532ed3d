//! The service and its types.

::graph_runtime::graph_resource! {
    /// Two services share their types.
    pub service Beta = "beta" {
        applications: [application],
        drive: drive { get },
        #[rust_name = signed_in]
        me: user { get },
        users: [user],
    }

    pub service Stable = "v1.0" {
        users: [user] { get } each { get },
    }

    pub abstract entity directoryObject {
        #[read_only]
        deletedDateTime: DateTimeOffset,
        action checkMemberGroups(groupIds: [String]) -> [String],
        collection action getByIds(ids: [String], types: [String]) -> [directoryObject],
        collection function delta() -> [directoryObject],
    }

    /// Documented by hand.
    pub open entity user: directoryObject {
        #[not_null]
        accountEnabled: Boolean,
        age: Int32,
        /// Documented by hand, too.
        displayName: String,
        homes: [location] { get },
        #[immutable]
        userPrincipalName: String,
        mailboxSettings: mailboxSettings { get, patch },
        nickName: String { get, delete },
        target: target,
        #[deprecated]
        title: String,
        ref manager: directoryObject,
        ref directReports: [directoryObject],
        ref memberOf: [directoryObject] { get },
        ref sponsors: [directoryObject] { get, post } each { get, delete },
        nav mailFolders: [mailFolder],
        nav messages: [message] { get, post } each { get, patch, delete },
        nav photo: profilePhoto,
        implicit nav extension: user { get },
        action revokeSignInSessions() -> Boolean,
        action sendMail(message: message, saveToSentItems: Boolean),
        function reminderView(startDateTime: String, endDateTime?: String) -> [reminder],
        collection function delta(token: String) -> [user] as delta_from,
        /// Bound to one user, next to the function that is bound to all of them.
        function delta() -> [message] as delta_of_one,
    }

    pub entity guest: user {
        host: String,
    }

    #[directory_object]
    pub entity application {
        #[alternate_key]
        appId: String,
        #[key]
        number: Int64,
        tags: [tag],
        data: Json,
        ref owners: [directoryObject],
    }

    pub abstract complex target {
        kind: String,
    }

    pub complex groupTarget: target {
        groupId: String,
    }

    pub open complex location {
        city: String,
        #[rust_name = geo]
        coordinates: coordinates,
    }

    pub complex coordinates {
        altitude: Double,
        accuracy: Single,
        exact: Decimal,
        level: SByte,
        floor: Byte,
        room: Int16,
    }

    pub complex mailboxSettings {
        timeZone: String { get },
        workingHours: workingHours { get },
    }

    pub complex workingHours {
        days: weekDay,
        startTime: TimeOfDay,
        pause: Duration,
        since: Date,
    }

    pub complex reminder {
        eventId: Guid,
    }

    pub complex tag {
        name: String,
        importance: importance,
    }

    pub enum importance { low, normal, high }

    pub flags enum weekDay { monday, tuesday, #[rust_name = MIDWEEK] wednesday }

    pub entity mailFolder {
        key inbox,
        #[rust_name = bin]
        key deletedItems,
        displayName: String,
        nav messages: [message],
    }

    pub entity message {
        importance: importance,
        subject: String,
        content: Binary,
    }

    #[media]
    pub entity profilePhoto {
        width: Int32,
    }

    pub entity drive {
        nav root: driveItem,
    }

    #[path_addressed]
    pub entity driveItem {
        content: Stream,
        name: String,
        nav children: [driveItem],
        function search(q: String) -> [driveItem],
    }
}
