//! The arithmetic of fragments, without any I/O.
//!
//! In: what the service says it expects. Out: which bytes go next.

use std::ops::Range;

use crate::error::UploadError;

/// Fragments are multiples of 320 KiB: "If your app splits a file into multiple byte ranges, the size of each byte range must be
/// a multiple of 320 KiB" (driveItem: createUploadSession).
const UNIT: u64 = 320 * 1024;

/// 5 MiB: the documentation advises 5 to 10 MiB, and allows less than 60 MiB.
pub(super) const FRAGMENT: u64 = 16 * UNIT;

/// The bytes of the fragment that begins at `next`: whole units, but for the last.
pub(super) fn fragment(next: u64, total: u64) -> Range<u64> {
    next..next.saturating_add(FRAGMENT).min(total)
}

/// The first byte that the service expects, of ranges such as `26-` and `12345-55232`; `None` if it expects no more.
pub(super) fn first_missing(ranges: &[String], total: u64) -> Result<Option<u64>, UploadError> {
    let nonsense = || UploadError::ExpectedRanges { total };
    let mut first = None;
    for range in ranges {
        let (start, end) = range.trim().split_once('-').ok_or_else(nonsense)?;
        // Narrower than `parse`, which takes a sign.
        let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse::<u64>().map_err(|_| nonsense()),
            false => Err(nonsense()),
        };
        let start = number(start)?;
        if start >= total || !end.is_empty() && number(end)? < start {
            return Err(nonsense());
        }
        first = Some(first.map_or(start, |first: u64| first.min(start)));
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_whole_units_but_for_the_last() {
        let total = 2 * FRAGMENT + 7;
        assert_eq!(FRAGMENT % 327_680, 0);
        assert!((5..10).contains(&(FRAGMENT / 1024 / 1024)));
        assert_eq!(fragment(0, total), 0..FRAGMENT);
        assert_eq!(fragment(FRAGMENT, total), FRAGMENT..2 * FRAGMENT);
        assert_eq!(fragment(2 * FRAGMENT, total), 2 * FRAGMENT..total);
        assert_eq!(fragment(0, 1), 0..1);
        assert_eq!(fragment(u64::MAX - 1, u64::MAX), u64::MAX - 1..u64::MAX);
    }

    #[test]
    fn the_first_missing_byte_is_found_in_any_order() {
        let first = |ranges: &[&str]| {
            let ranges: Vec<_> = ranges.iter().map(|range| (*range).to_owned()).collect();
            first_missing(&ranges, 100).map_err(|_| ())
        };
        assert_eq!(first(&[]), Ok(None));
        assert_eq!(first(&["26-"]), Ok(Some(26)));
        assert_eq!(first(&["77-99", "12-55"]), Ok(Some(12)));
        for nonsense in [
            "",
            "-",
            "x-",
            "-5",
            "100-",
            "7-3",
            "+7-",
            "99999999999999999999-",
            "7",
        ] {
            assert_eq!(first(&["12-", nonsense]), Err(()), "{nonsense}");
        }
    }
}
