//! A reader of URLs by RFC 3986 and the ABNF of OData 4.01 that shares nothing with what writes them.

/// Decodes what is percent-encoded, and refuses what cannot stand in `place` as it is.
fn percent_decode(text: &str, place: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let mut digit = || {
                    let digit = rest.next().and_then(|byte| char::from(byte).to_digit(16));
                    digit.ok_or_else(|| format!("no hexadecimal digit in {text}"))
                };
                bytes.push((digit()? * 16 + digit()?) as u8);
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => bytes.push(byte),
            other if place.contains(char::from(other)) => bytes.push(byte),
            other => {
                return Err(format!(
                    "{:?} stands unencoded in {text}",
                    char::from(other)
                ));
            }
        }
    }
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// The name and the value of each query option.
pub(crate) type Options = Vec<(String, String)>;

/// The path of a URL, and its query options, decoded.
pub(crate) fn query_options(url: &str) -> Result<(&str, Options), String> {
    let Some((path, query)) = url.split_once('?') else {
        return Ok((url, Vec::new()));
    };
    let options = query.split('&').map(|option| {
        let (name, value) = option.split_once('=').ok_or("an option without a value")?;
        // No quote, no space in either form, nothing that ends the query.
        Ok((
            percent_decode(name, "$")?,
            percent_decode(value, "-._~$(),/:;=")?,
        ))
    });
    Ok((path, options.collect::<Result<_, String>>()?))
}

/// A segment of a path, decoded.
pub(crate) fn segment(text: &str) -> Result<String, String> {
    percent_decode(text, "-._~=(),$")
}

/// The text of a literal in single quotes, and what follows it.
pub(crate) fn text_literal(text: &str) -> Result<(String, &str), String> {
    let mut rest = text.strip_prefix('\'').ok_or("no quote")?;
    let mut value = String::new();
    loop {
        let (part, after) = rest.split_once('\'').ok_or("no end of the literal")?;
        value.push_str(part);
        match after.strip_prefix('\'') {
            Some(after) => {
                value.push('\'');
                rest = after;
            }
            None => return Ok((value, after)),
        }
    }
}

/// Splits at a separator that stands in no literal and in no parentheses.
pub(crate) fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut is_quoted, mut start) = (0_usize, false, 0);
    let mut parts = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if character == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
