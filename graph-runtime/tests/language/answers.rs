//! Answers of every kind, as services send them.

use graph_runtime::error::DecodeError;
use graph_runtime::model::{Flags, ValueOf};
use graph_runtime::path::{Count, Reference};
use graph_runtime::request::{Decode, RawResponse};
use graph_runtime::{Page, StatusCode, edm};
use serde_json::json;

use crate::declared::{AnyDirectoryObject, Importance, Step, User, WeekDay};

fn read<T: Decode>(status: StatusCode, body: impl Into<Vec<u8>>) -> Result<T, DecodeError> {
    T::from_response(&RawResponse {
        status,
        headers: Default::default(),
        body: body.into().into(),
    })
}

fn ok<T: Decode>(body: serde_json::Value) -> T {
    read(StatusCode::OK, body.to_string()).unwrap()
}

fn fails<T: Decode>(body: &str) -> bool {
    read::<T>(StatusCode::OK, body).is_err()
}

#[test]
fn a_value_stands_in_an_object() {
    let context = "https://graph.microsoft.com/beta/$metadata#Edm.Boolean";
    let value: ValueOf<bool> = ok(json!({"@odata.context": context, "value": true}));
    assert_eq!(value.value, Some(true));
    let value: ValueOf<Importance> = ok(json!({"value": "high"}));
    assert_eq!(value.value, Some(Importance::High));
    let value: ValueOf<WeekDay> = ok(json!({"value": "monday, wednesday"}));
    assert!(value.value.unwrap().contains(&WeekDay::WED));
    let value: ValueOf<edm::TimeOfDay> = ok(json!({"value": "01:02:03"}));
    assert_eq!(value.value.unwrap().to_string(), "01:02:03");
    let value: ValueOf<Vec<String>> = ok(json!({"value": ["a", "b"]}));
    assert_eq!(value.value.unwrap(), ["a", "b"]);
    // Null, and what the type does not fit.
    assert_eq!(ok::<ValueOf<bool>>(json!({"value": null})).value, None);
    assert_eq!(ok::<ValueOf<bool>>(json!({"value": "maybe"})).value, None);
    assert!(fails::<ValueOf<bool>>("true"));
    assert!(fails::<ValueOf<bool>>(""));
}

#[test]
fn pages_hold_members_of_every_kind() {
    let page: Page<String> = ok(json!({"value": ["a"], "@odata.nextLink": "next"}));
    assert_eq!(page.next_link.as_deref(), Some("next"));
    assert_eq!(page.into_iter().collect::<Vec<_>>(), ["a"]);
    let page: Page<i64> = ok(json!({"value": [1, "2"], "@odata.count": 2}));
    assert_eq!((page.count, page.value), (Some(2), vec![1, 2]));
    let page: Page<Importance> = ok(json!({"value": ["low", "other"]}));
    assert_eq!(page.value, [Importance::Low, Importance::from("other")]);
    let page: Page<WeekDay> = ok(json!({"value": ["monday,other"]}));
    assert_eq!(page.value[0].as_str(), "monday,other");
    let page: Page<Step> = ok(json!({"value": [{"title": "a"}, {}]}));
    assert_eq!(page.value[0].title.as_deref(), Some("a"));
    let page: Page<AnyDirectoryObject> = ok(json!({"value": [
        {"@odata.type": "#microsoft.graph.guest", "host": "h"},
        {"@odata.type": "#microsoft.graph.printer", "id": "p"},
    ]}));
    assert!(page.value[0].downcast::<User, _>().is_none());
    assert_eq!(page.value.len(), 2);
}

#[test]
fn counts_are_text() {
    for body in [
        "0",
        "7",
        "\u{feff}7",
        "7\r\n",
        "\u{feff} 18446744073709551615 ",
    ] {
        let count: Count = read(StatusCode::OK, body).unwrap();
        let digits = body.trim_matches(|character: char| !character.is_ascii_digit());
        assert_eq!(count, Count(digits.parse().unwrap()), "{body:?}");
    }
    for body in [
        "",
        "-1",
        "1.5",
        "{\"value\":1}",
        "18446744073709551616",
        "1 2",
    ] {
        assert!(fails::<Count>(body), "{body:?}");
    }
    let error = read::<Count>(StatusCode::OK, "<html>").unwrap_err();
    assert!(error.to_string().contains("a number"), "{error}");
}

#[test]
fn references_say_where_they_lead() {
    let reference: Reference = ok(json!({
        "@odata.context": "c",
        "@odata.id": "https://graph.microsoft.com/beta/users/u",
    }));
    assert_eq!(
        reference.odata_id.as_deref(),
        Some("https://graph.microsoft.com/beta/users/u")
    );
    let page: Page<Reference> = ok(json!({"value": [{"@odata.id": "a"}, {"@odata.id": "b"}]}));
    let ids = page
        .value
        .iter()
        .map(|reference| reference.odata_id.as_deref());
    assert_eq!(ids.collect::<Vec<_>>(), [Some("a"), Some("b")]);
    assert_eq!(ok::<Reference>(json!({})).odata_id, None);
}

#[test]
fn nothing_and_bytes_are_whatever_came() {
    read::<()>(StatusCode::NO_CONTENT, "").unwrap();
    read::<()>(StatusCode::OK, "{\"value\":").unwrap();
    let bytes: bytes::Bytes = read(StatusCode::OK, &b"\xff\x00{"[..]).unwrap();
    assert_eq!(&bytes[..], b"\xff\x00{");
    assert_eq!(
        read::<Option<User>>(StatusCode::NO_CONTENT, "").unwrap(),
        None
    );
    let user: Option<User> = read(StatusCode::OK, "{\"displayName\":\"a\"}").unwrap();
    assert_eq!(user.unwrap().display_name.as_deref(), Some("a"));
}

#[test]
fn sets_of_flags_are_equal_whatever_their_order() {
    let both = WeekDay::MONDAY | WeekDay::TUESDAY;
    assert_eq!(both, WeekDay::TUESDAY | WeekDay::MONDAY);
    assert_eq!(both, WeekDay::from(Flags::from_names(" tuesday ,monday,")));
    assert_eq!(both.clone() | WeekDay::MONDAY, both);
    assert_ne!(both, WeekDay::MONDAY);
    assert!(both.contains(&WeekDay::MONDAY) && !WeekDay::MONDAY.contains(&both));
    assert!(both.contains(&WeekDay::default()));
    let other_case = WeekDay::from(Flags::from_names("Tuesday,MONDAY"));
    assert_eq!(both, other_case);
    assert!(other_case.contains(&WeekDay::MONDAY));
    assert_eq!(
        (other_case.clone() | WeekDay::MONDAY).as_str(),
        "Tuesday,MONDAY"
    );
    assert_eq!(
        serde_json::to_string(&other_case).unwrap(),
        "\"Tuesday,MONDAY\""
    );
    assert_eq!(both.as_str(), "monday,tuesday");
    assert_eq!(both.names().collect::<Vec<_>>(), ["monday", "tuesday"]);
    assert_eq!(format!("{both:?}"), "WeekDay \"monday,tuesday\"");
}
