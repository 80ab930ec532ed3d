//! How long the service asks to wait: `Retry-After`, in seconds (possibly fractional) or as a date (RFC 9110, 10.2.3).

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// The wait that a value of `Retry-After` asks for at `now`; `None` if it says nothing that can be understood.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    match value.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Err(_) => {
            let at = DateTimeParser::new().parse_timestamp(value).ok()?;
            Some(Duration::try_from(at.duration_since(now)).unwrap_or_default())
        }
    }
}

/// The wait before the attempt with this number, from 1, where the service asks for none.
pub(super) fn back_off(attempt: u32) -> Duration {
    Duration::from_secs(1 << attempt.min(6)) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_fractions_and_dates_are_understood() {
        let now: Timestamp = "2015-10-21T07:27:50Z".parse().expect("a time");
        for (value, wait) in [
            ("0", Some(0)),
            (" 2.128 ", Some(2_128)),
            ("Wed, 21 Oct 2015 07:28:00 GMT", Some(10_000)),
            ("Wed, 21 Oct 2015 07:27:00 GMT", Some(0)),
            ("-1", None),
            ("soon", None),
            ("NaN", None),
            ("1e300", None),
        ] {
            assert_eq!(
                retry_after(value, now),
                wait.map(Duration::from_millis),
                "{value}"
            );
        }
    }

    #[test]
    fn waits_double_up_to_half_a_minute() {
        let waits = [1, 2, 3, 7, 100].map(|attempt| back_off(attempt).as_secs());
        assert_eq!(waits, [1, 2, 4, 32, 32]);
    }
}
