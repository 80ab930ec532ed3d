//! Members of types: each is declared once, and keys are where a hierarchy can have them.

use std::collections::HashSet;

use crate::csdl::model::Schema;
use crate::csdl::warning::{About, SourceSpan};

/// A member is declared once, in the type or in one of its bases.
pub(super) fn drop_duplicate_members(schema: &mut Schema) {
    let mut lost = Vec::new();
    // Bases before subtypes, each type once: what a base lost is no reason to take it from a subtype.
    for index in 0..schema.structured_types.len() {
        let name = schema.structured_types[index].name.clone();
        let mut seen: HashSet<String> = HashSet::new();
        for base in schema.lineage(&name).skip(1) {
            seen.extend(base.properties.iter().map(|property| property.name.clone()));
            seen.extend(
                base.navigations
                    .iter()
                    .map(|navigation| navigation.name.clone()),
            );
        }
        let record = &mut schema.structured_types[index];
        let mut keep = |member: &str, span: &SourceSpan| {
            let is_new = seen.insert(member.to_owned());
            if !is_new {
                let text = format!(
                    "`{name}` or a base of it already has `{member}`; this one is left out"
                );
                let about = About::Property(name.clone(), member.to_owned());
                lost.push((about, span.clone(), text));
            }
            is_new
        };
        record
            .properties
            .retain(|property| keep(&property.name, &property.span));
        record
            .navigations
            .retain(|navigation| keep(&navigation.name, &navigation.span));
    }
    for enumeration in &mut schema.enumerations {
        let mut seen = HashSet::new();
        let owner = &enumeration.name;
        enumeration.members.retain(|member| {
            let is_new = seen.insert(member.name.clone());
            if !is_new {
                let text = format!(
                    "`{owner}` already has `{}`; this one is left out",
                    member.name
                );
                lost.push((About::Type(owner.clone()), member.span.clone(), text));
            }
            is_new
        });
    }
    for operation in &mut schema.operations {
        let mut seen = HashSet::new();
        let about = About::Segment(operation.short_name().to_owned());
        let name = &operation.name;
        operation.parameters.retain(|parameter| {
            let is_new = seen.insert(parameter.name.clone());
            if !is_new {
                let text = format!(
                    "`{}` is already a parameter of `{name}`; this one is left out",
                    parameter.name
                );
                lost.push((about.clone(), parameter.span.clone(), text));
            }
            is_new
        });
    }
    let mut seen = HashSet::new();
    schema.roots.retain(|root| {
        let is_new = seen.insert(root.name.clone());
        if !is_new {
            let text = format!("`{}` is already declared; this one is left out", root.name);
            lost.push((About::Segment(root.name.clone()), root.span.clone(), text));
        }
        is_new
    });
    for (about, span, text) in lost {
        schema.warn(about, &span, text, "");
    }
}

/// A key is declared once in a hierarchy, and its parts are properties of the type or of its bases (OData CSDL 4.01, section 6.5).
pub(super) fn drop_misplaced_keys(schema: &mut Schema) {
    for index in 0..schema.structured_types.len() {
        let record = &schema.structured_types[index];
        let Some(key) = record.keys.first() else {
            continue;
        };
        let bases = || schema.lineage(&record.name).skip(1);
        let of_base = bases().find_map(|base| base.keys.first());
        let text = match of_base {
            Some(of_base) => format!(
                "`{}` has the key of its base, `{of_base}`; its own key `{key}` is left out",
                record.name
            ),
            None if schema.property(record, key).is_none() => format!(
                "`{key}`, the key of `{}`, is not one of its properties; it is left out",
                record.name
            ),
            None => continue,
        };
        let (about, span) = (About::Type(record.name.clone()), record.span.clone());
        schema.warn(about, &span, text, "");
        schema.structured_types[index].keys.clear();
    }
}
