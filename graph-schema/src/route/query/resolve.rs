//! Resolves the options of a query on a type.

use super::super::RequestError;
use super::condition::conditions;
use super::names::Hop;
use super::needs::{Expanded, Needs, hops, named};
use super::{QueryOption, nested_options, split};
use crate::csdl::{Schema, StructuredType};

/// Resolves the options of a query on a type.
///
/// # Errors
///
/// Returns an error if an option names a property that the schema does not have.
pub(super) fn resolve<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    query: &[QueryOption],
    of: &str,
) -> Result<Needs<'a>, RequestError> {
    let mut needs = Needs::default();
    for option in query {
        let place = format!("`{}`{of}", option.name);
        match option.name.as_str() {
            "$select" => select(schema, at, &option.value, &place, &mut needs)?,
            "$expand" => expand(schema, at, &option.value, &place, &mut needs)?,
            "$filter" | "$orderby" => {
                conditions(schema, at, &option.value, &place, &mut needs)?;
            }
            _ => {}
        }
    }
    Ok(needs)
}

pub(super) fn select<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    list: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<(), RequestError> {
    let mut selected = Vec::new();
    let mut is_all = false;
    for item in items(list) {
        // A placeholder can be any property.
        if item == "*" || item.contains(['{', '<']) {
            is_all = true;
            continue;
        }
        let name = item.split('(').next().unwrap_or(item);
        if let Some(named) = named(schema, at, name, place, needs)? {
            selected.push(named);
        }
    }
    if is_all {
        needs.used.extend(selected)
    } else {
        needs.selected = Some(selected)
    }
    Ok(())
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    let items = split(list, ',').into_iter().map(str::trim);
    items.filter(|item| !item.is_empty())
}

fn expand<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    list: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<(), RequestError> {
    for item in items(list) {
        let (path, inside) = match item.split_once('(') {
            Some((path, rest)) => (path.trim(), rest.strip_suffix(')').unwrap_or(rest)),
            None => (item, ""),
        };
        if path == "*" {
            all_navigations(schema, at, needs);
            continue;
        }
        if path.contains(['{', '<']) {
            continue;
        }
        let hops = hops(schema, at, path, place, needs)?;
        let target = hops.iter().rev().find_map(|hop| match hop {
            Hop::Navigation(_, navigation) => Some(navigation.ty.name.as_str()),
            Hop::Cast(record) => Some(record.name.as_str()),
            Hop::Property(..) | Hop::Implicit(..) => None,
        });
        let leads_on = matches!(hops.last(), Some(Hop::Navigation(..) | Hop::Cast(_)));
        let Some(target) = target
            .and_then(|name| schema.structured_type(name))
            .filter(|_| leads_on)
        else {
            if hops.is_empty() {
                continue;
            }
            return Err(RequestError {
                text: format!("`{path}` in {place} is not a navigation property"),
                help: "its value is part of the response: name it in `$select`".to_owned(),
            });
        };
        let is_counted = path.split('/').any(|name| name.starts_with('$'));
        let inner = nested_options(inside)?;
        let of = format!(" of `{path}`");
        let inner = resolve(schema, target, &inner, &of)?;
        needs.expanded.push(Expanded {
            hops,
            target,
            needs: (!is_counted).then_some(inner),
        });
    }
    Ok(())
}

/// `$expand=*`: all navigation properties (OData 4.01 URL Conventions, section 5.1.3).
fn all_navigations<'a>(schema: &'a Schema, at: &'a StructuredType, needs: &mut Needs<'a>) {
    for owner in schema.lineage(&at.name) {
        for navigation in &owner.navigations {
            if let Some(target) = schema.structured_type(&navigation.ty.name) {
                needs.expanded.push(Expanded {
                    hops: vec![Hop::Navigation(owner, navigation)],
                    target,
                    needs: Some(Needs::default()),
                });
            }
        }
    }
}
