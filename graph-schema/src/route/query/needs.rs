//! What a query needs of the type that it is on.

use super::super::Unknown;
use super::condition::conditions;
use super::names::{Hop, find};
use super::{QueryOption, nested_options, split};
use crate::csdl::{Record, Schema};

/// The parts of a type, and of those behind it, that a query names.
#[derive(Debug, Default)]
pub struct Needs<'a> {
    /// Those of `$select`; `None` if the response has all properties.
    pub selected: Option<Vec<Named<'a>>>,
    /// Those of `$filter` and `$orderby`.
    pub used: Vec<Named<'a>>,
    /// Those of `$expand`.
    pub expanded: Vec<Expanded<'a>>,
    /// Names that an open type does not declare.
    pub undeclared: Vec<String>,
}

/// A path to a property.
#[derive(Debug)]
pub struct Named<'a> {
    /// Its segments.
    pub hops: Vec<Hop<'a>>,
    /// The value at its end is read as a whole.
    pub is_whole: bool,
}

/// A navigation property whose target comes with the response.
#[derive(Debug)]
pub struct Expanded<'a> {
    /// The path to it; the last segment is it, or a type cast behind it.
    pub hops: Vec<Hop<'a>>,
    /// The type that it leads to.
    pub target: &'a Record,
    /// What is read of that; `None` of `$ref` and `$count`.
    pub needs: Option<Needs<'a>>,
}

impl Needs<'_> {
    /// The names that an open type does not declare, here and in what is expanded.
    pub(in crate::route) fn all_undeclared(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.undeclared.iter().map(String::as_str).collect();
        let expanded = self.expanded.iter().flat_map(|expanded| &expanded.needs);
        names.extend(expanded.flat_map(Needs::all_undeclared));
        names
    }
}

/// Resolves the options of a query on a type.
///
/// # Errors
///
/// If they name what the schema does not have.
pub(in crate::route) fn resolve<'a>(
    schema: &'a Schema,
    at: &'a Record,
    query: &[QueryOption],
    of: &str,
) -> Result<Needs<'a>, Unknown> {
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
    at: &'a Record,
    list: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<(), Unknown> {
    let mut selected = Vec::new();
    let mut is_all = false;
    for item in items(list) {
        // What is to be filled in can be anything.
        if item == "*" || item.contains(['{', '<']) {
            is_all = true;
            continue;
        }
        let name = item.split('(').next().unwrap_or(item);
        if let Some(named) = named(schema, at, name, place, needs)? {
            selected.push(named);
        }
    }
    match is_all {
        true => needs.used.extend(selected),
        false => needs.selected = Some(selected),
    }
    Ok(())
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    let items = split(list, ',').into_iter().map(str::trim);
    items.filter(|item| !item.is_empty())
}

/// The path that a text names; `None` if it is of an open type that does not declare it.
pub(super) fn named<'a>(
    schema: &'a Schema,
    at: &'a Record,
    path: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<Option<Named<'a>>, Unknown> {
    let hops = hops(schema, at, path, place, needs)?;
    Ok((!hops.is_empty()).then_some(Named {
        hops,
        is_whole: true,
    }))
}

fn hops<'a>(
    schema: &'a Schema,
    at: &'a Record,
    path: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<Vec<Hop<'a>>, Unknown> {
    let mut hops: Vec<Hop<'a>> = Vec::new();
    let mut at = Some(at);
    for name in path.split('/').map(str::trim) {
        // `$count`, `$ref`, and `*` of a type's own properties name nothing of the schema.
        if name.is_empty() || name.starts_with(['$', '@', '*']) {
            continue;
        }
        let Some(record) = at else {
            let before = hops.last().map_or("", |hop| hop.type_name());
            return Err(Unknown {
                text: format!(
                    "`{name}` in {place} is behind a `{before}`, which has no properties"
                ),
                help: format!("remove `/{name}`"),
            });
        };
        let Some(hop) = find(schema, record, name, place)? else {
            needs.undeclared.push(path.to_owned());
            return Ok(hops);
        };
        at = schema.record(match hop {
            Hop::Property(_, property) | Hop::Implicit(_, property) => &property.ty.name,
            Hop::Navigation(_, navigation) => &navigation.ty.name,
            Hop::Cast(record) => &record.name,
        });
        hops.push(hop);
    }
    Ok(hops)
}

fn expand<'a>(
    schema: &'a Schema,
    at: &'a Record,
    list: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<(), Unknown> {
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
            .and_then(|name| schema.record(name))
            .filter(|_| leads_on)
        else {
            if hops.is_empty() {
                continue;
            }
            return Err(Unknown {
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
fn all_navigations<'a>(schema: &'a Schema, at: &'a Record, needs: &mut Needs<'a>) {
    for owner in schema.lineage(&at.name) {
        for navigation in &owner.navigations {
            if let Some(target) = schema.record(&navigation.ty.name) {
                needs.expanded.push(Expanded {
                    hops: vec![Hop::Navigation(owner, navigation)],
                    target,
                    needs: Some(Needs::default()),
                });
            }
        }
    }
}
