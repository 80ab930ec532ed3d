//! Names that services write in another way than the declaration: in another letter case, or as OData 4.01 does. They are read as
//! what is declared, and written back as they came.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use graph_runtime::model::{RemovalReason, ValueOf};
use graph_runtime::path::Reference;
use graph_runtime::request::{Decode, RawResponse};
use graph_runtime::{Change, Page};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[path = "core/mod.rs"]
mod declared;

use declared::{AnyPart, AnyThing, Colour, Gadget, Thing};

fn read<T: Decode>(body: &str) -> T {
    T::from_response(&RawResponse {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: body.to_owned().into(),
    })
    .unwrap()
}

/// Reads a text that has to be written as the very same text.
#[track_caller]
fn comes_back<T: Serialize + DeserializeOwned>(text: &str) -> T {
    let value: T = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    value
}

#[test]
fn members_in_another_letter_case_are_the_declared_ones() {
    let thing: Thing = comes_back(r#"{"colour":"Red","colours":["red","GREEN","Mauve"]}"#);
    assert!(matches!(thing.colour, Some(Colour::Red)));
    let colours = thing.colours.as_deref().unwrap();
    assert_eq!(colours, [Colour::Red, Colour::Green, Colour::from("Mauve")]);
    // They are no unknown properties, and make no difference to equality.
    assert_eq!(thing.unknown().len(), 0);
    assert!(thing.get_unknown("colour").is_none());
    let plain: Thing = comes_back(r#"{"colour":"red","colours":["red","green","Mauve"]}"#);
    assert_eq!(thing, plain);
    assert_eq!(
        serde_json::to_string(&thing.clone()).unwrap(),
        serde_json::to_string(&thing).unwrap()
    );

    // What no declaration has stays what it is, letter case and all.
    assert_ne!(Colour::from("Mauve"), Colour::from("mauve"));
    assert_eq!(Colour::from("GREEN"), Colour::Green);
    assert_eq!(
        HashSet::from([Colour::from("GREEN"), Colour::Green]).len(),
        1
    );
}

#[test]
fn a_spelling_is_written_only_while_the_property_has_that_value() {
    let mut thing: Thing = comes_back(r#"{"colour":"RED","colours":["Red"]}"#);
    thing.colour = Some(Colour::Green);
    assert_eq!(
        serde_json::to_string(&thing).unwrap(),
        r#"{"colour":"green","colours":["Red"]}"#
    );
    thing.colours = None;
    assert_eq!(
        serde_json::to_string(&thing).unwrap(),
        r#"{"colour":"green"}"#
    );
    thing.colour = Some(Colour::Red);
    assert_eq!(
        serde_json::to_string(&thing).unwrap(),
        r#"{"colour":"RED"}"#
    );
}

#[test]
fn members_by_themselves_are_read_in_any_letter_case() {
    let value: ValueOf<Colour> = read(r#"{"value":"Green"}"#);
    assert_eq!(value.value, Some(Colour::Green));
    let page: Page<Colour> = read(r#"{"value":["Green","red"]}"#);
    assert_eq!(page.value, [Colour::Green, Colour::Red]);
    assert_eq!(
        serde_json::to_string(&page).unwrap(),
        r#"{"value":["Green","red"]}"#
    );
    assert_eq!(
        serde_json::from_str::<Colour>(r#""GREEN""#).unwrap(),
        Colour::Green
    );
}

#[test]
fn types_in_another_letter_case_are_the_declared_ones() {
    for text in [
        r##"{"@odata.type":"#Microsoft.Graph.TinyGadget","gram":1.5}"##,
        r##"{"@odata.type":"Microsoft.graph.TINYGADGET","gram":1.5}"##,
    ] {
        let AnyThing::TinyGadget(gadget) = comes_back(text) else {
            panic!("{text}");
        };
        assert_eq!(gadget.gram, Some(1.5));
    }
    // Behind other properties, and as a complex value.
    let late: AnyThing =
        serde_json::from_str(r##"{"size":1,"@odata.type":"#Microsoft.Graph.Gadget"}"##).unwrap();
    assert!(matches!(&late, AnyThing::Gadget(gadget) if gadget.size == Some(1)));
    assert_eq!(late.odata_type(), Some("#Microsoft.Graph.Gadget"));
    let part: AnyPart = comes_back(r##"{"@odata.type":"#microsoft.graph.Screw","pitch":2.0}"##);
    assert!(matches!(part, AnyPart::Screw(_)));
    // The base itself, in another letter case.
    let thing: AnyThing = comes_back(r##"{"@odata.type":"#Microsoft.Graph.Thing","text":"a"}"##);
    assert!(matches!(thing, AnyThing::Thing(_)));
    let gadget = |name: &str| -> AnyThing {
        serde_json::from_str(&format!(r#"{{"@odata.type":"{name}","size":1}}"#)).unwrap()
    };
    assert_eq!(
        gadget("#Microsoft.Graph.Gadget"),
        gadget("#microsoft.graph.gadget")
    );
    assert_ne!(
        gadget("#Microsoft.Graph.Gadget"),
        gadget("#microsoft.graph.thing")
    );
}

#[test]
fn types_and_etags_are_read_without_the_prefix() {
    for text in [
        r##"{"@type":"#microsoft.graph.gadget","@etag":"W/\"1\"","id":"1","size":3}"##,
        r##"{"@type":"microsoft.graph.gadget","@odata.etag":"W/\"1\"","id":"1","size":3}"##,
        r##"{"@odata.type":"#Microsoft.Graph.Gadget","@etag":"W/\"1\"","id":"1","size":3}"##,
    ] {
        let thing: AnyThing = comes_back(text);
        let AnyThing::Gadget(gadget) = &thing else {
            panic!("{text}");
        };
        assert_eq!((gadget.size, gadget.etag()), (Some(3), Some("W/\"1\"")));
        assert_eq!(thing.unknown().len(), 0);
    }
    let late: AnyThing =
        serde_json::from_str(r##"{"size":1,"\u0040type":"#microsoft.graph.gadget"}"##).unwrap();
    assert!(matches!(&late, AnyThing::Gadget(gadget) if gadget.size == Some(1)));
    assert_eq!(
        serde_json::to_string(&late).unwrap(),
        r##"{"@type":"#microsoft.graph.gadget","size":1}"##
    );
    let gadget: Gadget = comes_back(r##"{"@type":"#microsoft.graph.gadget"}"##);
    assert_eq!(gadget.odata_type(), Some("#microsoft.graph.gadget"));
    let prefixed: Gadget = comes_back(r##"{"@odata.type":"#microsoft.graph.gadget"}"##);
    assert_eq!(gadget, prefixed);
}

#[test]
fn what_comes_in_both_forms_is_kept_in_both() {
    for text in [
        r##"{"@odata.type":"#microsoft.graph.gadget","size":3,"@type":"#x.y"}"##,
        r##"{"@type":"#microsoft.graph.gadget","size":3,"@odata.type":"#x.y"}"##,
        r##"{"@odata.etag":"a","text":"b","@etag":"c"}"##,
    ] {
        let thing: AnyThing = comes_back(text);
        assert_eq!(thing.unknown().len(), 1, "{text}");
        comes_back::<Thing>(text);
    }
    let page: Page<Thing> = comes_back(r#"{"@nextLink":"a","value":[],"@odata.nextLink":"b"}"#);
    assert_eq!(page.next_link.as_deref(), Some("a"));
}

#[test]
fn pages_are_read_without_the_prefix() {
    let text = r##"{"@nextLink":"n","@deltaLink":"d","@count":2,"value":[{"@type":"#microsoft.graph.gadget"}],"@context":"c"}"##;
    let page: Page<AnyThing> = read(text);
    assert_eq!(
        (page.next_link.as_deref(), page.delta_link.as_deref()),
        (Some("n"), Some("d"))
    );
    assert_eq!(page.count, Some(2));
    assert!(matches!(page.value[0], AnyThing::Gadget(_)));
    let page: Page<AnyThing> = comes_back(text);
    assert_eq!(page.unknown().next().unwrap().0, "@context");
    let prefixed = text
        .replace("\"@", "\"@odata.")
        .replace("@odata.context", "@context");
    assert_eq!(page, comes_back(&prefixed));
}

#[test]
fn unknown_control_information_is_found_by_either_name() {
    let thing: Thing = comes_back(r#"{"parts@count":3,"@odata.context":"c","@a.b":1,"@id":"i"}"#);
    for name in ["parts@count", "parts@odata.count"] {
        assert_eq!(thing.get_unknown(name).unwrap().get(), "3");
    }
    assert_eq!(thing.get_unknown("@context").unwrap().get(), "\"c\"");
    assert_eq!(thing.get_unknown("@odata.id").unwrap().get(), "\"i\"");
    assert!(thing.get_unknown("@odata.a.b").is_none() && thing.get_unknown("@b").is_none());
}

#[test]
fn references_and_removals_are_read_without_the_prefix() {
    let reference: Reference =
        read(r#"{"@context":"c","@id":"https://graph.microsoft.com/v1.0/users/u"}"#);
    assert_eq!(
        reference.odata_id.as_deref(),
        Some("https://graph.microsoft.com/v1.0/users/u")
    );
    for text in [
        r#"{"id":"1","@removed":{"reason":"deleted"}}"#,
        r#"{"id":"1","@odata.removed":{"reason":"Deleted"}}"#,
        r#"{"@context":"$metadata#things/$deletedEntity","id":"1","reason":"deleted"}"#,
    ] {
        let page: Page<Change<Thing>> = read(&format!(r#"{{"value":[{text}]}}"#));
        let [Change::Removed { id, reason }] = &page.value[..] else {
            panic!("{text}");
        };
        assert_eq!((id.as_str(), reason), ("1", &RemovalReason::Deleted));
    }
}
