//! The text of a request, taken apart.

use graph_syntax::{Verb, snake_case};

use super::Unknown;

/// A request as it was written.
pub(super) struct Written {
    pub(super) verb: Verb,
    pub(super) segments: Vec<Segment>,
}

/// A segment as it was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// A name, with what stands in parentheses behind it: `name=value`, or a value alone, whose name is then empty.
    Name(String, Option<Vec<(String, String)>>),
    /// A key: a placeholder, or an example's.
    Key(String),
    /// What stands between `:/` and `:`.
    AtPath(String),
    /// `$count`, `$ref` or `$value`.
    System(&'static str),
}

pub(super) fn parse(request: &str) -> Result<Written, Unknown> {
    let request = request.trim();
    let (verb, url) = request
        .split_once(char::is_whitespace)
        .unwrap_or((request, ""));
    let Some(verb) = Verb::ALL
        .into_iter()
        .find(|it| it.word().eq_ignore_ascii_case(verb))
    else {
        return Err(Unknown {
            text: format!("`{verb}` is not a verb"),
            help: "a request begins with GET, POST, PUT, PATCH or DELETE".to_owned(),
        });
    };
    let path = path_of(url.trim());
    let mut segments = Vec::new();
    let mut below: Option<Vec<String>> = None;
    for part in split(path) {
        if let Some(path) = &mut below {
            match part.strip_suffix(':') {
                Some(last) => {
                    path.push(last.to_owned());
                    segments.push(Segment::AtPath(path.join("/")));
                    below = None;
                }
                None => path.push(part),
            }
            continue;
        }
        match part.strip_suffix(':') {
            Some(before) => {
                segments.push(segment(before)?);
                below = Some(Vec::new());
            }
            None => segments.push(segment(&part)?),
        }
    }
    if let Some(path) = below.filter(|path| !path.is_empty()) {
        segments.push(Segment::AtPath(path.join("/")));
    }
    if segments.is_empty() {
        return Err(Unknown {
            text: "the request has no path".to_owned(),
            help: format!(
                "write it as the documentation prints it: `{} /users/{{id}}`",
                verb.word().to_uppercase()
            ),
        });
    }
    Ok(Written { verb, segments })
}

/// Without the origin, the version and the query.
fn path_of(url: &str) -> &str {
    let url = match url.split_once("://") {
        Some((_, rest)) => rest
            .find('/')
            .map_or("", |slash| rest.get(slash..).unwrap_or("")),
        None => url,
    };
    let path = url.split('?').next().unwrap_or(url);
    for version in ["/beta/", "/v1.0/"] {
        if let Some(rest) = path.strip_prefix(version) {
            return rest;
        }
    }
    path
}

/// At the slashes that stand in no braces, parentheses or quotes.
fn split(path: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let (mut depth, mut quoted) = (0_usize, false);
    for char in path.chars() {
        match char {
            '\'' => quoted = !quoted,
            '{' | '(' if !quoted => depth += 1,
            '}' | ')' if !quoted => depth = depth.saturating_sub(1),
            '/' if depth == 0 && !quoted => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(char);
    }
    parts.push(part);
    parts.retain(|part| !part.trim().is_empty());
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

fn segment(part: &str) -> Result<Segment, Unknown> {
    for word in ["count", "ref", "value"] {
        if part
            .strip_prefix('$')
            .is_some_and(|rest| rest.eq_ignore_ascii_case(word))
        {
            return Ok(Segment::System(word));
        }
    }
    if part == "..." || part == "…" {
        return Err(Unknown {
            text: "`...` stands for any number of segments".to_owned(),
            help: "write the segments that are meant".to_owned(),
        });
    }
    let (name, arguments) = match part.split_once('(') {
        Some((name, rest)) => (
            name,
            Some(arguments(rest.strip_suffix(')').unwrap_or(rest))),
        ),
        None => (part, None),
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
        false if arguments.is_some() && name.is_empty() => Err(Unknown {
            text: format!("`{part}` is not a segment of a path"),
            help: "a placeholder stands in braces: `{id}`".to_owned(),
        }),
        false => Ok(Segment::Key(part.to_owned())),
    }
}

fn arguments(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for argument in text.split(',').filter(|it| !it.trim().is_empty()) {
        let (name, value) = argument.split_once('=').unwrap_or(("", argument));
        let name = name.trim().trim_start_matches('@');
        all.push((name.to_owned(), value.trim().to_owned()));
    }
    all
}

/// Whether a text stands for a value, and says for which.
pub(super) fn is_placeholder(text: &str) -> bool {
    text.contains(['{', '<'])
}

/// `{id | userPrincipalName}` is `id`, `{item-path}` is `item_path`.
pub(super) fn placeholder_name(text: &str) -> String {
    let first = text.split(['|', '/']).next().unwrap_or(text);
    let mut name = String::new();
    for char in snake_case(first.trim_matches(|char: char| !char.is_alphanumeric())).chars() {
        match char.is_ascii_alphanumeric() {
            true => name.push(char),
            false if !name.ends_with('_') => name.push('_'),
            false => {}
        }
    }
    let name = name.trim_end_matches('_');
    // What begins with a digit, or is long, is an example's key and not the name of one.
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() && name.len() <= 60 => name.to_owned(),
        _ => "id".to_owned(),
    }
}

/// The words of one of those that a name in the plural is of; the name itself, if it is in none.
pub(crate) fn singular(words: &str) -> String {
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
