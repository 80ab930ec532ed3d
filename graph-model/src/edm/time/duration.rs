//! `Edm.Duration`: a text, and the span that it stands for.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::{SignedDuration, Span};

use super::ParseTimeError;

mod length;

use length::Length;

/// `Edm.Duration`: `P1DT2H30M`, in the units that it came in.
///
/// Compared, ordered and hashed by its length: PT60S is PT1M, and P1D is PT24H. Years and months, which OData does not have but some services
/// send, are equal to years and months only, and a month counts as the mean one of 30.436875 days where it is ordered among days.
#[derive(Clone)]
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

impl Duration {
    fn length(&self) -> Length<'_> {
        // It was checked when the duration was made.
        Length::of(&self.0).unwrap_or(Length::ZERO)
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.length() == other.length()
    }
}

impl Eq for Duration {}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        self.length().cmp(&other.length())
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.length().hash(state);
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
        let has_form = iso && (is_duration(text) || text.parse::<Span>().is_ok());
        match has_form && Length::of(text).is_some() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_without_end_is_the_longest() {
        for (text, days) in [
            ("P10675199DT2H48M5.4775807S", LONGEST_DAYS),
            ("-P10675199DT2H48M5.4775808S", -LONGEST_DAYS),
            ("P99999999999999999999D", LONGEST_DAYS),
            ("PT99999999999999999999H1M", LONGEST_DAYS),
        ] {
            let duration: Duration = text.parse().expect(text);
            assert_eq!(duration.to_string(), text);
            assert_eq!(i64::from(duration.to_span().get_days()), days, "{text}");
        }
        assert!(Span::new().try_days(LONGEST_DAYS + 1).is_err());
        for text in [
            "P10675199DT",
            "P10675199D2H",
            "PT48M10675199H",
            "P1067519900D1D",
            "P10675199.5D",
            "PT99999999999999999999.H",
            "PT99999999999999999999é",
        ] {
            text.parse::<Duration>().expect_err(text);
        }
    }

    fn duration(text: &str) -> Duration {
        text.parse().expect(text)
    }

    fn hash_of(duration: &Duration) -> u64 {
        let mut hasher = std::hash::DefaultHasher::new();
        duration.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn durations_of_the_same_length_are_equal() {
        for (one, other) in [
            ("PT60S", "PT1M"),
            ("P1D", "PT24H"),
            ("P1W", "P7D"),
            ("PT90M", "PT1H30M"),
            ("PT1.50S", "PT1.5S"),
            ("PT1H0.0S", "PT3600S"),
            ("PT1.5H", "PT90M"),
            ("PT0.1M", "PT6S"),
            ("-PT60S", "-PT1M"),
            ("+PT60S", "PT1M"),
            ("-PT0S", "PT0S"),
            ("P0D", "PT0.000S"),
            ("P1Y", "P12M"),
            ("P10675199DT2H48M5.4775807S", "P10675199DT2H48M5.47758070S"),
            ("P99999999999999999999D", "PT2399999999999999999976H"),
            ("PT0.1234567890120S", "PT0.123456789012S"),
        ] {
            let (one, other) = (duration(one), duration(other));
            assert_eq!(one, other);
            assert_eq!(one.cmp(&other), Ordering::Equal, "{one} {other}");
            assert_eq!(hash_of(&one), hash_of(&other), "{one} {other}");
        }
        for (one, other) in [
            ("PT60S", "-PT60S"),
            ("PT1S", "PT1.000000001S"),
            ("PT0.123456789S", "PT0.1234567890001S"),
            ("P1M", "PT1M"),
            ("P1M", "P30D"),
        ] {
            assert_ne!(duration(one), duration(other));
        }
    }

    #[test]
    fn durations_are_ordered_by_their_length() {
        let ordered = [
            "-P1Y",
            "-P1D",
            "-PT1H",
            "-PT0.0000000001S",
            "PT0S",
            "PT0.0000000001S",
            "PT0.000000001S",
            "PT0.1S",
            "PT59S",
            "PT1M",
            "PT61S",
            "PT1H",
            "P1D",
            "P30D",
            "P1M",
            "P31D",
            "P1Y",
            "P366D",
            "P99999999999999999999D",
        ]
        .map(duration);
        for (place, one) in ordered.iter().enumerate() {
            for (other_place, other) in ordered.iter().enumerate() {
                assert_eq!(one.cmp(other), place.cmp(&other_place), "{one} {other}");
                assert_eq!(one == other, place == other_place, "{one} {other}");
            }
        }
    }

    #[test]
    fn a_duration_without_bounds_is_no_duration() {
        let text = format!("P{}D", "9".repeat(50));
        text.parse::<Duration>()
            .expect_err("longer than can be counted");
    }

    #[test]
    fn a_duration_keeps_its_units() {
        for text in [
            "P1DT2H",
            "PT0S",
            "-PT5M",
            "PT90M",
            "PT0.5S",
            "P1Y2M3W4DT5H6M7.123456789S",
            "P18446DT0S",
        ] {
            let duration: Duration = text.parse().expect(text);
            assert_eq!(duration.to_string(), text);
            assert_eq!(duration.as_str(), text);
            assert_eq!(
                Duration::from(duration.to_span()).to_span().fieldwise(),
                duration.to_span().fieldwise()
            );
        }
        for text in [
            "",
            "P",
            "PT",
            "1D",
            "2 hours",
            "--PT5M",
            "P1",
            "PT1H2",
            "String (duration)",
        ] {
            text.parse::<Duration>().expect_err(text);
        }
        assert_eq!(
            Duration::from(SignedDuration::from_secs(-90)).as_str(),
            "-PT1M30S"
        );
        assert_eq!(
            Duration::from(Span::new().days(1).hours(2)).as_str(),
            "P1DT2H"
        );
    }
}
