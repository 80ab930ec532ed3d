//! Complex types that hold themselves through another namespace.
//!
//! A declaration sees its own types and boxes what would be of infinite size. Each namespace is a declaration of its own, so a circle
//! through two of them is cut here: the property is left out, and its value is kept among the unknown ones.

use std::collections::HashSet;

use crate::csdl::model::{Schema, StructuredKind, Type};
use crate::csdl::warning::About;

/// Leaves out the single-valued properties by which a complex type holds itself through a type of another namespace.
pub(super) fn drop_recursion_across_namespaces(schema: &mut Schema) {
    if schema.namespaces.len() < 2 {
        return;
    }
    for index in 0..schema.structured_types.len() {
        let record = &schema.structured_types[index];
        if record.kind != StructuredKind::Complex {
            continue;
        }
        let recursive: HashSet<String> = record
            .properties
            .iter()
            .filter(|property| !property.ty.is_collection)
            .filter(|property| match schema.find(&property.ty.name) {
                Some(Type::Structured(target)) => is_circle(schema, index, target),
                _ => false,
            })
            .map(|property| property.name.clone())
            .collect();
        if recursive.is_empty() {
            continue;
        }
        let owner = record.name.clone();
        let mut lost = Vec::new();
        schema.structured_types[index]
            .properties
            .retain(|property| {
                let is_lost = recursive.contains(&property.name);
                if is_lost {
                    lost.push((property.name.clone(), property.span.clone()));
                }
                !is_lost
            });
        for (name, span) in lost {
            let text = format!(
                "`{name}` of `{owner}` contains a `{owner}` again, through a type of another namespace, which is not supported; it is left out"
            );
            let about = About::Property(owner.clone(), name.clone());
            schema.warn(about, &span, text, "");
            schema.left_out.insert(format!("{owner}/{name}"));
        }
    }
}

/// Returns whether a value of `owner` that contains a `target` contains another `owner`, through more than one namespace.
fn is_circle(schema: &Schema, owner: usize, target: usize) -> bool {
    let namespace = schema.structured_types[owner].namespace();
    let mut seen = HashSet::new();
    let mut waiting: Vec<(usize, bool)> = family(schema, target)
        .into_iter()
        .map(|index| {
            (
                index,
                schema.structured_types[index].namespace() != namespace,
            )
        })
        .collect();
    while let Some((index, has_left)) = waiting.pop() {
        if index == owner && has_left {
            return true;
        }
        // What another property of the owner holds is that one's circle.
        if index == owner || !seen.insert((index, has_left)) {
            continue;
        }
        let record = &schema.structured_types[index];
        let has_left = has_left || record.namespace() != namespace;
        let base = record.base.as_deref().and_then(|base| schema.find(base));
        if let Some(Type::Structured(base)) = base {
            waiting.push((base, has_left));
        }
        for property in record
            .properties
            .iter()
            .filter(|property| !property.ty.is_collection)
        {
            if let Some(Type::Structured(held)) = schema.find(&property.ty.name) {
                waiting.extend(
                    family(schema, held)
                        .into_iter()
                        .map(|index| (index, has_left)),
                );
            }
        }
    }
    false
}

/// A type and the subtypes that a value of it holds in place: those of the same declaration.
fn family(schema: &Schema, index: usize) -> Vec<usize> {
    let record = &schema.structured_types[index];
    let subtypes = schema.descendants(&record.name).into_iter();
    let subtypes = subtypes.filter(|subtype| subtype.namespace() == record.namespace());
    let subtypes = subtypes.filter_map(|subtype| match schema.find(&subtype.name) {
        Some(Type::Structured(index)) => Some(index),
        _ => None,
    });
    std::iter::once(index).chain(subtypes).collect()
}
