//! The URL of a request, cut into segments.
//!
//! In: what stands behind the origin. Out: its segments, and its query. Brackets that do not match are refused: what stands between
//! them would be taken for one segment, and the request for another.

use super::RequestError;

/// A URL without its origin.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split<'u> {
    pub(super) segments: Vec<String>,
    /// A slash stands behind the last of them.
    pub(super) ends_in_slash: bool,
    /// The text after `?`.
    pub(super) query: Option<&'u str>,
}

/// At the slashes that stand in no parentheses and quotes.
pub(super) fn split(url: &str) -> Result<Split<'_>, RequestError> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut query = None;
    let mut brace: Option<usize> = None;
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, char) in url.char_indices() {
        if let Some(start) = brace {
            match char {
                '}' => brace = None,
                '{' | '/' => return Err(unclosed(url.get(start..at).unwrap_or(""))),
                _ => {}
            }
            part.push(char);
            continue;
        }
        match char {
            '{' => brace = Some(at),
            '}' => {
                return Err(RequestError {
                    text: format!("the `}}` after `{part}` has no `{{`"),
                    help: "write placeholders in braces: `{id}`".to_owned(),
                });
            }
            '\'' if depth > 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => {
                return Err(RequestError {
                    text: format!("the `)` after `{part}` has no `(`"),
                    help: "remove it, or add the `(`".to_owned(),
                });
            }
            ')' if !quoted => depth -= 1,
            '/' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            // A page of the documentation prints `{id}$ref`, and a key has no part that begins so.
            '$' if depth == 0 && part.ends_with('}') => parts.push(std::mem::take(&mut part)),
            '?' if depth == 0 => {
                query = url.get(at + 1..);
                break;
            }
            '#' if depth == 0 => return Err(fragment(url.get(at..).unwrap_or(""))),
            char if char.is_whitespace() && depth == 0 => {
                let (before, rest) = url.split_at_checked(at).unwrap_or((url, ""));
                return Err(behind(before, rest.trim()));
            }
            _ => {}
        }
        part.push(char);
    }
    if let Some(start) = brace {
        return Err(unclosed(url.get(start..).unwrap_or("")));
    }
    if depth > 0 {
        let missing = if quoted { "a `'` and a `)`" } else { "a `)`" };
        return Err(RequestError {
            text: format!("`{part}` lacks {missing}"),
            help: "add it: `(name='{value}')`".to_owned(),
        });
    }
    parts.push(part);
    if parts.first().is_some_and(String::is_empty) {
        parts.remove(0);
    }
    let ends_in_slash = parts.len() > 1 && parts.last().is_some_and(String::is_empty);
    if parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    if let Some(at) = parts.iter().position(String::is_empty) {
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        return Err(RequestError {
            text: format!(
                "there is nothing between two slashes after `{}`",
                before.map_or("", String::as_str)
            ),
            help: "write the missing segment, such as a key, or a single `/`".to_owned(),
        });
    }
    let query = query.filter(|query| !query.is_empty());
    if let Some(query) = query {
        check_query(query)?;
    }
    Ok(Split {
        segments: parts,
        ends_in_slash,
        query,
    })
}

/// Refuses what no query has, but a pasted request may have behind it: a fragment, or a header.
fn check_query(query: &str) -> Result<(), RequestError> {
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, char) in query.char_indices() {
        match (quote, char) {
            (Some(open), _) if char == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(char),
            (None, '(' | '{') => depth += 1,
            (None, ')' | '}') => depth = depth.saturating_sub(1),
            (None, '#') => return Err(fragment(query.get(at..).unwrap_or(""))),
            (None, _) if char.is_whitespace() && depth == 0 => {
                let (before, rest) = query.split_at_checked(at).unwrap_or((query, ""));
                if is_header(rest.trim_start()) {
                    return Err(behind(before, rest.trim()));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Returns whether a text begins like a header: `ConsistencyLevel: eventual`.
fn is_header(text: &str) -> bool {
    text.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .chars()
                .all(|char| char.is_ascii_alphabetic() || char == '-')
    })
}

fn fragment(fragment: &str) -> RequestError {
    RequestError {
        text: format!("`{fragment}` is a fragment, which is not sent"),
        help: "remove it; in a key, write `#` as `%23`".to_owned(),
    }
}

fn behind(before: &str, rest: &str) -> RequestError {
    RequestError {
        text: format!("`{rest}` follows the URL, which ends in `{before}`"),
        help: if is_header(rest) {
            "remove it: headers are set on the request, in Rust".to_owned()
        } else {
            "remove it; in a key, write a space as `%20`".to_owned()
        },
    }
}

fn unclosed(placeholder: &str) -> RequestError {
    RequestError {
        text: format!("the placeholder `{placeholder}` lacks its `}}`"),
        help: format!("write `{placeholder}}}`"),
    }
}
