// Declarations with thirty mistakes; each says behind it which rule finds it. Never compiled.

graph_resource! {
    service Beta = "beta" {
        usres: [user], // unknown-root
        me: [user], // collection
        groups: [user], // type
    }

    entity user: outlookItem { // base
        displayNam: String, // unknown-property
        accountEnabled: String, // type
        businessPhones: String, // collection
        manager: directoryObject, // member-kind
        nav jobTitle: directoryObject, // member-kind
        nav memberOf: [directoryObject], // containment
        ref messages: [message], // containment
        nav mesages: [message], // unknown-navigation
        nav drive: message, // type
        nav people: [person] { get } each { get, patch }, // verb
        function revokeSignInSessions() -> Boolean, // operation-kind
        function reminderView(StartDateTime: String), // missing-parameter
        action getMemberGroups(securityOnly: Boolean) -> [String], // unknown-parameter
        displayName: String,
    }

    entity outlookItem {} // abstract

    abstract entity message: outlookItem { // abstract
        #[not_null] subject: String, // nullable
        action copy(DestinationId: String) -> user, // type
        action send() -> Boolean, // result
        action frward(), // unknown-operation
    }

    open complex itemBody { content: String } // open
    #[media] entity mailFolder {} // media
    flags enum importance { low } // flags
    enum bodyType { text, htlm } // unknown-member
    entity bookingBusiness { isPublished: Boolean } // computed
    entity bookingAppointment { customerNotes: String } // immutable
    entity plannerPlan { owner: String } // deprecated
}
