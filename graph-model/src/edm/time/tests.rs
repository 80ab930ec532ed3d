use proptest::prelude::*;

use super::*;

fn moment(text: &str) -> DateTimeOffset {
    text.parse().expect(text)
}

#[test]
fn an_instant_is_written_as_it_was_read() {
    let mut texts: Vec<String> = (1..=9)
        .map(|digits| format!("2020-01-31T08:15:00.{}Z", &"123456789"[..digits]))
        .collect();
    texts.extend(
        [
            "2020-01-31T08:15:00Z",
            "2020-01-31T08:15:00.0000000Z",
            "2020-01-31T08:15:00.1000000",
            "2020-01-31T08:15Z",
            "2020-01-31T08:15",
            "2020-01-31T08:15:59+00:00",
            "2020-01-31T08:15:00+05:30",
            "2020-01-31T08:15-09:30",
            "2020-02-29T23:59:59.9999999-23:59",
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00+02:00",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
            "9999-12-31T23:59:59+01:00",
        ]
        .map(str::to_owned),
    );
    for text in texts {
        assert_eq!(moment(&text).to_string(), text);
        assert_eq!(format!("{:?}", moment(&text)), text);
    }
}

#[test]
fn an_instant_is_read_in_no_form_that_would_come_back_changed() {
    for text in [
        "",
        "2020-01-31",
        "08:15:00Z",
        "2020-01-31T",
        "2020-01-31TZ",
        "2020-01-31T08Z",
        "2020-01-31T08:15:00.Z",
        "2020-01-31T08:15:00.1234567890Z",
        "2020-01-31T08:15:00,5Z",
        "2020-01-31T08:15.5Z",
        "2020-01-31T08:15:60Z",
        "2020-01-31T08:15:60.5Z",
        "2020-01-31T24:00:00Z",
        "2020-01-31T081500Z",
        "2020-01-31T081500.5Z",
        "20200131T08:15:00Z",
        "+020200131T08:15:00Z",
        "2020-1-31T08:15:00Z",
        "2020-02-30T08:15:00Z",
        "2020-W05-5T08:15:00Z",
        "2020-01-31t08:15:00Z",
        "2020-01-31T08:15:00z",
        "2020-01-31 08:15:00Z",
        " 2020-01-31T08:15:00Z",
        "2020-01-31T08:15:00ZZ",
        "2020-01-31T08:15:00Z02:00",
        "2020-01-31T08:15:00++2:00",
        "2020-01-31T08:15:00+-2:00",
        "2020-01-31T08:15:00+2:00",
        "2020-01-31T08:15:00+0200",
        "2020-01-31T08:15:00+02",
        "2020-01-31T08:15:00+24:00",
        "2020-01-31T08:15:00+02:60",
        "2020-01-31T08:15:00-00:00",
        "2020-01-31T08:15:00+02:00[Europe/Berlin]",
        "9999-12-31T23:59:59-01:00",
        "String (timestamp)",
        "２020-01-31T08:15:00Z",
    ] {
        let error = text.parse::<DateTimeOffset>().expect_err(text);
        assert!(error.to_string().contains("2020-01-31T08:15:00Z"));
    }
}

#[test]
fn equal_instants_are_equal_in_any_form() {
    let one = moment("2020-01-31T08:15:00Z");
    for text in [
        "2020-01-31T08:15Z",
        "2020-01-31T08:15:00.000",
        "2020-01-31T10:15:00+02:00",
        "2020-01-30T22:45:00-09:30",
    ] {
        assert_eq!(moment(text), one);
        assert_eq!(moment(text).timestamp(), one.timestamp());
    }
    assert!(one < moment("2020-01-31T08:15:00.000000001Z"));
    assert!(moment("0001-01-01T00:00:00+02:00") < moment("0001-01-01T00:00:00Z"));
    assert_eq!(moment("2020-01-31T10:15+02:00").offset().seconds(), 7200);
}

#[test]
fn an_instant_goes_to_jiff_and_back() {
    for second in [0, -62_135_596_800, 1_580_458_500, 253_402_207_200] {
        let timestamp = Timestamp::from_second(second).expect("a time that jiff knows");
        let moment = DateTimeOffset::from(timestamp);
        assert_eq!(Timestamp::from(moment), timestamp);
        assert_eq!(moment.to_string(), timestamp.to_string());
        assert_eq!(moment.to_string().parse(), Ok(moment));
    }
    let timestamp = Timestamp::from_nanosecond(1_500_000_000).expect("a time that jiff knows");
    assert_eq!(
        DateTimeOffset::from(timestamp).to_string(),
        "1970-01-01T00:00:01.5Z"
    );
}

#[test]
fn the_longest_text_has_room() {
    let mut first = DateTimeOffset::from(Timestamp::MIN);
    first.instant = first
        .instant
        .with()
        .subsec_nanosecond(123_456_789)
        .build()
        .expect("a time");
    first.zone = Zone::Minutes(-1439);
    first.fraction = Fraction::Digits(9);
    assert_eq!(first.to_string(), "-009999-01-01T02:00:59.123456789-23:59");
}

#[test]
fn never_is_the_last_time_that_jiff_knows() {
    let never = moment("9999-12-31T23:59:59.9999999Z");
    assert_eq!(never.timestamp(), Timestamp::MAX);
    assert!(never > moment("9999-12-31T23:59:59Z"));
    assert_ne!(never, DateTimeOffset::from(Timestamp::MAX));
}

#[test]
fn a_time_of_day_is_written_as_it_was_read() {
    for text in [
        "16:00:00.0000000",
        "00:00:00",
        "23:59:59.999999999",
        "08:15",
        "08:15:00.5",
    ] {
        let time: TimeOfDay = text.parse().expect(text);
        assert_eq!(time.to_string(), text);
    }
    for text in [
        "",
        "8:15",
        "T0815",
        "T08:15:0",
        "081500",
        "081500.5",
        "08:15:60",
        "24:00",
        "24:00:00",
        "08:15:00Z",
        "08:15.5",
        "08:15:00.1234567890",
        "2020-01-31T08:15:00",
    ] {
        text.parse::<TimeOfDay>().expect_err(text);
    }
    assert_eq!("08:15".parse::<TimeOfDay>(), "08:15:00.000".parse());
    assert_eq!(
        TimeOfDay::from(civil::time(8, 15, 0, 0)).to_string(),
        "08:15:00"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Near misses of every form: what is read is written as it came.
    #[test]
    fn what_is_read_comes_back(
        text in "[-+]?[0-9]{4}-?[01][0-9]-?[0-3][0-9]([Tt ][0-2][0-9]:?[0-6][0-9](:?[0-6][0-9]([.,][0-9]{0,10})?)?)?([Zz]|[-+Z]{0,2}[0-2][0-9]:?[0-6]?[0-9]?)?",
        start in 0..12usize,
    ) {
        if let Ok(moment) = text.parse::<DateTimeOffset>() {
            prop_assert_eq!(moment.to_string(), text.as_str());
        }
        if let Ok(time) = text[start.min(text.len())..].parse::<TimeOfDay>() {
            prop_assert_eq!(time.to_string(), &text[start.min(text.len())..]);
        }
    }

    #[test]
    fn every_instant_and_form_comes_back(
        second in 0..250_000_000_000i64, digits in 0..10usize, nanosecond in 0..1_000_000_000u32, zone in -1439..1440i32, how in 0..3,
    ) {
        let at = civil::datetime(1, 1, 2, 0, 0, 0, 0).saturating_add(SignedDuration::from_secs(second));
        let fraction = match digits {
            0 => String::new(),
            _ => format!(".{}", &format!("{nanosecond:09}")[..digits]),
        };
        let zone = match how {
            0 => "Z".to_owned(),
            1 => String::new(),
            _ => format!("{}{:02}:{:02}", if zone < 0 { '-' } else { '+' }, zone.abs() / 60, zone.abs() % 60),
        };
        let text = format!("{at}{fraction}{zone}");
        prop_assert_eq!(text.parse::<DateTimeOffset>().map(|moment| moment.to_string()), Ok(text));
    }
}
