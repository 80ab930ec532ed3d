//! The URL of a request, cut into segments.
//!
//! In: what stands behind the origin. Out: its segments, and its query. Brackets that do not match are refused: what stands between
//! them would be taken for one segment, and the request for another.

use super::Unknown;

/// A URL without its origin.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split<'u> {
    pub(super) segments: Vec<String>,
    /// What stands behind `?`.
    pub(super) query: Option<&'u str>,
}

/// At the slashes that stand in no parentheses and quotes.
pub(super) fn split(url: &str) -> Result<Split<'_>, Unknown> {
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
                return Err(Unknown {
                    text: format!("a `}}` behind `{part}` closes nothing"),
                    help: "a placeholder stands in braces: `{id}`".to_owned(),
                });
            }
            '\'' if depth > 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => {
                return Err(Unknown {
                    text: format!("a `)` behind `{part}` closes nothing"),
                    help: "remove it, or write the `(` that it closes".to_owned(),
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
            _ => {}
        }
        part.push(char);
    }
    if let Some(start) = brace {
        return Err(unclosed(url.get(start..).unwrap_or("")));
    }
    if depth > 0 {
        let missing = if quoted { "a `'` and a `)`" } else { "a `)`" };
        return Err(Unknown {
            text: format!("`{part}` lacks {missing}"),
            help: "close what is opened: `(name='{value}')`".to_owned(),
        });
    }
    parts.push(part);
    let parts = parts.iter().map(|part| part.trim());
    Ok(Split {
        segments: parts
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
        query: query.filter(|query| !query.is_empty()),
    })
}

fn unclosed(placeholder: &str) -> Unknown {
    Unknown {
        text: format!("the placeholder `{placeholder}` lacks its `}}`"),
        help: format!("write `{placeholder}}}`"),
    }
}
