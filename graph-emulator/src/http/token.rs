//! Encodes numbers as opaque tokens of links.

const MASK: u8 = 0x5a;

/// Encodes numbers as a token that clients cannot read.
pub(crate) fn seal(numbers: &[u64]) -> String {
    let text: Vec<_> = numbers.iter().map(u64::to_string).collect();
    let bytes = text.join(".").into_bytes();
    let hex = bytes.iter().map(|byte| format!("{:02x}", byte ^ MASK));
    hex.collect()
}

/// Decodes a token of [`seal`]. Returns `None` for any other text.
pub(crate) fn open<const N: usize>(token: &str) -> Option<[u64; N]> {
    let digits = token.as_bytes().chunks(2);
    let bytes = digits.map(|pair| {
        let byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        Some(byte ^ MASK)
    });
    let text = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
    let numbers = text.split('.').map(|number| number.parse().ok());
    numbers.collect::<Option<Vec<u64>>>()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sealed_tokens_are_opened() {
        assert_eq!(open(&seal(&[0, u64::MAX])), Some([0, u64::MAX]));
        assert_eq!(open::<3>(&seal(&[1, 2])), None);
        for garbage in ["", "x", "abc", "zz", "é"] {
            assert_eq!(open::<1>(garbage), None, "{garbage}");
        }
    }
}
