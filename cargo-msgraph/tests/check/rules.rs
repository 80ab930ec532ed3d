// The rules that the thirty mistakes leave out, each with what it does not object to. Never compiled.

graph_resource! {
    pub service Beta = "beta" { users: [user] }

    entity bookingCurrency { symbol: String } // key
    entity message { #[key] subject: String } // key
    entity itemBody {} // kind
    complex user {} // kind
    enum guest { a } // kind
    entity importance {} // kind
    entity incident {} // namespace
    entity usr {} // unknown-type
    complex itmBody {} // unknown-type
}

graph_resource! {
    entity bookingCurrency { #[key] code: String }
    entity guest: user {}
    pub entity user {
        implicit nav host: user { get },
        implicit nav messages: [message], // implicit
        implicit nav hosts: [user], // unknown-navigation
        function reminderView(StartDateTime?: String, EndDateTime?: String) -> String, // optional
    }
    entity message {}
}

graph_resource! {
    namespace microsoft.graph.security;
    entity incident {}
    entity message {} // namespace
}

graph_resource! {
    namespace microsoft.graph.securty; // unknown-namespace
    entity incident { name: String }
}

mod elsewhere {
    graph_resource! {
        extend super::Beta { users: [super::User], user: super::User } // unknown-root
        extend super::User {
            nav messages: [super::Message],
            nav mesages: [super::Message], // unknown-navigation
            function reminderView(StartDateTime: String) -> Boolean, // type
        }
        extend another_crate::Message { nav unknown: [super::User] }
    }
}

graph_resource! {
    entity user {
        displayNam: String, // graph-check: allow(unknown-property)
        phone: [String], // graph-check: allow(collection, unknown-property) written elsewhere
        mobile: String, // unknown-property // graph-check: allow(collection)
        displayName: String, // unknown-rule // graph-check: allow(computed, comptued)
        fax: String, // unknown-property /* graph-check: allow(unknown-property) */
    }
}

graph_resource! {
    flags enum access {
        read = 1,
        all = 4, // value
    }
}
