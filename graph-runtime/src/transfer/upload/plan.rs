//! The arithmetic of uploads, without any I/O.
//!
//! In: which ranges the service says it expects. Out: which bytes go next.

use std::ops::Range;

use super::size::FragmentSize;
use crate::error::UploadError;

/// The ranges of bytes that the service has not got, in order and without overlaps. None of them is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    ranges: Vec<Range<u64>>,
}

impl Missing {
    /// All of so many bytes, of which there is one at least.
    pub(super) fn all(total: u64) -> Self {
        Missing {
            ranges: std::iter::once(0..total).collect(),
        }
    }

    /// Reads ranges such as `26-`, `12345-55232` and Outlook's `5242880`, which goes on to the end. Several in one text are
    /// joined by commas, as those of RFC 9110, 14.1.2 are.
    pub(super) fn read(expected: &[String], total: u64) -> Result<Self, UploadError> {
        let ranges = expected.iter().flat_map(|ranges| ranges.split(','));
        let ranges = ranges.map(|range| read(range.trim(), total));
        let mut ranges = ranges
            .collect::<Option<Vec<_>>>()
            .ok_or(UploadError::ExpectedRanges { total })?;
        ranges.sort_unstable_by_key(|range| range.start);
        let mut missing: Vec<Range<u64>> = Vec::new();
        for range in ranges {
            match missing.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => missing.push(range),
            }
        }
        Ok(Missing { ranges: missing })
    }

    /// The first byte that is missing; `None` if none is.
    pub(super) fn first(&self) -> Option<u64> {
        self.ranges.first().map(|range| range.start)
    }

    /// How many bytes are missing.
    pub(super) fn count(&self) -> u64 {
        self.ranges
            .iter()
            .map(|range| range.end - range.start)
            .sum()
    }

    /// The fragment that goes next: as much of the first range as the size allows.
    pub(super) fn fragment(&self, size: FragmentSize) -> Option<Range<u64>> {
        let range = self.ranges.first()?;
        let end = range.start.saturating_add(size.bytes());
        Some(range.start..end.min(range.end))
    }

    /// Takes out a fragment that the service has got.
    pub(super) fn remove(&mut self, sent: &Range<u64>) {
        if let Some(first) = self.ranges.first_mut() {
            first.start = sent.end;
            if first.is_empty() {
                self.ranges.remove(0);
            }
        }
    }
}

/// One range; `None` if it is not one of so many bytes.
fn read(text: &str, total: u64) -> Option<Range<u64>> {
    let (start, last) = text.split_once('-').unwrap_or((text, ""));
    let start = number(start)?;
    let end = match last {
        "" => total,
        last => number(last)?.saturating_add(1).min(total),
    };
    (start < end).then_some(start..end)
}

/// Narrower than `parse`, which takes a sign.
fn number(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(ranges: &[&str]) -> Result<Missing, ()> {
        let ranges: Vec<_> = ranges.iter().map(|range| (*range).to_owned()).collect();
        Missing::read(&ranges, 100).map_err(|_| ())
    }

    #[test]
    fn fragments_are_whole_units_but_for_the_last() {
        let size = FragmentSize::DRIVE.bytes();
        let total = 2 * size + 7;
        let mut missing = Missing::all(total);
        for expected in [0..size, size..2 * size, 2 * size..total] {
            let fragment = missing.fragment(FragmentSize::DRIVE).expect("a fragment");
            assert_eq!(fragment, expected);
            missing.remove(&fragment);
        }
        assert_eq!((missing.first(), missing.count()), (None, 0));
        assert_eq!(missing.fragment(FragmentSize::DRIVE), None);
        let most = Missing::all(u64::MAX).fragment(FragmentSize::PRINT);
        assert_eq!(most, Some(0..8_192_000));
    }

    #[test]
    fn ranges_are_read_in_any_form_and_order() {
        for (ranges, expected) in [
            (&[][..], &[][..]),
            (&["26-"], &[(26, 100)]),
            // As Outlook writes it.
            (&["26"], &[(26, 100)]),
            (&["0"], &[(0, 100)]),
            (&["12-55", "77-99"], &[(12, 56), (77, 100)]),
            (&["77-99", "12-55"], &[(12, 56), (77, 100)]),
            (&["50-60", "12-55", "61-70"], &[(12, 71)]),
            (&[" 7-7 "], &[(7, 8)]),
            (&["12-55, 77-99"], &[(12, 56), (77, 100)]),
            (&["77", "12-55,60-"], &[(12, 56), (60, 100)]),
            (&["90-999"], &[(90, 100)]),
        ] {
            let missing = missing(ranges).expect("ranges").ranges;
            let missing: Vec<_> = missing
                .iter()
                .map(|range| (range.start, range.end))
                .collect();
            assert_eq!(missing, expected, "{ranges:?}");
        }
        for nonsense in [
            "",
            "-",
            "x-",
            "-5",
            "100-",
            "100",
            "7-3",
            "+7-",
            "+7",
            "7-x",
            "7-8,",
            "99999999999999999999-",
        ] {
            assert_eq!(missing(&["12-", nonsense]), Err(()), "{nonsense}");
        }
    }

    #[test]
    fn a_fragment_ends_where_its_range_does() {
        let mut missing = missing(&["12-55", "77"]).expect("ranges");
        for expected in [12..56, 77..100] {
            let fragment = missing.fragment(FragmentSize::OUTLOOK).expect("a fragment");
            assert_eq!(fragment, expected);
            missing.remove(&fragment);
        }
        assert_eq!(missing.count(), 0);
    }
}
