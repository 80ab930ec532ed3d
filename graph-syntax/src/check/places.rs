//! Attributes stand where they mean something: an attribute that does not is never passed over.

use proc_macro2::Span;

use crate::ast::{
    Attributes, Enumeration, Extension, Navigation, Operation, Property, Record, RecordKind,
    Service, TypeName, Verb,
};
use crate::edm::Edm;
use crate::errors::Errors;
use crate::resolve::Model;

const ON_NAVIGATION: &str = "what a navigation allows is listed in braces: `{ get }`";
const ON_OTHERS: &str = "remove it, or mark the property that is meant";

pub(super) fn check_places(model: &Model, errors: &mut Errors) {
    for record in &model.records {
        check_record(record, model, errors);
    }
    for service in &model.services {
        check_service(service, errors);
    }
    for extension in &model.extensions {
        check_extension(extension, errors);
    }
    for enumeration in &model.enumerations {
        check_enumeration(enumeration, errors);
    }
}

fn check_record(record: &Record, model: &Model, errors: &mut Errors) {
    let name = &record.name.wire;
    match record.kind {
        RecordKind::Entity => {}
        RecordKind::Complex => check_no_entity(&record.attributes, name, "remove it", errors),
    }
    check_no_property(&record.attributes, name, ON_OTHERS, errors);
    for property in &record.properties {
        check_property(property, record, model, errors);
        check_alternate_key(property, record, model, errors);
    }
    for navigation in &record.navigations {
        check_navigation(navigation, &on_entity(record), errors);
    }
    for operation in &record.operations {
        check_operation(operation, &on_entity(record), errors);
    }
    for (attributes, key) in &record.known_keys {
        check_no_entity(attributes, &key.wire, &on_entity(record), errors);
        check_no_property(attributes, &key.wire, ON_OTHERS, errors);
    }
}

fn check_service(service: &Service, errors: &mut Errors) {
    let name = service.name.to_string();
    check_no_entity(&service.attributes, &name, ON_TYPE, errors);
    check_no_property(&service.attributes, &name, ON_OTHERS, errors);
    if let Some(other) = &service.attributes.rust_name {
        errors.push(
            other.span(),
            format!("the name of a service, `{name}`, is its Rust name already"),
            format!("remove `#[rust_name = {other}]`, or write `service {other} = …`"),
        );
    }
    for root in &service.roots {
        check_navigation(root, ON_TYPE, errors);
    }
}

fn check_extension(extension: &Extension, errors: &mut Errors) {
    let Some(last) = extension.target.segments.last() else {
        return;
    };
    let name = last.ident.to_string();
    let attributes = &extension.attributes;
    check_no_entity(attributes, &name, ON_TYPE, errors);
    check_no_property(attributes, &name, ON_OTHERS, errors);
    if let Some(other) = &attributes.rust_name {
        errors.push(
            other.span(),
            format!("what extends `{name}` has no name to change"),
            format!("remove it; a trait is named behind the type: `extend … as {other}`"),
        );
    }
    for navigation in extension.roots.iter().chain(&extension.navigations) {
        check_navigation(navigation, ON_TYPE, errors);
    }
    for operation in &extension.operations {
        check_operation(operation, ON_TYPE, errors);
    }
}

fn check_enumeration(enumeration: &Enumeration, errors: &mut Errors) {
    let items = std::iter::once((&enumeration.attributes, &enumeration.name));
    let members = enumeration
        .members
        .iter()
        .map(|member| (&member.attributes, &member.name));
    for (attributes, name) in items.chain(members) {
        check_no_entity(attributes, &name.wire, "remove it", errors);
        check_no_property(attributes, &name.wire, ON_OTHERS, errors);
    }
}

const ON_TYPE: &str = "put it before the entity that is meant";

fn on_entity(record: &Record) -> String {
    match record.kind {
        RecordKind::Entity => format!("put it before `entity {}`", record.name.wire),
        RecordKind::Complex => "remove it".to_owned(),
    }
}

fn check_property(property: &Property, record: &Record, model: &Model, errors: &mut Errors) {
    let name = &property.name.wire;
    let is_stream = matches!(property.ty.name, TypeName::Edm(Edm::Stream, _));
    match (is_stream, property.attributes.media) {
        (true, Some(span)) => {
            errors.push(
                span,
                format!("`#[media]` is for entities, and `{name}` is none"),
                "remove it: a `Stream` has a URL of its own as it is",
            );
        }
        _ => check_no_entity(&property.attributes, name, &on_entity(record), errors),
    }
    check_property_verbs(property, model, errors);
}

/// At the URL of a property that is no complex value, the service answers GET and, by DELETE, sets it to null.
fn check_property_verbs(property: &Property, model: &Model, errors: &mut Errors) {
    let is_stream = matches!(property.ty.name, TypeName::Edm(Edm::Stream, _));
    if is_stream || model.record_of(&property.ty.name).is_some() {
        return;
    }
    let verbs = property.verbs.iter().flat_map(|list| &list.verbs);
    for (verb, span) in verbs.filter(|(verb, _)| !matches!(verb, Verb::Get | Verb::Delete)) {
        errors.push(
            *span,
            format!(
                "`{}` is no complex value, so its URL does not take {}",
                property.name.wire,
                verb.word().to_uppercase()
            ),
            "`{ get }` or `{ get, delete }`; change it by an update of what it is a property of",
        );
    }
}

fn check_navigation(navigation: &Navigation, on_entity: &str, errors: &mut Errors) {
    let (attributes, name) = (&navigation.attributes, &navigation.name.wire);
    check_no_entity(attributes, name, on_entity, errors);
    check_no_property(attributes, name, ON_NAVIGATION, errors);
}

fn check_operation(operation: &Operation, on_entity: &str, errors: &mut Errors) {
    let (attributes, name) = (&operation.attributes, &operation.name.wire);
    check_no_entity(attributes, name, on_entity, errors);
    check_no_property(attributes, name, ON_OTHERS, errors);
}

/// An alternate key is a key: one primitive value of an entity.
fn check_alternate_key(property: &Property, record: &Record, model: &Model, errors: &mut Errors) {
    let Some(span) = property.attributes.alternate_key else {
        return;
    };
    let name = &property.name.wire;
    if record.kind == RecordKind::Complex {
        errors.push(
            span,
            format!("`{}` is a complex type, which has no key", record.name.wire),
            "declare it as an `entity`, or remove `#[alternate_key]`",
        );
    } else if property.attributes.key.is_some() {
        errors.push(
            span,
            format!("`{name}` is the key already"),
            "remove `#[alternate_key]`",
        );
    } else if !super::can_be_key(property, model) {
        errors.push(
            property.ty.name.span(),
            format!("`{name}` cannot be an alternate key: a key is one primitive value"),
            "make it a `String`, say, or remove `#[alternate_key]`",
        );
    }
}

/// Whether what is no property is not marked like one.
fn check_no_property(attributes: &Attributes, name: &str, help: &str, errors: &mut Errors) {
    let marks = [
        ("key", attributes.key),
        ("alternate_key", attributes.alternate_key),
        ("read_only", attributes.read_only),
        ("immutable", attributes.immutable),
        ("not_null", attributes.not_null),
    ];
    push_misplaced(&marks, "properties", name, help, errors);
}

/// Whether what is no entity is not marked like one.
fn check_no_entity(attributes: &Attributes, name: &str, help: &str, errors: &mut Errors) {
    let marks = [
        ("media", attributes.media),
        ("directory_object", attributes.directory_object),
        ("path_addressed", attributes.path_addressed),
        ("keyless", attributes.keyless),
    ];
    push_misplaced(&marks, "entities", name, help, errors);
}

fn push_misplaced(
    marks: &[(&str, Option<Span>)],
    place: &str,
    name: &str,
    help: &str,
    errors: &mut Errors,
) {
    for (word, span) in marks {
        if let Some(span) = span {
            errors.push(
                *span,
                format!("`#[{word}]` is for {place}, and `{name}` is none"),
                help,
            );
        }
    }
}
