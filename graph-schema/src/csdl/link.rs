//! Resolves names: replaces aliases, moves out-of-line annotations to their targets, and leaves out names of nothing with a
//! warning.

use std::collections::HashMap;

use super::model::{Schema, Target};

mod annotations;
mod bases;
mod members;
mod operations;
mod recursion;
mod types;
mod uses;

use annotations::annotate;

pub(super) fn link(
    mut schema: Schema,
    aliases: &[(String, String)],
    definitions: &[(String, String)],
    targets: Vec<Target>,
) -> Schema {
    replace_aliases(&mut schema, aliases);
    replace_definitions(&mut schema, definitions);
    untype_json(&mut schema);
    types::drop_duplicate_types(&mut schema);
    bases::link_bases(&mut schema);
    uses::drop_unknown_types(&mut schema);
    members::drop_duplicate_members(&mut schema);
    members::drop_misplaced_keys(&mut schema);
    operations::drop_unsupported(&mut schema);
    recursion::drop_recursion_across_namespaces(&mut schema);
    for (index, operation) in schema.operations.iter().enumerate() {
        if let Some(binding) = &operation.binding {
            let bound = schema.bound.entry(binding.name.clone()).or_default();
            bound.push(index);
        }
    }
    annotate(&mut schema, aliases, targets);
    schema
        .warnings
        .sort_by_key(|warning| warning.span.bytes.start);
    schema
}

fn unaliased(name: &str, aliases: &[(String, String)]) -> Option<String> {
    let (prefix, last) = name.rsplit_once('.')?;
    let (_, namespace) = aliases.iter().find(|(alias, _)| alias == prefix)?;
    Some(format!("{namespace}.{last}"))
}

fn replace_aliases(schema: &mut Schema, aliases: &[(String, String)]) {
    let replace = |name: &mut String| {
        if let Some(whole) = unaliased(name, aliases) {
            *name = whole;
        }
    };
    for record in &mut schema.structured_types {
        record.base.iter_mut().for_each(replace);
    }
    replace_uses(schema, replace);
}

/// Replaces type definitions by their underlying types. The service checks their facets.
fn replace_definitions(schema: &mut Schema, definitions: &[(String, String)]) {
    if definitions.is_empty() {
        return;
    }
    let definitions: HashMap<&str, &str> = definitions
        .iter()
        .map(|(name, underlying)| (name.as_str(), underlying.as_str()))
        .collect();
    replace_uses(schema, |name| {
        if let Some(underlying) = definitions.get(name.as_str()) {
            *name = (*underlying).to_owned();
        }
    });
}

/// Workbooks' word for a value of any shape: declared as a complex type without properties, it holds numbers, texts and lists of lists
/// (Microsoft Graph documentation, "workbookRange resource type").
pub const JSON: &str = "microsoft.graph.Json";

/// Where a declaration says `Json`, it means what it means in the language, and not a type that has no properties to set.
fn untype_json(schema: &mut Schema) {
    schema.structured_types.retain(|record| {
        record.name != JSON || !record.properties.is_empty() || record.base.is_some()
    });
    if schema
        .structured_types
        .iter()
        .all(|record| record.name != JSON)
    {
        schema.others.insert(JSON.to_owned());
        replace_uses(schema, |name| {
            if name == JSON {
                *name = "Edm.Untyped".to_owned();
            }
        });
    }
}

fn replace_uses(schema: &mut Schema, replace: impl Fn(&mut String)) {
    for record in &mut schema.structured_types {
        for property in &mut record.properties {
            replace(&mut property.ty.name);
        }
        for navigation in &mut record.navigations {
            replace(&mut navigation.ty.name);
        }
    }
    for operation in &mut schema.operations {
        let parameters = operation
            .parameters
            .iter_mut()
            .map(|parameter| &mut parameter.ty);
        for ty in parameters
            .chain(&mut operation.binding)
            .chain(&mut operation.result)
        {
            replace(&mut ty.name);
        }
    }
    for root in &mut schema.roots {
        replace(&mut root.ty.name);
    }
}
