//! Values as literals: in filters, and as the arguments of functions.

use graph_runtime::Id;
use graph_runtime::edm::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use graph_runtime::model::Flags;
use graph_runtime::path::Path as _;
use graph_runtime::query::{Filter, IntoLiteral, Operand as _};

use crate::declared::{Beta, DirectoryObject, Importance, Sample, User, WeekDay};

/// The literal alone.
#[track_caller]
fn assert_literal<X>(filter: Filter<X>, literal: &str) {
    let (_, right) = filter.as_str().split_once(" eq ").unwrap();
    assert_eq!(right, literal);
}

#[test]
fn text_stands_in_quotes_with_those_inside_doubled() {
    for (text, literal) in [
        ("", "''"),
        ("a b", "'a b'"),
        ("O'Neill", "'O''Neill'"),
        ("'", "''''"),
        ("''", "''''''"),
        ("' or 1 eq 1", "''' or 1 eq 1'"),
        ("%27", "'%27'"),
        ("\\", "'\\'"),
        ("é\n", "'é\n'"),
    ] {
        assert_literal(User::DISPLAY_NAME.eq(text), literal);
        assert_literal(User::DISPLAY_NAME.eq(text.to_owned()), literal);
        let borrowed: &String = &text.to_owned();
        assert_literal(User::DISPLAY_NAME.eq(borrowed), literal);
        assert_literal(User::DISPLAY_NAME.eq(std::borrow::Cow::from(text)), literal);
        let id = Id::<DirectoryObject>::new(text);
        assert_literal(DirectoryObject::ID.eq(&id), literal);
        assert_literal(DirectoryObject::ID.eq(text), literal);
        assert_literal(User::DISPLAY_NAME.eq(id), literal);
    }
}

#[test]
fn numbers_stand_as_they_are() {
    assert_literal(Sample::BYTE.eq(255), "255");
    assert_literal(Sample::S_BYTE.eq(-128), "-128");
    assert_literal(Sample::INT16.eq(i16::MIN), "-32768");
    assert_literal(Sample::INT32.eq(i32::MIN), "-2147483648");
    assert_literal(Sample::INT64.eq(i64::MAX), "9223372036854775807");
    assert_literal(Sample::INT64.eq(1), "1");
    let decimal: Decimal = "-12345678901234567890.5".parse().unwrap();
    assert_literal(Sample::DECIMAL.eq(&decimal), "-12345678901234567890.5");
    assert_literal(Sample::DECIMAL.eq(7), "7");
    assert_literal(Sample::SINGLE.eq(0.1), "0.1");
    assert_literal(Sample::SINGLE.eq(f32::INFINITY), "INF");
    assert_literal(Sample::DOUBLE.eq(0.1), "0.1");
    assert_literal(Sample::DOUBLE.eq(-2), "-2");
    assert_literal(Sample::DOUBLE.eq(f64::NAN), "NaN");
    assert_literal(Sample::DOUBLE.eq(f64::INFINITY), "INF");
    assert_literal(Sample::DOUBLE.eq(f64::NEG_INFINITY), "-INF");
    assert_literal(Sample::BOOLEAN.eq(true), "true");
    assert_literal(Sample::BOOLEAN.eq(false), "false");
}

#[test]
fn times_and_guids_have_no_quotes() {
    let guid: Guid = "6FD2C87F-B296-42F0-B197-1E91E994B900".parse().unwrap();
    assert_literal(
        Sample::GUID.eq(guid),
        "6fd2c87f-b296-42f0-b197-1e91e994b900",
    );
    assert_literal(
        Sample::GUID.eq([&guid][0]),
        "6fd2c87f-b296-42f0-b197-1e91e994b900",
    );
    let date: Date = "2024-02-29".parse().unwrap();
    assert_literal(Sample::DATE.eq(date), "2024-02-29");
    let moment: DateTimeOffset = "2024-02-29T01:02:03.1234567+05:30".parse().unwrap();
    assert_literal(
        Sample::DATE_TIME_OFFSET.eq(moment),
        "2024-02-29T01:02:03.1234567+05:30",
    );
    let moment: jiff::Timestamp = "2024-02-29T01:02:03Z".parse().unwrap();
    assert_literal(Sample::DATE_TIME_OFFSET.eq(moment), "2024-02-29T01:02:03Z");
    let time: TimeOfDay = "01:02:03.0000000".parse().unwrap();
    assert_literal(Sample::TIME_OF_DAY.eq(time), "01:02:03.0000000");
    assert_literal(
        Sample::TIME_OF_DAY.eq(jiff::civil::time(1, 2, 3, 0)),
        "01:02:03",
    );
}

#[test]
fn durations_and_bytes_have_a_prefix() {
    let duration: Duration = "P1DT2H".parse().unwrap();
    assert_literal(Sample::DURATION.eq(&duration), "duration'P1DT2H'");
    assert_literal(
        Sample::DURATION.eq(jiff::SignedDuration::from_secs(90)),
        "duration'PT1M30S'",
    );
    assert_literal(
        Sample::DURATION.eq(jiff::Span::new().hours(2)),
        "duration'PT2H'",
    );
    // The alphabet that needs no encoding in a URL.
    let bytes = [0xfb_u8, 0xff, 0xfe, 0x01];
    assert_literal(Sample::BINARY.eq(&bytes[..]), "binary'-__-AQ=='");
    assert_literal(
        Sample::BINARY.eq(Binary::from(&bytes[..])),
        "binary'-__-AQ=='",
    );
}

#[test]
fn members_of_enumerations_are_names_in_quotes() {
    assert_literal(Sample::IMPORTANCE.eq(Importance::High), "'high'");
    assert_literal(Sample::IMPORTANCE.eq(Importance::from("new'")), "'new'''");
    assert_literal(Sample::WEEK_DAYS.eq(WeekDay::WED), "'wednesday'");
    assert_literal(
        Sample::WEEK_DAYS.eq(WeekDay::MONDAY | WeekDay::TUESDAY),
        "'monday,tuesday'",
    );
    assert_literal(
        Sample::WEEK_DAYS.eq(WeekDay::from(Flags::from_names("other' or"))),
        "'other'' or'",
    );
    assert_eq!(
        Sample::IMPORTANCE
            .is_in([Importance::Low, Importance::Normal])
            .as_str(),
        "importance in ('low','normal')"
    );
}

/// What a function of the same type gets.
#[track_caller]
fn assert_argument(url: &str, argument: &str) {
    let prefix = "/beta/samples/s/";
    let call = url.strip_prefix(prefix).unwrap();
    let (_, value) = call.split_once("(value=").unwrap();
    let value = value.split(')').next().unwrap();
    assert_eq!(crate::odata::segment(value).unwrap(), argument);
}

#[test]
fn arguments_of_functions_are_the_same_literals() {
    let sample = || Beta.samples().id("s");
    let guid = Guid::from_u128(1);
    assert_argument(
        sample().guid_of(guid).get().url(),
        "00000000-0000-0000-0000-000000000001",
    );
    assert_argument(sample().boolean_of(true).get().url(), "true");
    assert_argument(
        sample().int64_of(i64::MIN).get().url(),
        "-9223372036854775808",
    );
    assert_argument(sample().double_of(f64::NAN).get().url(), "NaN");
    assert_argument(sample().decimal_of(1).get().url(), "1");
    assert_argument(sample().binary_of(&b"abc"[..]).get().url(), "binary'YWJj'");
    assert_argument(
        sample()
            .duration_of(jiff::SignedDuration::from_secs(1))
            .get()
            .url(),
        "duration'PT1S'",
    );
    assert_argument(
        sample().date_of(jiff::civil::date(2024, 2, 29)).get().url(),
        "2024-02-29",
    );
    let moment: DateTimeOffset = "2024-02-29T01:02:03+05:30".parse().unwrap();
    assert_argument(
        sample().date_time_offset_of(moment).get().url(),
        "2024-02-29T01:02:03+05:30",
    );
    assert_argument(sample().enum_of(Importance::Low).get().url(), "'low'");
    assert_argument(
        sample()
            .flags_of(WeekDay::MONDAY | WeekDay::WED)
            .get()
            .url(),
        "'monday,wednesday'",
    );
    // What has no literal is JSON.
    assert_argument(
        sample().strings_of(["a'b", "c,\""]).get().url(),
        r#"["a'b","c,\""]"#,
    );
    assert_argument(
        sample().enums_of([Importance::Low]).get().url(),
        r#"["low"]"#,
    );
}

#[test]
fn a_literal_is_what_the_trait_says() {
    fn literal<V>(value: impl IntoLiteral<V>) -> String {
        let mut text = String::new();
        value.append_literal(&mut text);
        text
    }
    assert_eq!(literal::<f64>(1.5_f32), "1.5");
    assert_eq!(literal::<String>(&"a"), "'a'");
    assert_eq!(literal::<Decimal>(5_i64), "5");
}
