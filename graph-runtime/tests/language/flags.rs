//! Sets of flags by value: the schema's `Value` of each member says what a set includes.

use graph_runtime::model::Flags;
use graph_runtime::query::Operand;
use graph_runtime::{graph_request, graph_resource};

graph_resource! {
    service Beta = "beta" { updates: [update] }

    entity update {
        weeks: updateWeeks,
        access: access,
    }

    flags enum updateWeeks {
        userDefined = 0,
        firstWeek = 1,
        secondWeek = 2,
        thirdWeek = 4,
        fourthWeek = 8,
        everyWeek = 15,
    }

    flags enum access { read = 1, write = 2, all = 3, #[rust_name = SIGN] sign = -0x8000_0000_0000_0000 }
}

fn weeks(names: &str) -> UpdateWeeks {
    UpdateWeeks::from(Flags::from_names(names))
}

#[test]
fn composed_members_contain_their_parts() {
    let every = UpdateWeeks::EVERY_WEEK;
    assert!(every.contains(&UpdateWeeks::THIRD_WEEK));
    assert!(every.contains(&(UpdateWeeks::FIRST_WEEK | UpdateWeeks::SECOND_WEEK)));
    assert!(!UpdateWeeks::THIRD_WEEK.contains(&every));
    let parts = weeks("firstWeek,secondWeek, thirdWeek ,FOURTHWEEK");
    assert!(parts.contains(&every));
    assert_eq!(parts, every);
    assert_ne!(weeks("firstWeek,secondWeek,thirdWeek"), every);
    assert_eq!(Access::READ | Access::WRITE, Access::ALL);
    assert!(!Access::ALL.contains(&Access::SIGN));
    assert_eq!(Access::SIGN.value(), Some(i64::MIN));
}

#[test]
fn a_member_whose_value_is_0_is_in_every_set() {
    assert!(UpdateWeeks::FIRST_WEEK.contains(&UpdateWeeks::USER_DEFINED));
    assert!(!UpdateWeeks::USER_DEFINED.contains(&UpdateWeeks::FIRST_WEEK));
    assert_eq!(UpdateWeeks::default(), UpdateWeeks::USER_DEFINED);
    let one = UpdateWeeks::USER_DEFINED | UpdateWeeks::FIRST_WEEK;
    assert_eq!(one.as_str(), "firstWeek");
    let none = UpdateWeeks::default() | UpdateWeeks::USER_DEFINED;
    assert_eq!(none.as_str(), "userDefined");
}

#[test]
fn a_union_names_what_says_all() {
    let every = UpdateWeeks::EVERY_WEEK;
    assert_eq!(
        (every.clone() | UpdateWeeks::FIRST_WEEK).as_str(),
        "everyWeek"
    );
    assert_eq!((weeks("firstWeek,thirdWeek") | every).as_str(), "everyWeek");
    let two = UpdateWeeks::FIRST_WEEK | UpdateWeeks::FOURTH_WEEK;
    assert_eq!(
        (two.as_str(), two.value()),
        ("firstWeek,fourthWeek", Some(9))
    );
    let first = UpdateWeeks::default() | UpdateWeeks::FIRST_WEEK;
    assert!(
        first
            .with(&UpdateWeeks::SECOND_WEEK)
            .contains(&weeks("secondWeek"))
    );
}

#[test]
fn members_that_are_not_declared_are_kept_and_compared_by_name() {
    let some: UpdateWeeks = serde_json::from_str(r#""fifthWeek,everyWeek""#).unwrap();
    assert_eq!(
        serde_json::to_string(&some).unwrap(),
        r#""fifthWeek,everyWeek""#
    );
    assert_eq!(
        some,
        weeks("FifthWeek,firstWeek,secondWeek,thirdWeek,fourthWeek")
    );
    assert!(some.contains(&weeks("firstWeek,fifthWeek")));
    assert!(!some.contains(&weeks("sixthWeek")));
    assert!(!UpdateWeeks::EVERY_WEEK.contains(&some));
    assert_eq!(some.value(), None);
    assert_eq!(
        (some | UpdateWeeks::FIRST_WEEK).as_str(),
        "fifthWeek,everyWeek"
    );
}

#[test]
fn a_number_in_place_of_a_name_is_a_value() {
    assert_eq!(weeks("3"), weeks("firstWeek,secondWeek"));
    assert!(UpdateWeeks::EVERY_WEEK.contains(&weeks("4,8")));
    assert!(!UpdateWeeks::EVERY_WEEK.contains(&weeks("16")));
    assert_eq!(
        (weeks("16") | UpdateWeeks::FIRST_WEEK).as_str(),
        "16,firstWeek"
    );
    assert_eq!(weeks("16").as_str(), "16");
}

#[test]
fn a_filter_names_the_members() {
    let flags = UpdateWeeks::FIRST_WEEK | UpdateWeeks::EVERY_WEEK;
    let request = graph_request!(Beta: GET /updates).filter(
        Update::WEEKS
            .has(flags)
            .and(Update::ACCESS.eq(Access::READ | Access::WRITE)),
    );
    assert_eq!(
        request.url(),
        "/beta/updates?$filter=weeks%20has%20%27everyWeek%27%20and%20access%20eq%20%27read,write%27"
    );
}
