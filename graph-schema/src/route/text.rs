//! Keys, arguments and paths as they were written: placeholders, and what stands between them.
//!
//! In: `{host},{site-id}`, `q='{text}'`, `Reports/{name}.xlsx`. Out: their parts, in order, so that none of them is lost.

use super::RequestError;

/// A part of a key, an argument or a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A placeholder: the text in braces or in `<…>`.
    Placeholder(String),
    /// Text.
    Literal(String),
}

/// An argument in parentheses: `name='value'`, or a value alone, whose name is then empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) name: String,
    /// As it was written.
    pub(super) written: String,
    /// The parts of its value, without quotes.
    pub(super) parts: Vec<Part>,
    /// It stands in quotes.
    pub(super) is_quoted: bool,
}

/// The parts of a text, which is not percent-encoded any more.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '<']) {
        let (before, open) = rest.split_at(start);
        let close = if open.starts_with('{') { '}' } else { '>' };
        let Some(end) = open.find(close) else { break };
        if !before.is_empty() {
            parts.push(Part::Literal(before.to_owned()));
        }
        parts.push(Part::Placeholder(open.get(1..end).unwrap_or("").to_owned()));
        rest = open.get(end + 1..).unwrap_or("");
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    parts
}

/// The arguments between parentheses.
pub(super) fn arguments(text: &str) -> Result<Vec<Argument>, RequestError> {
    let mut all: Vec<Argument> = Vec::new();
    for argument in between_commas(text) {
        let argument = argument.trim();
        if argument.is_empty() {
            continue;
        }
        let (name, value) = name_and_value(argument);
        let argument = Argument {
            name: name.trim().trim_start_matches('@').to_owned(),
            written: value.trim().to_owned(),
            is_quoted: unquoted(value.trim()).is_some(),
            parts: value_parts(value.trim()),
        };
        let is_again = |other: &Argument| {
            !other.name.is_empty() && other.name.eq_ignore_ascii_case(&argument.name)
        };
        if all.iter().any(is_again) {
            return Err(RequestError {
                text: format!("the argument `{}` is given twice", argument.name),
                help: "remove one of them".to_owned(),
            });
        }
        all.push(argument);
    }
    Ok(all)
}

/// At the first `=` that stands in no quotes and braces.
fn name_and_value(argument: &str) -> (&str, &str) {
    match argument.find(['=', '\'', '{', '<']) {
        Some(at) if argument.get(at..).is_some_and(|rest| rest.starts_with('=')) => (
            argument.get(..at).unwrap_or(""),
            argument.get(at + 1..).unwrap_or(""),
        ),
        _ => ("", argument),
    }
}

/// At the commas that stand in no quotes and brackets.
fn between_commas(text: &str) -> Vec<&str> {
    let (mut all, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_usize, false);
    for (at, char) in text.char_indices() {
        match char {
            '\'' => quoted = !quoted,
            '{' | '(' | '[' if !quoted => depth += 1,
            '}' | ')' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                all.push(text.get(start..at).unwrap_or(""));
                start = at + 1;
            }
            _ => {}
        }
    }
    all.push(text.get(start..).unwrap_or(""));
    all
}

/// Returns the text in quotes, without the type of an enumeration before it: `microsoft.graph.timeZoneStandard'iana'`.
fn unquoted(value: &str) -> Option<String> {
    let (before, rest) = value.split_once('\'')?;
    let is_type = before
        .chars()
        .all(|char| char.is_alphanumeric() || matches!(char, '.' | '_'));
    let inside = rest.strip_suffix('\'').filter(|_| is_type)?;
    Some(inside.replace("''", "'"))
}

fn value_parts(value: &str) -> Vec<Part> {
    if let Some(inside) = unquoted(value) {
        return parts(&inside);
    }
    // `count=n` and `range=@range` name what is given: no value of OData looks so but these three.
    let is_word = value
        .trim_start_matches('@')
        .chars()
        .enumerate()
        .all(|(index, char)| char.is_alphabetic() || (index > 0 && char.is_alphanumeric()));
    if is_word && !value.is_empty() && !matches!(value, "true" | "false" | "null") {
        vec![Part::Placeholder(value.trim_start_matches('@').to_owned())]
    } else {
        parts(value)
    }
}

/// A text without percent-encoding; as it stands if that is not text.
pub(super) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), |decoded| decoded.into_owned())
}
