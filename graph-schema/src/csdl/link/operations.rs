//! Actions and functions that a declaration has no words for: what they are bound to has no path, or they say the same twice.

use std::collections::HashSet;

use crate::csdl::model::{Operation, Schema, StructuredKind, Type};
use crate::csdl::warning::About;

/// Leaves out the operations that are bound to something else than an entity type or a collection of one, and overloads that no
/// call could tell from an earlier one.
pub(super) fn drop_unsupported(schema: &mut Schema) {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for operation in std::mem::take(&mut schema.operations) {
        let problem = match unsupported_binding(schema, &operation) {
            Some(problem) => Some(problem),
            None if !seen.insert(signature(&operation)) => Some(
                "is already declared, bound to the same type and with the same parameters"
                    .to_owned(),
            ),
            None => None,
        };
        let Some(problem) = problem else {
            kept.push(operation);
            continue;
        };
        let text = format!("`{}` {problem}; it is left out", operation.name);
        let about = About::Segment(operation.short_name().to_owned());
        schema.warn(about, &operation.span, text, "");
        schema.left_out.insert(operation.name);
    }
    schema.operations = kept;
}

fn unsupported_binding(schema: &Schema, operation: &Operation) -> Option<String> {
    let binding = operation.binding.as_ref()?;
    let kind = match schema.find(&binding.name) {
        Some(Type::Structured(index)) => match schema.structured_types.get(index)?.kind {
            StructuredKind::Entity => return None,
            StructuredKind::Complex => "a complex type",
        },
        Some(Type::Enumeration(_)) => "an enumeration",
        None => "a primitive type",
    };
    Some(format!(
        "is bound to `{binding}`, {kind}, which is not supported"
    ))
}

/// Returns the key that distinguishes overloads (OData CSDL 4.01, sections 12.1 and 12.2).
fn signature(operation: &Operation) -> (String, String, Vec<String>) {
    let binding = operation.binding.as_ref();
    let parameters = operation.parameters.iter();
    let mut parameters: Vec<String> = parameters.map(|parameter| parameter.name.clone()).collect();
    parameters.sort_unstable();
    (
        operation.name.clone(),
        binding.map(ToString::to_string).unwrap_or_default(),
        parameters,
    )
}
