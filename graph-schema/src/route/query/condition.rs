//! The properties that conditions and orders name: `$filter` and `$orderby`.
//!
//! Literals, functions and operators are passed over (OData 4.01 URL Conventions, section 5.1.1).

use super::super::RequestError;
use super::names::Hop;
use super::needs::{Named, Needs, named};
use crate::csdl::{Schema, StructuredType};

/// The words of the expressions that name no property.
const WORDS: [&str; 24] = [
    "eq", "ne", "gt", "ge", "lt", "le", "and", "or", "not", "in", "has", "add", "sub", "mul",
    "div", "divby", "mod", "asc", "desc", "true", "false", "null", "INF", "NaN",
];

/// A variable of a lambda: its name, the type that it stands for, and how deep its parentheses are.
type Variable<'t, 'a> = (&'t str, Option<&'a StructuredType>, usize);

pub(super) fn conditions<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    text: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<(), RequestError> {
    let mut variables: Vec<Variable<'_, 'a>> = Vec::new();
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '\'' => split_at(rest, literal_end(rest)),
            '{' => split_at(rest, rest.find('}').map_or(rest.len(), |end| end + 1)),
            '<' => split_at(rest, rest.find('>').map_or(rest.len(), |end| end + 1)),
            _ if is_of_word(first) => {
                let end = rest.find(|char: char| !is_of_word(char));
                split_at(rest, end.unwrap_or(rest.len()))
            }
            _ => {
                match first {
                    '(' => depth += 1,
                    ')' => {
                        depth = depth.saturating_sub(1);
                        variables.retain(|(.., of)| *of <= depth);
                    }
                    _ => {}
                }
                rest = split_at(rest, first.len_utf8()).1;
                continue;
            }
        };
        rest = after;
        // A literal of an enumeration or a duration has its type in front of it.
        let is_path = first.is_alphabetic() || matches!(first, '_' | '$');
        if !is_path || after.starts_with('\'') || token.contains([':', '-', '+']) {
            continue;
        }
        if WORDS.contains(&token) {
            continue;
        }
        let is_called = after.starts_with('(');
        let (path, lambda) = match token.rsplit_once('/') {
            Some((path, word @ ("any" | "all"))) if is_called => (path, Some(word)),
            Some((path, _)) if is_called => (path, None),
            // `contains(…)`, and the name of a type in `isof(…)`.
            None if is_called || token.contains('.') => continue,
            _ => (token, None),
        };
        let (start, behind) = path.split_once('/').unwrap_or((path, ""));
        let variable = variables.iter().rev().find(|(name, ..)| *name == start);
        let (from, path) = match variable {
            Some((_, None, _)) => continue,
            Some((_, Some(record), _)) => (*record, behind),
            None => (at, path),
        };
        let found = named(schema, from, path, place, needs)?;
        let leads_to = found
            .as_ref()
            .and_then(|named| named.hops.last())
            .map(|hop| hop_type(hop));
        if let Some(named) = found {
            needs.used.push(Named {
                is_whole: false,
                ..named
            });
        }
        if lambda.is_some() {
            let inside = after.get(1..).unwrap_or("");
            if let Some((name, _)) = inside.split_once(':').filter(|(name, _)| {
                let name = name.trim();
                !name.is_empty()
                    && name
                        .chars()
                        .all(|char| char.is_alphanumeric() || char == '_')
            }) {
                let record = if path.is_empty() {
                    Some(from)
                } else {
                    leads_to.and_then(|ty| schema.structured_type(ty))
                };
                variables.push((name.trim(), record, depth + 1));
                depth += 1;
                rest = inside.split_once(':').map_or("", |(_, rest)| rest);
            }
        }
    }
    Ok(())
}

fn hop_type<'a>(hop: &Hop<'a>) -> &'a str {
    match hop {
        Hop::Property(_, property) | Hop::Implicit(_, property) => &property.ty.name,
        Hop::Navigation(_, navigation) => &navigation.ty.name,
        Hop::Cast(record) => &record.name,
    }
}

fn split_at(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// Returns whether a character belongs to a path, a number, a date or a GUID.
fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '.' | '/' | '$' | '-' | '+' | '@')
}

/// The end of a literal in quotes; doubled ones are part of it.
fn literal_end(text: &str) -> usize {
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\'')) {
        at += found + 1;
        if !text.get(at..).is_some_and(|rest| rest.starts_with('\'')) {
            return at;
        }
        at += 1;
    }
    text.len()
}
