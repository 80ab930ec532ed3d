//! `Edm.Binary`: bytes, in base64 in JSON.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet;
use base64::display::Base64Display;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

/// Bytes. In JSON they are base64: OData 4.01 asks for the URL-safe alphabet, Graph sends the standard one; both are read,
/// with or without padding, and the standard one is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Binary(Vec<u8>);

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const READ_STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const READ_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

impl Binary {
    /// The bytes in the URL-safe alphabet, as literals are written.
    pub(crate) fn to_url_safe(&self) -> String {
        base64::engine::general_purpose::URL_SAFE.encode(&self.0)
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl Deref for Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Binary(bytes)
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Binary(bytes.to_vec())
    }
}

impl fmt::Display for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

impl FromStr for Binary {
    type Err = ParseBinaryError;

    fn from_str(text: &str) -> Result<Self, ParseBinaryError> {
        READ_STANDARD
            .decode(text)
            .or_else(|_| READ_URL_SAFE.decode(text))
            .map(Binary)
            .map_err(|_| ParseBinaryError)
    }
}

/// The text is no base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseBinaryError;

impl fmt::Display for ParseBinaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not base64")
    }
}

impl std::error::Error for ParseBinaryError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_alphabets_are_read_with_and_without_padding() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("AQI=", b"\x01\x02"),
            ("AQI", b"\x01\x02"),
            ("QQ==", b"A"),
            ("QQ", b"A"),
            ("+/8A", b"\xfb\xff\x00"),
            ("-_8A", b"\xfb\xff\x00"),
            ("-_8", b"\xfb\xff"),
            ("-_8=", b"\xfb\xff"),
        ] {
            let binary: Binary = text.parse().expect(text);
            assert_eq!(&*binary, bytes, "{text}");
            let standard = text.replace('-', "+").replace('_', "/");
            assert!(binary.to_string().starts_with(&standard), "{text}");
        }
    }

    #[test]
    fn what_would_not_come_back_is_not_read() {
        // "Binary" is how the documentation writes a value: its last letter holds bits that are of no byte.
        for text in [
            "Binary", "QR==", "A", "AQI==", "=", "QQ =", " QQ==", "QQ==\n", "+_8A", "QQ==QQ==", "é",
        ] {
            text.parse::<Binary>().expect_err(text);
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
            let binary = Binary::from(bytes.clone());
            let text = binary.to_string();
            prop_assert_eq!(text.parse::<Binary>(), Ok(binary.clone()));
            let url_safe = text.replace('+', "-").replace('/', "_");
            prop_assert_eq!(url_safe.trim_end_matches('=').parse::<Binary>(), Ok(binary.clone()));
            prop_assert_eq!(binary.into_bytes(), bytes);
        }

        #[test]
        fn text_that_is_read_differs_in_alphabet_and_padding_only(text in "[AQgw+/_-]{0,9}={0,2}") {
            if let Ok(binary) = text.parse::<Binary>() {
                let standard = text.replace('-', "+").replace('_', "/");
                let written = binary.to_string();
                prop_assert_eq!(written.trim_end_matches('='), standard.trim_end_matches('='));
            }
        }
    }
}
