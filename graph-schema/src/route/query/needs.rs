//! The properties that a query needs of its type.

use super::super::RequestError;
use super::names::{Hop, find};
use crate::csdl::{Schema, StructuredType};

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
    pub target: &'a StructuredType,
    /// The properties that the response needs of the target. `None` for `$ref` and `$count`.
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

/// The path that a text names; `None` if it is of an open type that does not declare it.
pub(super) fn named<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    path: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<Option<Named<'a>>, RequestError> {
    let hops = hops(schema, at, path, place, needs)?;
    Ok((!hops.is_empty()).then_some(Named {
        hops,
        is_whole: true,
    }))
}

/// Resolves the segments of a path that a query names.
pub(super) fn hops<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    path: &str,
    place: &str,
    needs: &mut Needs<'a>,
) -> Result<Vec<Hop<'a>>, RequestError> {
    let mut hops: Vec<Hop<'a>> = Vec::new();
    let mut at = Some(at);
    for name in path.split('/').map(str::trim) {
        // `$count`, `$ref`, and `*` of a type's own properties name nothing of the schema.
        if name.is_empty() || name.starts_with(['$', '@', '*']) {
            continue;
        }
        let Some(record) = at else {
            let before = hops.last().map_or("", |hop| hop.type_name());
            return Err(RequestError {
                text: format!("`{name}` in {place} follows a `{before}`, which has no properties"),
                help: format!("remove `/{name}`"),
            });
        };
        let Some(hop) = find(schema, record, name, place)? else {
            needs.undeclared.push(path.to_owned());
            return Ok(hops);
        };
        at = schema.structured_type(match hop {
            Hop::Property(_, property) | Hop::Implicit(_, property) => &property.ty.name,
            Hop::Navigation(_, navigation) => &navigation.ty.name,
            Hop::Cast(record) => &record.name,
        });
        hops.push(hop);
    }
    Ok(hops)
}
