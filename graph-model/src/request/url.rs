//! Why a request's URL cannot be sent as it stands, as far as it shows without the origin of the service.
//!
//! In: path and query. Out: what is wrong with them, or the query option that is given twice.

use percent_encoding::percent_decode_str;

use super::problem::InvalidRequest;

/// What the URL parser encodes in a query. What it would change is not what the caller wrote.
const ENCODED_IN_QUERIES: [u8; 4] = [b'"', b'\'', b'<', b'>'];

/// The system query options, which OData 4.01 allows without `$`. `$id` is not among them: others have an option `id` of their own.
const SYSTEM: [&str; 16] = [
    "apply",
    "compute",
    "count",
    "deltatoken",
    "expand",
    "filter",
    "format",
    "index",
    "levels",
    "orderby",
    "schemaversion",
    "search",
    "select",
    "skip",
    "skiptoken",
    "top",
];

/// Why `url` cannot be sent byte for byte; `None` if nothing is wrong with it.
pub(crate) fn invalid_url(url: &str) -> Option<InvalidRequest> {
    Some(InvalidRequest::Url {
        path: shown(url),
        problem: problem_of(url)?,
    })
}

/// What is wrong with `url`.
pub fn problem_of(url: &str) -> Option<String> {
    let Some(rest) = url.strip_prefix('/') else {
        return Some("it does not begin with `/`".to_owned());
    };
    if rest.starts_with(['/', '\\']) {
        return Some("it begins with two slashes, which would name another host".to_owned());
    }
    let odd = |byte: u8| !byte.is_ascii_graphic() || byte == b'#';
    if let Some(at) = url.bytes().position(odd) {
        return Some(match url.get(at..).and_then(|rest| rest.chars().next()) {
            Some('#') | None => {
                format!("the `#` at byte {at} would cut off what follows; write `%23`")
            }
            Some(c) => format!("the character {c:?} at byte {at} is not percent-encoded"),
        });
    }
    let query = url.find('?')?;
    let is_encoded = |byte: u8| ENCODED_IN_QUERIES.contains(&byte);
    let at = query + url[query..].bytes().position(is_encoded)?;
    Some(would_be_changed(url.as_bytes()[at], at))
}

/// The words about a byte that a URL parser encodes.
pub fn would_be_changed(byte: u8, at: usize) -> String {
    format!(
        "the `{}` at byte {at} would be changed on the way; write `%{byte:02X}`",
        char::from(byte)
    )
}

/// A URL as errors show it: its path, since the query may hold what is nobody's business, and not too much of it.
pub fn shown(url: &str) -> String {
    const MOST: usize = 200;
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let mut text: String = path
        .chars()
        .take(MOST)
        .flat_map(char::escape_debug)
        .collect();
    if path.chars().nth(MOST).is_some() {
        text.push('…');
    }
    text
}

/// The first option that the query of `url`, or that and the `typed` options, give a second time.
///
/// Names are compared as services do: without the `$` that OData 4.01 makes optional, without regard to letter case, and percent-decoded.
/// Options that are not OData's may be repeated.
///
/// Source: OData 4.01, URL Conventions, section 5.1: a system query option must not be given more than once.
#[cold]
pub(crate) fn repeated_option(
    url: &str,
    typed: impl Iterator<Item = &'static str>,
) -> Option<InvalidRequest> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let raw = query
        .split('&')
        .map(|option| option.split_once('=').map_or(option, |(name, _)| name));
    let mut seen = Vec::new();
    let names = raw.filter_map(system_name);
    for name in names.chain(typed.filter_map(system_name)) {
        if seen.contains(&name) {
            return Some(InvalidRequest::RepeatedOption { name });
        }
        seen.push(name);
    }
    None
}

/// The name of a system query option or a parameter alias, in one form: `$filter`, `@p1`. `None` for all other options.
fn system_name(name: &str) -> Option<String> {
    let name = percent_decode_str(name).decode_utf8_lossy();
    if name.starts_with('@') {
        return Some(name.into_owned());
    }
    let lower = name.to_ascii_lowercase();
    if lower.starts_with('$') {
        return Some(lower);
    }
    SYSTEM.contains(&&*lower).then(|| format!("${lower}"))
}
