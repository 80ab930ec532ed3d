//! Words that mean something to Rust, or to this language, are names like any others.

#![deny(warnings)]

use graph_runtime::{Update, graph_path, graph_resource};

graph_resource! {
    service Beta = "beta" {
        r#type: [r#async],
        match: [async],
    }

    entity async {
        type: String,
        ref: String,
        await: String,
        dyn: String,
        gen: String,
        nav: String,
        implicit: String,
        each: [String],
        entity: complex,
        r#fn: Boolean,
        abstract: enum,
        nav entities: nav { get },
        nav where: nav { get },
        nav get: [async],
        nav id: async,
        implicit nav implicit_: async,
    }

    entity nav {}

    complex complex {
        service: String,
        namespace: String,
    }

    enum enum { type, where, try }

    entity service {}
}

fn main() {
    let update = Update::<Async>::new()
        .set(Async::TYPE, "a")
        .set(Async::REF, "b")
        .set(Async::AWAIT, "c")
        .set(Async::DYN, "d")
        .set(Async::NAV, "e")
        .set(Async::FN, true)
        .set(Async::EACH, ["f"])
        .set(Async::ABSTRACT, Enum::Try);
    assert_eq!(
        update.to_json(),
        r##"{"@odata.type":"#microsoft.graph.async","type":"a","ref":"b","await":"c","dyn":"d","nav":"e","fn":true,"each":["f"],"abstract":"try"}"##
    );
    let value = Async {
        r#type: Some("a".to_owned()),
        r#ref: Some("b".to_owned()),
        r#gen: None,
        ..Default::default()
    };
    assert_eq!(value.r#type.as_deref(), Some("a"));
    for (path, expected) in [
        (graph_path!(Beta: /type/{"1"}/entities).get().url().to_owned(), "/beta/type/1/entities"),
        (graph_path!(Beta: /match/{"1"}/get).get().url().to_owned(), "/beta/match/1/get"),
        (graph_path!(Beta: /match/{"1"}/id).get().url().to_owned(), "/beta/match/1/id"),
    ] {
        assert_eq!(path, expected);
    }
}
