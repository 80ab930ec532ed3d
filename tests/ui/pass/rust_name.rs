//! `#[rust_name]` settles what would be the same in Rust, and gives a name to what cannot have its own.

#![deny(warnings)]

use graph_runtime::{Update, graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        messages: [message],
    }

    entity message {
        #[rust_name = itself]
        self: String,
        function Sum_Of(of: Int32, other: Int32) -> Int32,
    }

    #[rust_name = CapitalMessage]
    entity Message: message {
        subject: String,
        #[rust_name = other_subject]
        Subject: String,
        #[rust_name = this]
        super: String,
        nav items: [message],
        #[rust_name = other_items]
        nav Items: [Message],
        nav macOSItems: [Message],
        #[rust_name = another]
        nav oneMore: message,
    }

    enum importance {
        low,
        #[rust_name = OtherLow]
        Low,
        #[rust_name = Oneself]
        self,
    }

    entity user {}

    #[rust_name = RouteOfUser]
    entity userPath {}
}

fn main() {
    let update = Update::<CapitalMessage>::new()
        .set(CapitalMessage::SUBJECT, "a")
        .set(CapitalMessage::OTHER_SUBJECT, "b")
        .set(CapitalMessage::THIS, "c");
    assert_eq!(
        update.to_json(),
        r##"{"@odata.type":"#microsoft.graph.Message","subject":"a","Subject":"b","super":"c"}"##
    );
    assert_eq!(Importance::from("Low"), Importance::OtherLow);
    assert_eq!(Importance::Oneself.as_str(), "self");
    let path = graph_path!(Beta: /messages/{"1"}/microsoft.graph.Message/items);
    assert_eq!(
        path.get().url(),
        "/beta/messages/1/microsoft.graph.Message/items"
    );
    let path: CapitalMessagePath<_> = graph_path!(Beta: /messages/{"1"}/microsoft.graph.Message);
    let written = graph_path!(Beta: /messages/{"1"}/microsoft.graph.Message/Items/{"2"}/macOSItems);
    assert_eq!(
        written.get().url(),
        "/beta/messages/1/microsoft.graph.Message/Items/2/macOSItems"
    );
    let written = graph_path!(Beta: /messages/{"1"}/microsoft.graph.Message/oneMore);
    assert_eq!(
        written.get().url(),
        "/beta/messages/1/microsoft.graph.Message/oneMore"
    );
    assert_eq!(
        graph_path!(Beta: /messages/{"1"}/Sum_Of(other={1}, of={2})).get().url(),
        "/beta/messages/1/Sum_Of(of=2,other=1)"
    );
    assert_eq!(
        path.other_items().get().url(),
        "/beta/messages/1/microsoft.graph.Message/Items"
    );
}
