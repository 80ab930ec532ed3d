//! `Edm.DateTimeOffset`, `Edm.TimeOfDay` and `Edm.Duration`: jiff's types, and the form that they came in.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;
use jiff::{SignedDuration, Span, Timestamp};

/// An instant, and the form that it is written in: the offset from UTC and the number of fraction digits.
///
/// Two are equal when they are the same instant, whatever their form.
#[derive(Clone, Copy)]
pub struct DateTimeOffset {
    /// In UTC. jiff's `Timestamp` ends before the last day of 9999, which services write for "never".
    instant: civil::DateTime,
    zone: Zone,
    fraction: Fraction,
}

#[derive(Clone, Copy)]
enum Zone {
    Utc,
    /// Some answers leave the offset out; they mean UTC.
    Unwritten,
    Minutes(i16),
}

/// How many digits follow the second; fewer than nine come as they are.
#[derive(Clone, Copy)]
enum Fraction {
    /// Not even the seconds were written.
    NoSeconds,
    Digits(u8),
    /// As many as it takes.
    Shortest,
}

impl DateTimeOffset {
    /// The instant.
    ///
    /// jiff knows none after 9999-12-30T22:00:00.999999999Z: for `9999-12-31T23:59:59.9999999Z`, by which some services
    /// mean "never", this is the last that it knows.
    pub fn timestamp(&self) -> Timestamp {
        Offset::UTC
            .to_timestamp(self.instant)
            .unwrap_or(Timestamp::MAX)
    }

    /// The offset from UTC that it is written with.
    pub fn offset(&self) -> Offset {
        match self.zone {
            Zone::Utc | Zone::Unwritten => Offset::UTC,
            Zone::Minutes(minutes) => {
                Offset::from_seconds(i32::from(minutes) * 60).unwrap_or(Offset::UTC)
            }
        }
    }

    fn shift(&self) -> SignedDuration {
        SignedDuration::from_secs(self.offset().seconds().into())
    }
}

impl From<Timestamp> for DateTimeOffset {
    fn from(instant: Timestamp) -> Self {
        DateTimeOffset {
            instant: Offset::UTC.to_datetime(instant),
            zone: Zone::Utc,
            fraction: Fraction::Shortest,
        }
    }
}

impl From<DateTimeOffset> for Timestamp {
    fn from(value: DateTimeOffset) -> Self {
        value.timestamp()
    }
}

impl FromStr for DateTimeOffset {
    type Err = ParseTimeError;

    /// Reads `2020-01-31T08:15:00.1234567Z`: the fraction, the seconds and the offset may be left out.
    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let error = || ParseTimeError("a date and time such as 2020-01-31T08:15:00Z");
        let split = text
            .find(['Z', '+'])
            .or_else(|| text.rfind('-').filter(|at| *at > "0000-00-00T".len()))
            .unwrap_or(text.len());
        let (civil, zone) = text.split_at_checked(split).ok_or_else(error)?;
        let (date, time) = civil.split_once('T').ok_or_else(error)?;
        if !has_form(date, "0000-00-00") {
            return Err(error());
        }
        let zone = match zone {
            "Z" => Zone::Utc,
            "" => Zone::Unwritten,
            _ => Zone::Minutes(parse_offset(zone).ok_or_else(error)?),
        };
        let fraction = fraction_of(time).ok_or_else(error)?;
        let at: civil::DateTime = civil.parse().map_err(|_| error())?;
        let mut this = DateTimeOffset {
            instant: at,
            zone,
            fraction,
        };
        this.instant = at.checked_sub(this.shift()).map_err(|_| error())?;
        Ok(this)
    }
}

/// `+02:00` or `-09:30`, in minutes.
fn parse_offset(text: &str) -> Option<i16> {
    let digits = text.strip_prefix(['+', '-'])?;
    if !has_form(digits, "00:00") {
        return None;
    }
    let (hours, minutes) = digits.split_once(':')?;
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let total = hours * 60 + minutes;
    // `-00:00` would come back as `+00:00`.
    match text.starts_with('-') {
        true if total == 0 => None,
        true => Some(-total),
        false => Some(total),
    }
}

/// The form of a time that is written back just as it came; `None` for others that jiff reads as well.
fn fraction_of(time: &str) -> Option<Fraction> {
    if has_form(time, "00:00") {
        return Some(Fraction::NoSeconds);
    }
    let (clock, digits) = match time.split_once('.') {
        Some((clock, digits)) if !digits.is_empty() => (clock, digits),
        Some(_) => return None,
        None => (time, ""),
    };
    // jiff takes a leap second for the second before it.
    let digits_only = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !has_form(clock, "00:00:00") || clock.ends_with("60") || !digits_only || digits.len() > 9 {
        return None;
    }
    u8::try_from(digits.len()).ok().map(Fraction::Digits)
}

/// Whether the text has a digit wherever the form has a zero, and is the form elsewhere.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| {
            if form == b'0' {
                byte.is_ascii_digit()
            } else {
                byte == form
            }
        })
}

fn write_time(f: &mut fmt::Formatter<'_>, time: civil::Time, fraction: Fraction) -> fmt::Result {
    match fraction {
        Fraction::NoSeconds => write!(f, "{:02}:{:02}", time.hour(), time.minute()),
        Fraction::Digits(0) => {
            write!(
                f,
                "{:02}:{:02}:{:02}",
                time.hour(),
                time.minute(),
                time.second()
            )
        }
        Fraction::Digits(digits) => {
            let digits = usize::from(digits.min(9));
            let nanoseconds = format!("{:09}", time.subsec_nanosecond());
            write!(
                f,
                "{:02}:{:02}:{:02}.{}",
                time.hour(),
                time.minute(),
                time.second(),
                &nanoseconds[..digits]
            )
        }
        Fraction::Shortest => write!(f, "{time}"),
    }
}

impl fmt::Display for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.instant.saturating_add(self.shift());
        write!(f, "{}T", at.date())?;
        write_time(f, at.time(), self.fraction)?;
        match self.zone {
            Zone::Utc => f.write_str("Z"),
            Zone::Unwritten => Ok(()),
            Zone::Minutes(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl fmt::Debug for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for DateTimeOffset {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Eq for DateTimeOffset {}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.instant.cmp(&other.instant)
    }
}

impl Hash for DateTimeOffset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

/// `Edm.TimeOfDay`: a time without a day, and the number of fraction digits that it is written with.
///
/// Two are equal when they are the same time, whatever their form.
#[derive(Clone, Copy)]
pub struct TimeOfDay {
    time: civil::Time,
    fraction: Fraction,
}

impl TimeOfDay {
    /// The time.
    pub fn time(&self) -> civil::Time {
        self.time
    }
}

impl From<civil::Time> for TimeOfDay {
    fn from(time: civil::Time) -> Self {
        TimeOfDay {
            time,
            fraction: Fraction::Shortest,
        }
    }
}

impl FromStr for TimeOfDay {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let error = || ParseTimeError("a time such as 08:15:00");
        Ok(TimeOfDay {
            fraction: fraction_of(text).ok_or_else(error)?,
            time: text.parse().map_err(|_| error())?,
        })
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_time(f, self.time, self.fraction)
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for TimeOfDay {
    fn eq(&self, other: &Self) -> bool {
        self.time == other.time
    }
}

impl Eq for TimeOfDay {}

impl Hash for TimeOfDay {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.time.hash(state);
    }
}

/// `Edm.Duration`: `P1DT2H30M`, in the units that it came in.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration(Box<str>);

impl Duration {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The duration in its units.
    ///
    /// jiff counts no more than 7,304,484 days: for `P10675199DT2H48M5.4775807S`, by which some services mean "without end", this is the
    /// longest that it knows.
    pub fn to_span(&self) -> Span {
        // Its form was checked when it was made, so it is too long.
        self.0.parse().unwrap_or_else(|_| {
            let days = if self.0.starts_with('-') {
                -LONGEST_DAYS
            } else {
                LONGEST_DAYS
            };
            Span::new().try_days(days).unwrap_or_default()
        })
    }
}

/// As many days as jiff's spans have at most.
const LONGEST_DAYS: i64 = 7_304_484;

/// Whether a text is `P1DT2H3M4.5S`, whatever its numbers (OData ABNF, `durationValue`).
fn is_duration(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(parts) = unsigned.strip_prefix('P') else {
        return false;
    };
    match parts.split_once('T') {
        Some((days, time)) => counts(days, "D") && !time.is_empty() && counts(time, "HMS"),
        None => !parts.is_empty() && counts(parts, "D"),
    }
}

/// Whether a text is made of numbers, each before one of the units, in their order; the last of the units may have a fraction.
fn counts(text: &str, units: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let mut left = units.chars();
    text.split_inclusive(|char: char| !char.is_ascii_digit() && char != '.')
        .all(|part| {
            let Some((unit, number)) = part.chars().next_back().zip(part.get(..part.len() - 1))
            else {
                return false;
            };
            let is_whole_or_seconds = match number.split_once('.') {
                Some((whole, fraction)) => unit == 'S' && is_number(whole) && is_number(fraction),
                None => is_number(number),
            };
            is_whole_or_seconds && left.any(|known| known == unit)
        })
}

impl From<SignedDuration> for Duration {
    fn from(duration: SignedDuration) -> Self {
        Duration(duration.to_string().into())
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Duration(span.to_string().into())
    }
}

impl FromStr for Duration {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        // jiff reads friendlier forms as well ("2 hours"), which OData does not know.
        let iso = text.trim_start_matches(['-', '+']).starts_with('P');
        match iso && (text.parse::<Span>().is_ok() || is_duration(text)) {
            true => Ok(Duration(text.into())),
            false => Err(ParseTimeError("a duration such as P1DT2H")),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not of the form that the type is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseTimeError(&'static str);

impl fmt::Display for ParseTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is not {}", self.0)
    }
}

impl std::error::Error for ParseTimeError {}

#[cfg(test)]
mod tests;
