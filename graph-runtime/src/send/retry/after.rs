//! The time that a response asks to wait for, in each form in which services say it.
//!
//! In: the headers of a response. Out: how long to wait. Source: RFC 9110, 10.2.3 (`Retry-After`), 5.6.7 (dates) and 5.3 (lines of
//! one name may be joined by commas).

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// The least time that `Retry-After` can mean.
///
/// The header is seconds, which services send with fractions as well, or a date. Proxies join several by commas, and some services
/// write a fraction with one: `2,120` is 2 s and 120 s, or 2.12 s. The shortest is what surely has to be waited for. A date in the
/// past asks for no wait. What is neither seconds nor a date has no meaning.
///
/// A date is taken relative to the response's own `Date` where there is one: the service's clock may differ from this one.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    if !headers.contains_key(RETRY_AFTER) {
        return None;
    }
    read(headers, now)
}

#[cold]
fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let date = headers.get(DATE).and_then(|value| value.to_str().ok());
    let from = date
        .and_then(|text| http_date(text.trim()))
        .or_else(|| Timestamp::try_from(now).ok())?;
    let lines = headers.get_all(RETRY_AFTER).iter();
    let lines = lines.filter_map(|value| value.to_str().ok());
    lines.filter_map(|line| shortest(line, from)).min()
}

/// The shortest of the times in one line.
fn shortest(line: &str, from: Timestamp) -> Option<Duration> {
    let mut shortest = None::<Duration>;
    let mut parts = line.split(',').map(unquoted).peekable();
    while let Some(part) = parts.next() {
        // The comma after the name of a day belongs to the date.
        let wait = match parts.peek() {
            Some(rest) if is_weekday(part) => {
                let date = http_date(&format!("{part}, {rest}"));
                if date.is_some() {
                    parts.next();
                }
                date.map(|until| time_until(until, from))
            }
            _ => seconds(part).or_else(|| Some(time_until(http_date(part)?, from))),
        };
        shortest = shortest.into_iter().chain(wait).min();
    }
    shortest
}

fn unquoted(part: &str) -> &str {
    let part = part.trim();
    let inner = part
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(part).trim()
}

fn is_weekday(part: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let name = part.to_ascii_lowercase();
    DAYS.iter().any(|day| name.starts_with(day))
        && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn time_until(until: Timestamp, from: Timestamp) -> Duration {
    Duration::try_from(until.duration_since(from)).unwrap_or(Duration::ZERO)
}

/// `120`, `2.128`, and with what some services write behind it: `120;reason=quota`, `120 s`, `120 seconds`.
fn seconds(text: &str) -> Option<Duration> {
    let text = text.split(';').next().unwrap_or_default().trim();
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let text = match text[number.len()..].to_ascii_lowercase().as_str() {
        "" | "s" | "sec" | "secs" | "second" | "seconds" => number.trim(),
        _ => return None,
    };
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.bytes().any(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }
    let seconds: f64 = text.parse().ok()?;
    // What is too long for a `Duration` is too long for any budget.
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

/// The three forms of RFC 9110, 5.6.7; the form of e-mail, whose zone is a number; and ISO 8601.
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    [
        "%a, %d %b %Y %H:%M:%S GMT",
        "%A, %d-%b-%y %H:%M:%S GMT",
        "%a %b %e %H:%M:%S %Y",
    ]
    .into_iter()
    .find_map(|form| DateTime::strptime(form, text).ok())
    .and_then(|date| TimeZone::UTC.to_timestamp(date).ok())
    .or_else(|| Some(rfc2822::parse(text).ok()?.timestamp()))
    .or_else(|| text.parse().ok())
}
