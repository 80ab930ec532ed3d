//! A name in a query: the schema's property, navigation property or type cast that it is.

use super::super::{RequestError, unknown};
use crate::csdl::{Navigation, Property, Schema, StructuredType};

/// A segment of a path in a query.
#[derive(Debug, Clone, Copy)]
pub enum Hop<'a> {
    /// A property, and the type that declares it.
    Property(&'a StructuredType, &'a Property),
    /// A property that only subtypes of a type declare, which is named without a type cast.
    Implicit(&'a StructuredType, &'a Property),
    /// A navigation property, and the type that declares it.
    Navigation(&'a StructuredType, &'a Navigation),
    /// A type cast.
    Cast(&'a StructuredType),
}

impl Hop<'_> {
    /// The name of the type that it leads to.
    pub fn type_name(&self) -> &str {
        match self {
            Hop::Property(_, property) | Hop::Implicit(_, property) => &property.ty.name,
            Hop::Navigation(_, navigation) => &navigation.ty.name,
            Hop::Cast(record) => &record.name,
        }
    }
}

/// Finds a name on a type, on its bases, or, without a type cast, on its subtypes. `None` if the type is open, and nothing that it
/// declares is near.
pub(super) fn find<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    name: &str,
    place: &str,
) -> Result<Option<Hop<'a>>, RequestError> {
    if name.contains('.') {
        return cast(schema, at, name, place).map(Some);
    }
    let exact = |known: &str| known == name;
    let any_case = |known: &str| known.eq_ignore_ascii_case(name);
    let found = declared(schema, at, exact).or_else(|| declared(schema, at, any_case));
    if found.is_some() {
        return Ok(found);
    }
    for record in schema.descendants(&at.name) {
        let mut properties = record.properties.iter();
        if let Some(property) = properties.find(|property| any_case(&property.name)) {
            return Ok(Some(Hop::Implicit(at, property)));
        }
        let mut navigations = record.navigations.iter();
        if let Some(navigation) = navigations.find(|navigation| any_case(&navigation.name)) {
            return Ok(Some(Hop::Navigation(record, navigation)));
        }
    }
    let unknown = not_found(schema, at, name, place);
    let is_open = schema.lineage(&at.name).any(|record| record.is_open);
    if is_open && unknown.help.is_empty() {
        Ok(None)
    } else {
        Err(unknown)
    }
}

fn declared<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    matches: impl Fn(&str) -> bool,
) -> Option<Hop<'a>> {
    schema.lineage(&at.name).find_map(|owner| {
        let property = owner
            .properties
            .iter()
            .find(|property| matches(&property.name));
        let navigation = || {
            owner
                .navigations
                .iter()
                .find(|navigation| matches(&navigation.name))
        };
        property
            .map(|property| Hop::Property(owner, property))
            .or_else(|| navigation().map(|navigation| Hop::Navigation(owner, navigation)))
    })
}

fn cast<'a>(
    schema: &'a Schema,
    at: &'a StructuredType,
    name: &str,
    place: &str,
) -> Result<Hop<'a>, RequestError> {
    let family = || {
        let below = schema.descendants(&at.name).into_iter();
        schema.lineage(&at.name).chain(below)
    };
    match family().find(|record| is_called(&record.name, name)) {
        Some(record) => Ok(Hop::Cast(record)),
        None => {
            let short = name.rsplit('.').next().unwrap_or(name).to_lowercase();
            let near = family()
                .map(|record| {
                    let known = record.short_name().to_lowercase();
                    (strsim::damerau_levenshtein(&short, &known), record)
                })
                .filter(|(distance, _)| *distance <= 1 + short.len() / 4)
                .min_by_key(|(distance, _)| *distance);
            Err(RequestError {
                text: format!(
                    "`{name}` in {place} is not a subtype of `{}`",
                    at.short_name()
                ),
                help: near.map_or_else(String::new, |(_, record)| {
                    format!("did you mean `{}`?", record.name)
                }),
            })
        }
    }
}

/// Returns whether a written name is this qualified name, with its namespace, an alias of it, or without.
pub fn is_called(qualified: &str, written: &str) -> bool {
    let (qualified, written) = (qualified.to_lowercase(), written.to_lowercase());
    let before = qualified.strip_suffix(&written);
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

fn not_found(schema: &Schema, at: &StructuredType, name: &str, place: &str) -> RequestError {
    let mut names: Vec<&str> = Vec::new();
    for record in schema.lineage(&at.name).chain(schema.descendants(&at.name)) {
        names.extend(
            record
                .properties
                .iter()
                .map(|property| property.name.as_str()),
        );
        names.extend(
            record
                .navigations
                .iter()
                .map(|navigation| navigation.name.as_str()),
        );
    }
    let mut unknown = unknown(name, "", names);
    unknown.text = format!(
        "`{name}` in {place} is not a property of `{}`",
        at.short_name()
    );
    unknown
}
