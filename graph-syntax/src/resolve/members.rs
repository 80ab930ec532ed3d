//! Resolves the types of members: properties have values; navigation properties, entity sets and singletons lead to entities.

use std::collections::HashSet;

use super::Model;
use super::types::{Found, unknown_type};
use crate::ast::{Member, Navigation, Operation, Property, RecordKind, TypeName};
use crate::edm::Edm;
use crate::errors::Errors;

pub(super) fn resolve_members(model: &mut Model, errors: &mut Errors) {
    for index in 0..model.records.len() {
        let properties = std::mem::take(&mut model.records[index].properties);
        let navigations = std::mem::take(&mut model.records[index].navigations);
        let mut operations = std::mem::take(&mut model.records[index].operations);
        for operation in &mut operations {
            resolve_operation(operation, model, errors);
        }
        let record = &model.records[index];
        let mut members = Vec::with_capacity(properties.len() + navigations.len());
        for property in properties {
            members.push(resolve_property(property, record.kind, model, errors));
        }
        for navigation in navigations {
            members.push(resolve_navigation(navigation, model, errors));
        }
        let record = &mut model.records[index];
        record.operations = operations;
        for member in members {
            match member {
                Member::Property(property) => record.properties.push(property),
                Member::Navigation(navigation) => record.navigations.push(navigation),
                Member::Operation(_) | Member::KnownKey(..) => {}
            }
        }
    }
    for index in 0..model.services.len() {
        let mut roots = std::mem::take(&mut model.services[index].roots);
        roots.retain_mut(|root| resolve_root(root, model, errors));
        model.services[index].roots = roots;
    }
    for index in 0..model.extensions.len() {
        let extension = &mut model.extensions[index];
        let mut roots = std::mem::take(&mut extension.roots);
        let mut navigations = std::mem::take(&mut extension.navigations);
        let mut operations = std::mem::take(&mut extension.operations);
        roots.retain_mut(|root| resolve_root(root, model, errors));
        navigations.retain_mut(|navigation| resolve_root(navigation, model, errors));
        for operation in &mut operations {
            resolve_operation(operation, model, errors);
        }
        let extension = &mut model.extensions[index];
        extension.roots = roots;
        extension.navigations = navigations;
        extension.operations = operations;
    }
}

/// Resolves the types of parameters and results, which can be of any kind.
fn resolve_operation(operation: &mut Operation, model: &Model, errors: &mut Errors) {
    drop_duplicate_parameters(operation, errors);
    let parameters = operation
        .parameters
        .iter_mut()
        .map(|parameter| &mut parameter.ty);
    for ty in parameters.chain(&mut operation.result) {
        match model.find(&ty.name) {
            Found::Nothing => {
                let mut choices = model.names_of(|_| true, true);
                choices.extend(Edm::ALL.iter().map(|(name, _)| *name));
                ty.name = unknown_type(&ty.name, &choices, errors);
            }
            Found::Elsewhere => correct_primitive(&mut ty.name, errors),
            _ => {}
        }
    }
}

fn drop_duplicate_parameters(operation: &mut Operation, errors: &mut Errors) {
    let mut seen = HashSet::new();
    operation.parameters.retain(|parameter| {
        let is_new = seen.insert(parameter.name.wire.clone());
        if !is_new {
            errors.push(
                parameter.name.span,
                format!(
                    "`{}` is already a parameter of `{}`",
                    parameter.name.wire, operation.name.wire
                ),
                "keep one of them",
            );
        }
        is_new
    });
}

/// Replaces a name in upper case that is close to a primitive type's.
fn correct_primitive(name: &mut TypeName, errors: &mut Errors) {
    if let TypeName::Path(path) = &*name
        && let Some(ident) = path.get_ident()
        && let Some(edm) = Edm::meant_by(&ident.to_string())
    {
        let span = ident.span();
        errors.push(
            span,
            format!("`{ident}` is not a primitive type"),
            format!(
                "did you mean `{}`? a Rust type of this name is written `self::{ident}`",
                edm.name()
            ),
        );
        *name = TypeName::Edm(edm, span);
    }
}

/// Resolves a property. One of an entity type is reported, and becomes a navigation property.
fn resolve_property(
    mut property: Property,
    owner: RecordKind,
    model: &Model,
    errors: &mut Errors,
) -> Member {
    let name = &property.name.wire;
    let ty = &property.ty;
    let span = ty.name.span();
    match model.find(&ty.name) {
        Found::Edm(Edm::Stream) if ty.is_collection => {
            errors.push(
                span,
                "a stream cannot be in a collection",
                format!("write `{name}: Stream`"),
            );
            property.ty.is_collection = false;
        }
        Found::Edm(_) | Found::Enumeration | Found::Record(RecordKind::Complex) => {}
        Found::Elsewhere => correct_primitive(&mut property.ty.name, errors),
        Found::Record(RecordKind::Entity) => {
            let help = match owner {
                RecordKind::Entity => {
                    format!(
                        "write `ref {name}: {ty}` if the entity is linked from here, or `nav {name}: {ty}` if it is contained here, so that DELETE deletes it"
                    )
                }
                RecordKind::Complex => {
                    "declare the entity's `id` as a `String` instead: only entities have navigation properties".to_owned()
                }
            };
            errors.push(
                span,
                format!("`{}` is an entity, which a property cannot hold", ty.name),
                help,
            );
            if owner == RecordKind::Entity {
                return Member::Navigation(Navigation {
                    attributes: property.attributes.without_property_marks(),
                    is_implicit: false,
                    is_reference: false,
                    name: property.name,
                    target: property.ty,
                    verbs: None,
                    each: None,
                    link: None,
                });
            }
            property.ty.name = TypeName::Edm(Edm::Json, span);
        }
        Found::Nothing => {
            let mut choices = model.names_of(|kind| kind == RecordKind::Complex, true);
            choices.extend(Edm::ALL.iter().map(|(name, _)| *name));
            property.ty.name = unknown_type(&ty.name, &choices, errors);
        }
    }
    Member::Property(property)
}

/// Resolves a navigation property. One that does not lead to an entity is reported, and becomes a property.
fn resolve_navigation(mut navigation: Navigation, model: &Model, errors: &mut Errors) -> Member {
    let target = &navigation.target;
    let Some(what) = no_entity(model, &target.name) else {
        resolve_target(&mut navigation, model, errors);
        return Member::Navigation(navigation);
    };
    errors.push(
        target.name.span(),
        format!(
            "`{}` is {what}; a navigation property leads to an entity",
            target.name
        ),
        format!("make it a property: `{}: {target}`", navigation.name.wire),
    );
    Member::Property(Property {
        attributes: navigation.attributes,
        name: navigation.name,
        ty: navigation.target,
        verbs: None,
    })
}

/// Resolves an entity set or singleton. Reports one that is not of an entity type, and returns `false`.
fn resolve_root(root: &mut Navigation, model: &Model, errors: &mut Errors) -> bool {
    let name = &root.target.name;
    let Some(what) = no_entity(model, name) else {
        resolve_target(root, model, errors);
        return true;
    };
    let help = match what {
        "a complex type" => format!("declare `{name}` as an `entity`, or name one here"),
        _ => "name an entity here".to_owned(),
    };
    errors.push(
        name.span(),
        format!("`{name}` is {what}; a path leads to an entity"),
        help,
    );
    false
}

/// Describes a type that is not an entity type.
fn no_entity(model: &Model, name: &TypeName) -> Option<&'static str> {
    match model.find(name) {
        Found::Record(RecordKind::Entity) | Found::Elsewhere | Found::Nothing => None,
        Found::Record(RecordKind::Complex) => Some("a complex type"),
        Found::Enumeration => Some("an enumeration"),
        Found::Edm(_) => Some("a primitive type"),
    }
}

fn resolve_target(navigation: &mut Navigation, model: &Model, errors: &mut Errors) {
    let name = &navigation.target.name;
    if matches!(model.find(name), Found::Nothing) {
        let choices = model.names_of(|kind| kind == RecordKind::Entity, false);
        navigation.target.name = unknown_type(name, &choices, errors);
    }
}
