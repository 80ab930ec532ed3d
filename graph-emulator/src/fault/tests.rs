use super::*;

#[test]
fn dates_are_rounded_up() {
    let before = Timestamp::now();
    let wait = Duration::from_millis(1500);
    let text = RetryAfter::DateIn(wait).to_string();
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(&text);
    let date = date.expect("an HTTP date");
    let after = date.as_millisecond() - before.as_millisecond();
    assert!((1500..=2600).contains(&after), "{text}: {after} ms");
}

#[test]
fn the_wait_is_parsed_from_the_header() {
    let wait = |text: &str| RetryAfter::Text(text.to_owned()).wait();
    assert_eq!(wait("3"), Some(Duration::from_secs(3)));
    assert_eq!(wait("0.25"), Some(Duration::from_millis(250)));
    for garbage in ["soon", "", "-1", "NaN", "inf"] {
        assert_eq!(wait(garbage), None, "{garbage}");
    }
}
