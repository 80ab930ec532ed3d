//! [`Decimal`]: a number of any precision, kept as its text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde_json::value::RawValue;

/// `Edm.Decimal`: a decimal number, as its text, so that no digit is lost.
///
/// Parse it into the number type of your choice. Compared, ordered and hashed by its value: 1.5 is 1.50 and 15e-1, and 0 is -0.
#[derive(Debug, Clone)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// The digits, as they came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest floating-point number.
    pub fn to_f64(&self) -> f64 {
        // Whatever is a JSON number is one for Rust.
        self.0.parse().unwrap_or(f64::NAN)
    }
}

/// The value of a decimal number, taken from its text without copying: ±0.DIGITS × 10^MAGNITUDE.
#[derive(Clone, Copy)]
struct Parts<'a> {
    /// False for zero.
    is_negative: bool,
    magnitude: i128,
    /// From the first digit that is not 0 to the last one; a decimal point may be among them. Empty for zero.
    digits: &'a str,
}

impl<'a> Parts<'a> {
    const ZERO: Parts<'static> = Parts {
        is_negative: false,
        magnitude: 0,
        digits: "",
    };

    /// `text` is a number of JSON; `None` if its exponent does not fit into 64 bits.
    fn of(text: &'a str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent),
            None => (text, "0"),
        };
        let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
        let digits = unsigned.trim_start_matches(['0', '.']);
        let digits = match unsigned.contains('.') {
            true => digits.trim_end_matches(['0', '.']),
            false => digits.trim_end_matches('0'),
        };
        if digits.is_empty() {
            return Some(Parts::ZERO);
        }
        let exponent: i64 = exponent.parse().ok()?;
        // How far the first digit stands in front of the decimal point: 1 in 5.2, 0 in 0.52, -1 in 0.052.
        let first = unsigned.find(|digit| matches!(digit, '1'..='9'))?;
        let point = unsigned.find('.').unwrap_or(unsigned.len());
        let places = match first < point {
            true => i128::try_from(point - first).ok()?,
            false => -i128::try_from(first - point - 1).ok()?,
        };
        Some(Parts {
            is_negative: mantissa.len() > unsigned.len(),
            magnitude: places + i128::from(exponent),
            digits,
        })
    }

    fn digits(self) -> impl Iterator<Item = u8> + use<'a> {
        self.digits.bytes().filter(u8::is_ascii_digit)
    }
}

impl Decimal {
    fn parts(&self) -> Parts<'_> {
        // Its exponent was checked when it was made.
        Parts::of(&self.0).unwrap_or(Parts::ZERO)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (own, other) = (self.parts(), other.parts());
        let is_zero = |parts: Parts<'_>| parts.digits.is_empty();
        let by_size = is_zero(other)
            .cmp(&is_zero(own))
            .then(own.magnitude.cmp(&other.magnitude))
            .then_with(|| own.digits().cmp(other.digits()));
        match (own.is_negative, other.is_negative) {
            (false, false) => by_size,
            (true, true) => by_size.reverse(),
            (own, other) => other.cmp(&own),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let parts = self.parts();
        parts.is_negative.hash(state);
        parts.magnitude.hash(state);
        parts.digits().for_each(|digit| digit.hash(state));
        state.write_u8(0xff);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! decimal_from {
    ($($type:ty),*) => {$(
        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                Decimal(value.to_string().into())
            }
        }
    )*};
}

decimal_from!(i32, i64, u32, u64);

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Reads a number as JSON writes it. One whose exponent does not fit into 64 bits is not a `Decimal`.
    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let number = matches!(text.as_bytes().first(), Some(b'-' | b'0'..=b'9'));
        let is_json = || serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get() == text);
        if number && is_json() && Parts::of(text).is_some() {
            Ok(Decimal(text.into()))
        } else {
            Err(ParseDecimalError)
        }
    }
}

/// The text is no decimal number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseDecimalError;

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a decimal number")
    }
}

impl std::error::Error for ParseDecimalError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash_of(decimal: &Decimal) -> u64 {
        let mut hasher = std::hash::DefaultHasher::new();
        decimal.hash(&mut hasher);
        hasher.finish()
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().expect(text)
    }

    #[test]
    fn decimals_of_the_same_value_are_equal() {
        for (one, other) in [
            ("1.5", "1.50"),
            ("1.5", "15e-1"),
            ("100", "1e2"),
            ("100", "100.00"),
            ("100", "0.001E+5"),
            ("-1.5", "-1.500"),
            ("0", "-0"),
            ("0", "0.00"),
            ("0", "0e99999999999999999999"),
            ("10.01", "1001e-2"),
            ("0.052", "5.2e-2"),
            ("1e-400", "10e-401"),
            (
                "123456789012345678901234567890.10",
                "123456789012345678901234567890.1",
            ),
        ] {
            let (one, other) = (decimal(one), decimal(other));
            assert_eq!(one, other);
            assert_eq!(one.cmp(&other), Ordering::Equal, "{one} {other}");
            assert_eq!(hash_of(&one), hash_of(&other), "{one} {other}");
        }
        for (one, other) in [
            ("1.5", "-1.5"),
            ("1.5", "15"),
            ("1.05", "1.5"),
            (
                "123456789012345678901234567890.1",
                "123456789012345678901234567890.2",
            ),
            ("1e400", "1e401"),
        ] {
            assert_ne!(decimal(one), decimal(other));
        }
    }

    #[test]
    fn decimals_are_ordered_by_their_value() {
        let ordered = [
            "-1e400", "-1e2", "-99", "-1.51", "-1.5", "-0.05", "0", "1e-400", "0.05", "0.5",
            "0.51", "1", "1.5", "9", "10", "99.9", "100", "101", "1e400",
        ]
        .map(decimal);
        for (place, one) in ordered.iter().enumerate() {
            for (other_place, other) in ordered.iter().enumerate() {
                assert_eq!(one.cmp(other), place.cmp(&other_place), "{one} {other}");
                assert_eq!(one == other, place == other_place, "{one} {other}");
            }
        }
    }

    #[test]
    fn an_exponent_without_bounds_is_no_decimal() {
        "1e99999999999999999999"
            .parse::<Decimal>()
            .expect_err("64 bits");
    }

    #[test]
    fn a_decimal_keeps_its_digits() {
        for text in [
            "0",
            "-0",
            "0.10",
            "123456789012345678901234567890",
            "-79228162514264337593543950335.0000000000000000001",
            "1e-400",
            "1E+2",
        ] {
            let decimal: Decimal = text.parse().expect(text);
            assert_eq!(decimal.as_str(), text);
            assert_eq!(decimal.to_string(), text);
        }
        for text in [
            "", " 1", "1 ", "+1", "01", ".5", "5.", "1e", "0x1", "1_000", "NaN", "INF", "true",
            "null", "\"1\"", "[1]", "1,5", "--1", "-",
        ] {
            text.parse::<Decimal>().expect_err(text);
        }
        assert_eq!(Decimal::from(i64::MIN).as_str(), "-9223372036854775808");
        assert_eq!(
            "-1.25e1".parse::<Decimal>().map(|it| it.to_f64()),
            Ok(-12.5)
        );
    }
}
