//! Where strings end: what reading JSON spends most on, so eight bytes at a time.
//!
//! In: the bytes of a text. Out: how far it goes without a quotation mark, a backslash or a control character.

/// The eight bytes of a chunk that end a string, begin an escape or have no place in a string: their highest bits.
///
/// Mycroft's test for a zero byte, as serde_json has it. An exclusive or makes zero of a backslash, and a space of a quotation mark
/// while control characters stay below that. The lowest byte that is found is right, which is the one that
/// counts; those above it may be found because of it.
#[inline]
fn special_in(chunk: u64) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let quote_or_control = (chunk ^ each(2)).wrapping_sub(each(b' ' + 1));
    let backslash = (chunk ^ each(b'\\')).wrapping_sub(each(1));
    (quote_or_control | backslash) & !chunk & each(0x80)
}

/// How long a string without escapes is, behind which at least seven bytes follow.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> Option<usize> {
    let (chunks, _) = bytes.as_chunks::<8>();
    let mut length = 0;
    for chunk in chunks {
        let found = special_in(u64::from_le_bytes(*chunk));
        if found != 0 {
            length += found.trailing_zeros() as usize / 8;
            return (bytes.get(length) == Some(&b'"')).then_some(length);
        }
        length += chunk.len();
    }
    None
}

/// Where the first special byte is; the end if none is.
pub(super) fn special(bytes: &[u8], mut at: usize) -> usize {
    let (chunks, rest) = bytes.get(at..).unwrap_or_default().as_chunks::<8>();
    for chunk in chunks {
        let found = special_in(u64::from_le_bytes(*chunk));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += chunk.len();
    }
    let is_special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    at + rest.iter().take_while(|byte| !is_special(**byte)).count()
}
