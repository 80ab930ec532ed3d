//! `Edm.DateTimeOffset` and `Edm.TimeOfDay`: jiff's types, and the form that they came in.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

mod duration;
mod text;

pub use duration::Duration;
use text::Text;

/// An instant, and the form that it is written in: the offset from UTC and the number of fraction digits.
///
/// Two are equal when they are the same instant, whatever their form.
///
/// A time without an offset is read, and serialized as it came, but not sent: a request with it is invalid, for OData requires the offset
/// (4.01, ABNF, `dateTimeOffsetValue`). [`assume_utc`](Self::assume_utc) adds it.
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

    /// Whether an offset from UTC is written. Some services leave it out; such a time is taken to be in UTC, and cannot be sent.
    pub fn has_offset(&self) -> bool {
        !matches!(self.zone, Zone::Unwritten)
    }

    /// The same time, written in UTC if no offset is written.
    ///
    /// ```
    /// use graph_runtime::edm::DateTimeOffset;
    ///
    /// let came: DateTimeOffset = "2026-01-31T08:15:00".parse()?;
    /// assert_eq!(came.assume_utc().to_string(), "2026-01-31T08:15:00Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn assume_utc(mut self) -> Self {
        if !self.has_offset() {
            self.zone = Zone::Utc;
        }
        self
    }

    /// What is added to the instant to have it in its zone; `None` in UTC, to which jiff would add nothing at some cost.
    fn shift(&self) -> Option<SignedDuration> {
        match self.zone {
            Zone::Utc | Zone::Unwritten | Zone::Minutes(0) => None,
            Zone::Minutes(minutes) => Some(SignedDuration::from_mins(minutes.into())),
        }
    }

    /// As it is written.
    pub(crate) fn to_text(self) -> Text {
        let at = match self.shift() {
            Some(shift) => self.instant.saturating_add(shift),
            None => self.instant,
        };
        let mut text = Text::default();
        text.push_datetime(at, self.fraction);
        match self.zone {
            Zone::Utc => text.push(b"Z"),
            Zone::Unwritten => {}
            Zone::Minutes(minutes) => text.push_offset(minutes),
        }
        text
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
        if let Some(shift) = this.shift() {
            this.instant = at.checked_sub(shift).map_err(|_| error())?;
        }
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

impl fmt::Display for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_text().as_str())
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

    /// As it is written.
    pub(crate) fn to_text(self) -> Text {
        let mut text = Text::default();
        text.push_time(self.time, self.fraction);
        text
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
        f.write_str(self.to_text().as_str())
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
