//! A declaration with a construct of every kind.
#![allow(missing_docs, dead_code)]

use graph_runtime::graph_resource;

graph_resource! {
    pub service Beta = "beta" {
        applications: [application],
        drive: drive { get },
        groups: [group],
        me: user { get, patch },
        samples: [sample],
        users: [user],
    }

    pub abstract entity directoryObject {
        #[read_only] deletedDateTime: DateTimeOffset,
        action checkMemberGroups(groupIds: [String]) -> [String],
        collection action getByIds(ids: [String], types: [String]) -> [directoryObject],
        collection function getUserOwnedObjects(userId?: String, type?: String) -> directoryObject,
        collection action validateProperties(entityType: String),
    }

    pub open entity user: directoryObject {
        accountEnabled: Boolean,
        age: Int32,
        assignedLicenses: [assignedLicense],
        birthday: DateTimeOffset { get, delete },
        displayName: String,
        interests: [String] { get },
        mailboxSettings: mailboxSettings { get, patch },
        phones: [phone] { get, post },
        userPrincipalName: String { get },
        ref manager: directoryObject,
        ref directReports: [directoryObject] { get, post } each { get, delete },
        nav mailFolders: [mailFolder],
        nav messages: [message] { get, post } each { get, patch, delete },
        nav photo: profilePhoto { get, put, patch, delete },
        collection function delta() -> [user],
        collection function delta(token: String) -> [user] as delta_from,
        function delta() -> [message] as delta_of_one,
        action assignLicense(skuId: Guid) -> user,
        function reminderView(startDateTime: String, endDateTime: String) -> [reminder],
        action revokeSignInSessions() -> Boolean,
        action sendMail(message: message, saveToSentItems: Boolean),
    }

    pub entity guest: user {
        host: String,
        function inviter() -> user,
    }

    pub entity group: directoryObject {
        displayName: String,
        ref members: [directoryObject],
        ref owners: [directoryObject],
        action assignLicense(skuIds: [Guid]) -> group,
        action validateProperties(displayName: String),
    }

    pub entity application: directoryObject {
        #[alternate_key] appId: String,
        #[alternate_key] number: Int32,
        ref owners: [directoryObject],
    }

    pub complex assignedLicense { disabledPlans: [Guid], skuId: Guid, plans: [plan] }
    pub complex plan { name: String, steps: [step] }
    pub complex step { title: String, done: Boolean, steps: [step] }
    pub complex phone { number: String }
    pub complex reminder { eventId: String }
    pub complex mailboxSettings {
        timeZone: String { get },
        workingHours: workingHours { get },
    }
    pub complex workingHours { days: [weekDay], startTime: TimeOfDay }

    pub entity message {
        importance: importance,
        receivedDateTime: DateTimeOffset,
        subject: String,
        from: recipient,
        nav attachments: [attachment],
    }
    pub complex recipient { address: String }
    pub complex roomRecipient: recipient { building: String }
    pub enum importance { low, normal, high }
    pub abstract entity attachment { name: String, #[not_null] size: Int32 }
    #[media] pub entity fileAttachment: attachment { contentBytes: Binary }
    pub entity itemAttachment: attachment { nav item: message }

    pub entity mailFolder {
        key inbox,
        #[rust_name = deleted] key deletedItems,
        displayName: String,
        nav childFolders: [mailFolder],
        nav messages: [message],
    }

    #[media] pub entity profilePhoto { width: Int32 }

    pub entity drive {
        nav items: [driveItem],
        nav root: driveItem,
    }

    #[path_addressed]
    pub open entity driveItem {
        content: Stream,
        name: String,
        nav children: [driveItem],
        action copy(parentReference: itemReference, name: String) -> driveItem,
        function search(q: String) -> [driveItem],
    }
    pub complex itemReference { path: String }

    /// A property of every type, and functions that take and give one of each.
    #[directory_object]
    pub entity sample {
        binary: Binary,
        boolean: Boolean,
        byte: Byte,
        date: Date,
        dateTimeOffset: DateTimeOffset,
        decimal: Decimal,
        double: Double,
        duration: Duration,
        guid: Guid,
        importance: importance,
        int16: Int16,
        int32: Int32,
        int64: Int64,
        json: Json,
        sByte: SByte,
        single: Single,
        string: String,
        timeOfDay: TimeOfDay,
        weekDays: weekDay,
        function binaryOf(value: Binary) -> Binary,
        function booleanOf(value: Boolean) -> Boolean,
        function complexOf(value: step) -> step,
        function dateOf(value: Date) -> Date,
        function dateTimeOffsetOf(value: DateTimeOffset) -> DateTimeOffset,
        function decimalOf(value: Decimal) -> Decimal,
        function doubleOf(value: Double) -> Double,
        function durationOf(value: Duration) -> Duration,
        function enumOf(value: importance) -> importance,
        function enumsOf(value: [importance]) -> [importance],
        function flagsOf(value: weekDay) -> weekDay,
        function guidOf(value: Guid) -> Guid,
        function int64Of(value: Int64) -> Int64,
        function stepsOf(value: [step]) -> [step],
        function stringsOf(value: [String]) -> [String],
        function report() -> Stream,
        function touch(),
        action sampleOf(value: Json) -> sample,
    }
    pub flags enum weekDay { monday, tuesday, #[rust_name = WED] wednesday }
}
