//! Checks the verbs at the result of a function.

use crate::ast::{Operation, OperationKind, RecordKind, TypeName, Verb};
use crate::errors::Errors;
use crate::resolve::Model;

/// Checks that verbs follow what has a URL of its own: an entity that a function returns, or a collection of entities.
pub(super) fn check_verbs(operation: &Operation, model: &Model, errors: &mut Errors) {
    let Some(first) = operation.verbs.as_ref().or(operation.each.as_ref()) else {
        return;
    };
    let name = &operation.name.wire;
    if operation.kind == OperationKind::Action {
        errors.push(
            first.span,
            format!("`{name}` is an action, whose result has no URL"),
            "remove the braces: an action is called by POST",
        );
        return;
    }
    let Some(result) = &operation.result else {
        errors.push(
            first.span,
            format!("`{name}` returns nothing, so it allows no verbs"),
            "name the entity that it returns before the braces: `-> type { get, patch }`",
        );
        return;
    };
    if let Some(kind) = not_an_entity(&result.name, model) {
        errors.push(
            first.span,
            format!("`{name}` returns {kind}; only an entity allows verbs"),
            "remove the braces: a function is called by GET",
        );
        return;
    }
    check_each(operation, result.is_collection, errors);
}

fn check_each(operation: &Operation, is_collection: bool, errors: &mut Errors) {
    let name = &operation.name.wire;
    if let (Some(each), false) = (&operation.each, is_collection) {
        errors.push(
            each.span,
            format!("`{name}` returns a single entity, so it has no members"),
            "remove `each { … }`, or make the result a collection: `-> [type]`",
        );
    }
    let of_one = if is_collection {
        &operation.each
    } else {
        &operation.verbs
    };
    for list in [&operation.verbs, &operation.each].into_iter().flatten() {
        if list.verbs.is_empty() {
            errors.push(
                list.span,
                format!("`{name}` allows no verbs on its result"),
                "list verbs, such as `{ get, patch }`, or remove the braces to allow GET",
            );
        }
    }
    let verbs = of_one.iter().flat_map(|list| &list.verbs);
    for (_, span) in verbs.filter(|(verb, _)| *verb == Verb::Post) {
        errors.push(
            *span,
            format!("`{name}` allows POST on a single entity; POST creates entities in a collection"),
            "a single entity allows `{ get, put, patch, delete }`; for POST, declare an `action`, or return a collection: `-> [type] { get, post }`",
        );
    }
}

/// Describes a type that is not an entity type. Returns `None` for a type of another declaration.
fn not_an_entity(name: &TypeName, model: &Model) -> Option<&'static str> {
    match name {
        TypeName::Path(_) => None,
        TypeName::Edm(..) => Some("a primitive value"),
        TypeName::Declared(_) => match model.record_of(name) {
            Some(record) if model.records[record].kind == RecordKind::Entity => None,
            Some(_) => Some("a complex value"),
            None => Some("an enumeration value"),
        },
    }
}
