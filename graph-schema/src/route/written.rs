//! Parses the text of a request.

use heck::ToSnakeCase;

use super::query::{QueryOption, options};
use super::split::split;
use super::text::{Argument, Part, arguments, decoded, parts};
use super::warnings::RequestWarning;
use super::{RequestError, unknown};
use crate::Method;

/// A parsed request.
pub(super) struct Written {
    pub(super) method: Method,
    /// `https://graph.microsoft.com`, of an absolute URL.
    pub(super) origin: Option<String>,
    /// `beta` or `v1.0`.
    pub(super) version: Option<String>,
    pub(super) segments: Vec<Segment>,
    /// The options of its query.
    pub(super) query: Vec<QueryOption>,
    /// Warnings about the parts that are ignored.
    pub(super) dropped: Vec<RequestWarning>,
}

/// Segments of OData's own.
pub(super) const SYSTEM: [&str; 3] = ["count", "ref", "value"];

/// A segment as it was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// A name, with what stands in parentheses behind it.
    Name(String, Option<Vec<Argument>>),
    /// A key: a placeholder, or an example's.
    Key(Vec<Part>),
    /// The path between `:/` and `:`.
    AtPath(Vec<Part>),
    /// `$count`, `$ref` or `$value`.
    System(&'static str),
}

pub(super) fn parse(request: &str) -> Result<Written, RequestError> {
    let request = request.trim();
    if request.is_empty() {
        return Err(RequestError {
            text: "the request is empty".to_owned(),
            help: "write it as in the documentation: `GET /users/{id}`".to_owned(),
        });
    }
    let (method, url) = request
        .split_once(char::is_whitespace)
        .unwrap_or((request, ""));
    let Some(method) = Method::ALL
        .into_iter()
        .find(|known| known.as_str().eq_ignore_ascii_case(method))
    else {
        return Err(RequestError {
            text: format!("`{method}` is not a method"),
            help: "a request begins with GET, POST, PUT, PATCH or DELETE".to_owned(),
        });
    };
    let url = url.trim();
    if let Some((_, last)) = url.rsplit_once(char::is_whitespace)
        && last.starts_with("HTTP/")
    {
        return Err(RequestError {
            text: format!("`{last}` is not part of the path"),
            help: format!("remove ` {last}`"),
        });
    }
    let (origin, rest) = without_origin(url);
    let mut parts = split(rest)?;
    let query = parts.query.map(options).transpose()?.unwrap_or_default();
    let version = parts.segments.first().filter(|first| {
        ["beta", "v1.0"]
            .iter()
            .any(|item| item.eq_ignore_ascii_case(first))
    });
    let version = version.cloned();
    if version.is_some() {
        parts.segments.remove(0);
    }
    let mut dropped = Vec::new();
    if parts.ends_in_slash {
        dropped.push(left_out(
            "the `/` at the end of the path",
            "the URL has the same meaning without it",
        ));
    }
    let segments = segments(parts.segments, &mut dropped)?;
    if segments.is_empty() {
        return Err(RequestError {
            text: "the request has no path".to_owned(),
            help: format!(
                "write it as in the documentation: `{} /users/{{id}}`",
                method
            ),
        });
    }
    Ok(Written {
        method,
        origin: origin.map(str::to_owned),
        version,
        segments,
        query,
        dropped,
    })
}

/// The segments, and between colons the paths of drive items.
fn segments(
    written: Vec<String>,
    dropped: &mut Vec<RequestWarning>,
) -> Result<Vec<Segment>, RequestError> {
    let mut segments = Vec::new();
    let mut below: Option<(String, Vec<String>)> = None;
    for part in written {
        match (&mut below, part.strip_suffix(':')) {
            (Some((_, path)), Some(last)) => {
                path.push(last.to_owned());
                segments.push(at_path(&path.join("/"))?);
                below = None;
            }
            (Some((_, path)), None) => path.push(part),
            (None, Some(before)) => {
                segments.push(segment(before)?);
                below = Some((part, Vec::new()));
            }
            (None, None) => segments.push(segment(&part)?),
        }
    }
    if let Some((before, path)) = below {
        if path.is_empty() {
            return Err(no_path_behind(&before));
        }
        segments.push(at_path(&path.join("/"))?);
    } else if matches!(segments.last(), Some(Segment::AtPath(_))) {
        // A URL that ends in a path has no colon behind it: that is for what follows.
        dropped.push(left_out(
            "the `:` at the end of the URL",
            "the URL has the same meaning without it: it separates a path from the next segment",
        ));
    }
    Ok(segments)
}

fn at_path(path: &str) -> Result<Segment, RequestError> {
    if path.is_empty() {
        return Err(no_path_behind(":"));
    }
    Ok(Segment::AtPath(parts(&decoded(path))))
}

fn no_path_behind(colon: &str) -> RequestError {
    RequestError {
        text: format!("no path follows `{colon}`"),
        help: "write the path between `:/` and `:`, as in `root:/{path}:/children`, or remove the colon".to_owned(),
    }
}

fn left_out(what: &str, help: &str) -> RequestWarning {
    RequestWarning {
        text: format!("{what} is left out"),
        help: help.to_owned(),
    }
}

/// The origin of an absolute URL, and what stands behind it.
fn without_origin(url: &str) -> (Option<&str>, &str) {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme));
    let Some(rest) = rest else {
        return (None, url);
    };
    let path = rest
        .find(['/', '?'])
        .and_then(|at| rest.get(at..))
        .unwrap_or("");
    (url.strip_suffix(path), path)
}

fn segment(part: &str) -> Result<Segment, RequestError> {
    let decoded = decoded(part);
    let part = decoded.as_str();
    if let Some(written) = part.strip_prefix('$') {
        let mut words = SYSTEM.into_iter();
        return match words.find(|word| word.eq_ignore_ascii_case(written)) {
            Some(word) => Ok(Segment::System(word)),
            None => Err(not_system(&format!("${written}"))),
        };
    }
    if part == "..." || part == "…" {
        return Err(RequestError {
            text: "`...` stands for any number of segments".to_owned(),
            help: "write all segments".to_owned(),
        });
    }
    let (name, arguments) = match part.split_once('(') {
        None => (part, None),
        // In braces, a parenthesis is one of the placeholder's own.
        Some((before, _)) if before.contains('{') => (part, None),
        Some((name, rest)) => match rest.strip_suffix(')') {
            Some(inside) => (name, Some(arguments(inside)?)),
            None => return Err(no_slash(part)),
        },
    };
    let is_name = name
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && name
            .chars()
            .all(|char| char.is_alphanumeric() || matches!(char, '_' | '.'));
    match is_name {
        true => Ok(Segment::Name(name.to_owned(), arguments)),
        false if arguments.is_some() && name.is_empty() => Err(RequestError {
            text: format!("`{part}` is not a segment of a path"),
            help: "write placeholders in braces: `{id}`".to_owned(),
        }),
        false if joins_placeholder(part) => Err(no_slash(part)),
        false => Ok(Segment::Key(parts(part))),
    }
}

/// Returns whether a word directly precedes or follows a placeholder. `{host},{site}` is one key.
fn joins_placeholder(part: &str) -> bool {
    let joins = |char: char| char.is_alphanumeric() || char.is_whitespace() || "{}".contains(char);
    let before = part.match_indices('{').any(|(at, _)| {
        let before = part.get(..at).unwrap_or("");
        before.ends_with(joins)
    });
    let behind = part.match_indices('}').any(|(at, _)| {
        let behind = part.get(at + 1..).unwrap_or("");
        behind.starts_with(joins)
    });
    before || behind || (part.contains('{') && part.contains(['$', '#', '\\']))
}

fn no_slash(part: &str) -> RequestError {
    RequestError {
        text: format!("`{part}` is more than one segment"),
        help: "write `/` between segments".to_owned(),
    }
}

/// Returns the error for an unknown `$` segment. The help does not say to remove it: that could change what a request deletes.
fn not_system(part: &str) -> RequestError {
    if part.eq_ignore_ascii_case("$batch") {
        return RequestError {
            text: "`$batch` is not a resource: write the requests of the batch".to_owned(),
            help: "name each of them here; at run time, add them to a `Batch`".to_owned(),
        };
    }
    let known = SYSTEM.map(|word| format!("${word}"));
    let mut unknown = unknown(part, "of OData's own", known.iter().map(String::as_str));
    if unknown.help.is_empty() {
        unknown.help = "those are `$count`, `$ref` and `$value`".to_owned();
    }
    unknown
}

/// The name of a member that the service knows, in the letter case of Graph's own names. `None` of what looks like an example's key
/// or a placeholder without braces.
pub(super) fn known_name(written: &str) -> Option<String> {
    let is_word = written.len() > 1 && written.chars().all(|char| char.is_ascii_alphabetic());
    let lower = written.to_ascii_lowercase();
    let is_placeholder = ["id", "name", "key", "index", "guid"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    if !is_word || is_placeholder {
        return None;
    }
    let (first, rest) = written.split_at_checked(1)?;
    Some(if rest.contains(|char: char| char.is_ascii_lowercase()) {
        format!("{}{rest}", first.to_ascii_lowercase())
    } else {
        lower
    })
}

/// `{id | userPrincipalName}` is `id`, `{item-path}` is `item_path`.
pub(super) fn placeholder_name(text: &str) -> String {
    let first = text.split(['|', '/']).next().unwrap_or(text);
    let mut name = String::new();
    let words = first.trim_matches(|char: char| !char.is_alphanumeric());
    for char in words.to_snake_case().chars() {
        match char.is_ascii_alphanumeric() {
            true => name.push(char),
            false if !name.ends_with('_') => name.push('_'),
            false => {}
        }
    }
    let name = name.trim_end_matches('_');
    // A text that begins with a digit or is long is an example's key, and not a name.
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() && name.len() <= 60 => name.to_owned(),
        _ => "id".to_owned(),
    }
}

/// Returns the singular of a name in the plural, and any other name unchanged.
pub fn singular(words: &str) -> String {
    if let Some(stem) = words.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let is_long = ["sses", "xes", "ches", "shes", "uses"]
        .iter()
        .any(|ending| words.ends_with(ending));
    let ending = match is_long {
        true => "es",
        false if words.ends_with("ss") => "",
        false => "s",
    };
    words.strip_suffix(ending).unwrap_or(words).to_owned()
}
