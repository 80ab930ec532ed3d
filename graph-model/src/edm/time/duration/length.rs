//! How long a duration is, whatever units it is written in.
//!
//! In: the text of a duration. Out: what it is compared, ordered and hashed by.

use std::cmp::Ordering;

/// The length of a duration, taken from its text without copying.
///
/// A day is 24 hours and a week seven days, as XML Schema 1.1 (`dayTimeDuration`) says, by which OData defines `Edm.Duration`. Years and months, which
/// OData does not have, but some services send, are months: equal to months only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Length<'a> {
    /// False for nothing at all.
    is_negative: bool,
    months: i128,
    seconds: i128,
    nanoseconds: u32,
    /// The digits of the second after the ninth, without zeros at their end.
    rest: &'a str,
}

/// The mean month of the Gregorian calendar, a twelfth of 365.2425 days: exact, and only for the order between months and days.
const SECONDS_OF_MONTH: i128 = 2_629_746;

const NANOSECONDS: i128 = 1_000_000_000;

impl<'a> Length<'a> {
    /// The length of nothing.
    pub(super) const ZERO: Length<'static> = Length {
        is_negative: false,
        months: 0,
        seconds: 0,
        nanoseconds: 0,
        rest: "",
    };

    /// `text` has the form of a duration; `None` if it is longer than 2^100 seconds or so.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let mut length = Length::ZERO;
        let mut is_time = false;
        let mut left = unsigned.get(1..)?;
        while let Some(end) = left.find(|char: char| char.is_ascii_alphabetic()) {
            let (number, behind) = left.split_at_checked(end)?;
            let unit = behind.as_bytes().first()?.to_ascii_uppercase();
            left = behind.get(1..)?;
            if unit == b'T' {
                is_time = true;
            } else {
                length = length.and(number, unit, is_time)?;
            }
        }
        length.is_negative = text.starts_with('-') && length != Length::ZERO;
        Some(length)
    }

    /// With a number of one unit added.
    fn and(mut self, number: &'a str, unit: u8, is_time: bool) -> Option<Self> {
        let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
        let whole: i128 = whole.parse().ok()?;
        let seconds = match (unit, is_time) {
            (b'Y', false) => {
                self.months = self.months.checked_add(whole.checked_mul(12)?)?;
                return Some(self);
            }
            (b'M', false) => {
                self.months = self.months.checked_add(whole)?;
                return Some(self);
            }
            (b'W', false) => 7 * 24 * 60 * 60,
            (b'D', false) => 24 * 60 * 60,
            (b'H', true) => 60 * 60,
            (b'M', true) => 60,
            (b'S', true) => 1,
            _ => return None,
        };
        let (nanoseconds, rest) = match fraction.split_at_checked(9) {
            Some((digits, rest)) => (digits.parse().ok()?, rest.trim_end_matches('0')),
            None => (format!("{fraction:0<9}").parse::<i128>().ok()?, ""),
        };
        // Hours and minutes have a fraction of nine digits at most.
        let nanoseconds = nanoseconds * seconds + i128::from(self.nanoseconds);
        let all = whole
            .checked_mul(seconds)?
            .checked_add(nanoseconds / NANOSECONDS)?;
        self.seconds = self.seconds.checked_add(all)?;
        self.nanoseconds = u32::try_from(nanoseconds % NANOSECONDS).ok()?;
        self.rest = rest;
        (self.seconds < 1 << 100).then_some(self)
    }

    fn size(&self) -> (i128, u32, &str, i128) {
        let seconds = self.months * SECONDS_OF_MONTH + self.seconds;
        (seconds, self.nanoseconds, self.rest, self.months)
    }
}

impl Ord for Length<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_size = self.size().cmp(&other.size());
        match (self.is_negative, other.is_negative) {
            (false, false) => by_size,
            (true, true) => by_size.reverse(),
            (own, other) => other.cmp(&own),
        }
    }
}

impl PartialOrd for Length<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
