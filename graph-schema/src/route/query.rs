//! The query of a request: its options, and the properties that they name.
//!
//! In: `$select=displayName&$expand=manager($select=mail)`, percent-encoded or not. Out: the options, and [`Needs`]: which
//! properties and navigation properties of the schema a response or a condition cannot do without. A name that the schema does
//! not have is an error, as it is in a path.

use super::RequestError;
use super::text::decoded;
use crate::csdl::{Schema, StructuredType};

mod condition;
mod names;
mod needs;
mod resolve;

pub use names::Hop;
pub use names::is_called;
pub use needs::{Expanded, Named, Needs};

/// Resolves the options of a query on a type.
///
/// # Errors
///
/// Returns an error if an option names a property that the schema does not have.
pub(super) fn resolve<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    options: &[QueryOption],
) -> Result<Needs<'a>, RequestError> {
    resolve::resolve(schema, at, options, "")
}

/// Finds properties of a type by their names, as `$select` lists them. `place` is where they are listed.
///
/// # Errors
///
/// Returns an error if the schema does not have one of them.
pub fn properties<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    list: &str,
    place: &str,
) -> Result<Needs<'a>, RequestError> {
    let mut needs = Needs::default();
    resolve::select(schema, at, list, place, &mut needs)?;
    Ok(needs)
}

/// An option of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryOption {
    /// Its name: of OData's own, as OData writes it, such as `$select`.
    pub name: String,
    /// Its value, without percent-encoding.
    pub value: String,
    /// As it was written.
    pub written: String,
}

/// The options of OData (OData 4.01 URL Conventions, section 5.1), and of Graph's paging. The first eight are those that Graph takes
/// without their `$` as well.
const SYSTEM: [&str; 15] = [
    "$select",
    "$expand",
    "$filter",
    "$orderby",
    "$search",
    "$top",
    "$skip",
    "$count",
    "$format",
    "$apply",
    "$compute",
    "$levels",
    "$skiptoken",
    "$deltatoken",
    "$index",
];

impl QueryOption {
    /// Returns whether OData defines the option.
    pub fn is_system(&self) -> bool {
        self.name.starts_with('$')
    }

    /// Returns whether the value has a placeholder outside quotes.
    pub fn has_placeholder(&self) -> bool {
        self.value.contains('{') || self.value.contains('<')
    }
}

/// The options of a query.
///
/// # Errors
///
/// Returns an error if one of OData's own stands there twice (OData 4.01 URL Conventions, section 5.1, forbids it), or is none.
pub(super) fn options(query: &str) -> Result<Vec<QueryOption>, RequestError> {
    collected(split(query, '&'), form_decoded)
}

/// The options in the parentheses behind an expanded navigation property, which are decoded already.
fn nested_options(text: &str) -> Result<Vec<QueryOption>, RequestError> {
    collected(split(text, ';'), |text| text.trim().to_owned())
}

fn collected(
    written: Vec<&str>,
    decode: impl Fn(&str) -> String,
) -> Result<Vec<QueryOption>, RequestError> {
    let mut options: Vec<QueryOption> = Vec::new();
    for written in written {
        let written = written.trim();
        if written.is_empty() {
            continue;
        }
        let (name, value) = written.split_once('=').unwrap_or((written, ""));
        let option = QueryOption {
            name: system_name(&decode(name))?,
            value: decode(value),
            written: written.to_owned(),
        };
        if option.is_system() && options.iter().any(|other| other.name == option.name) {
            return Err(RequestError {
                text: format!("`{}` is in the query twice", option.name),
                help: "join them into one".to_owned(),
            });
        }
        options.push(option);
    }
    Ok(options)
}

/// A space is `+` or `%20` in a query.
fn form_decoded(text: &str) -> String {
    decoded(&text.replace('+', " ")).trim().to_owned()
}

/// The name of an option: in OData's letter case and with its `$`, which 4.01 lets a client leave out.
fn system_name(written: &str) -> Result<String, RequestError> {
    let (bare, has_dollar) = match written.strip_prefix('$') {
        Some(bare) => (bare, true),
        None => (written, false),
    };
    // Pages have parameters of their own that are called as some options are: `format` of a drive item's content.
    let without_dollar = SYSTEM.get(..8).unwrap_or_default();
    let mut choices = if has_dollar {
        &SYSTEM[..]
    } else {
        without_dollar
    }
    .iter()
    .copied();
    let known = choices.find(|known| known.trim_start_matches('$').eq_ignore_ascii_case(bare));
    match (known, has_dollar) {
        (Some(known), _) => Ok(known.to_owned()),
        (None, false) => Ok(written.to_owned()),
        (None, true) => Err(not_an_option(written)),
    }
}

fn not_an_option(written: &str) -> RequestError {
    let mut unknown = super::unknown(written, "of a query", SYSTEM);
    unknown.text = format!("`{written}` is not an option of a query");
    unknown
}

/// At the separators that stand in no quotes and brackets.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut all, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_usize, false);
    for (at, char) in text.char_indices() {
        match char {
            '\'' => quoted = !quoted,
            '(' | '{' | '[' if !quoted => depth += 1,
            ')' | '}' | ']' if !quoted => depth = depth.saturating_sub(1),
            _ if char == separator && !quoted && depth == 0 => {
                all.push(text.get(start..at).unwrap_or(""));
                start = at + char.len_utf8();
            }
            _ => {}
        }
    }
    all.push(text.get(start..).unwrap_or(""));
    all
}
