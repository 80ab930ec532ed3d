//! `Edm.Duration`: a text, and the span that it stands for.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Span};

use super::ParseTimeError;

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
