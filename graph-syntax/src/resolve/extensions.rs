//! Checks the targets of extensions: types of other declarations, by their Rust paths.

use super::types::Found;
use super::{Declared, Model};
use crate::ast::{Extension, Name, RecordKind};
use crate::errors::Errors;
use crate::names::type_name;

const ONLY_THESE: &str =
    "an extension can add `nav`, `ref`, `action` and `function`; declare this in the type itself";

/// Checks that an extension has members of either a service or an entity.
fn check_kinds(extension: &mut Extension, model: &Model, errors: &mut Errors) {
    extension.roots.retain(|root| {
        let is_property = matches!(
            model.find(&root.target.name),
            Found::Edm(_) | Found::Enumeration | Found::Record(RecordKind::Complex)
        );
        if is_property {
            errors.push(
                root.name.span,
                format!("an extension cannot add `{}`", root.name.wire),
                ONLY_THESE,
            );
        }
        !is_property
    });
    let is_entity = !extension.navigations.is_empty() || !extension.operations.is_empty();
    if let (true, Some(root)) = (is_entity, extension.roots.first()) {
        errors.push(
            root.name.span,
            format!(
                "`{}` is written like an entity set, next to members of an entity",
                root.name.wire
            ),
            format!("in an entity, write `nav {}: …`", root.name.wire),
        );
        extension.navigations.append(&mut extension.roots);
    }
}

/// Reports an extension of a type of this declaration, and moves its members to the type.
pub(super) fn resolve_targets(model: &mut Model, errors: &mut Errors) {
    for mut extension in std::mem::take(&mut model.extensions) {
        check_kinds(&mut extension, model, errors);
        let Some(ident) = extension.target.get_ident() else {
            model.extensions.push(extension);
            continue;
        };
        let written = Name::from_ident(ident);
        let Some(extension) = adopt(&written.wire, extension, model) else {
            errors.push(
                written.span,
                format!(
                    "`{}` is declared here, so it cannot be extended",
                    written.wire
                ),
                "move the contents of these braces to its declaration",
            );
            continue;
        };
        if written.wire.starts_with(char::is_lowercase) {
            errors.push(
                written.span,
                format!("`{}` is not the path of a Rust type", written.wire),
                format!(
                    "name a type of another declaration by its Rust path: `extend crate::{}`",
                    type_name(&written.wire)
                ),
            );
        } else {
            model.extensions.push(extension);
        }
    }
}

/// Moves the members to the target. Returns the extension if its target is not declared here.
fn adopt(name: &str, extension: Extension, model: &mut Model) -> Option<Extension> {
    let by_wire = match model.types.get(name) {
        Some(Declared::Record(index)) => Some(*index),
        _ => None,
    };
    let by_rust_name = || {
        let mut records = model.records.iter();
        records.position(|record| record.rust_name() == name)
    };
    if let Some(index) = by_wire.or_else(by_rust_name) {
        let record = &mut model.records[index];
        record.navigations.extend(extension.roots);
        record.navigations.extend(extension.navigations);
        record.operations.extend(extension.operations);
        return None;
    }
    let mut services = model.services.iter_mut();
    match services.find(|service| service.name == name) {
        Some(service) => {
            service.roots.extend(extension.roots);
            None
        }
        None => Some(extension),
    }
}
