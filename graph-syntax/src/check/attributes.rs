//! Reports attributes on items and members that they do not apply to.

use proc_macro2::Span;

use crate::ast::{
    Attributes, Enumeration, Extension, Navigation, Operation, OperationKind, Property, Record,
    RecordKind, Service, TypeName, Verb,
};
use crate::edm::Edm;
use crate::errors::Errors;
use crate::resolve::Model;

const ON_NAVIGATION: &str =
    "list the verbs that the navigation property allows in braces: `{ get }`";
const ON_OTHERS: &str = "remove it, or put it before the property that it applies to";

/// The item or member that attributes are written on.
#[derive(Clone, Copy)]
struct Subject<'a> {
    name: &'a str,
    /// Follows "`name` is" in a message.
    kind: &'static str,
}

impl<'a> Subject<'a> {
    fn new(name: &'a str, kind: &'static str) -> Self {
        Subject { name, kind }
    }

    fn of_root(root: &'a Navigation) -> Self {
        let kind = if root.target.is_collection {
            "an entity set"
        } else {
            "a singleton"
        };
        Subject::new(&root.name.wire, kind)
    }
}

pub(super) fn check_attributes(model: &Model, errors: &mut Errors) {
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
    let subject = match record.kind {
        RecordKind::Entity => Subject::new(name, "an entity"),
        RecordKind::Complex => Subject::new(name, "a complex type"),
    };
    if record.kind == RecordKind::Complex {
        check_no_entity(&record.attributes, subject, "remove it", errors);
    }
    check_no_property(&record.attributes, subject, ON_OTHERS, errors);
    for property in &record.properties {
        check_property(property, record, model, errors);
        check_alternate_key(property, record, model, errors);
    }
    for navigation in &record.navigations {
        let subject = Subject::new(&navigation.name.wire, "a navigation property");
        check_navigation(&navigation.attributes, subject, &on_entity(record), errors);
    }
    for operation in &record.operations {
        check_operation(operation, &on_entity(record), errors);
    }
    for (attributes, key) in &record.known_keys {
        let subject = Subject::new(&key.wire, "a key");
        check_no_entity(attributes, subject, &on_entity(record), errors);
        check_no_property(attributes, subject, ON_OTHERS, errors);
    }
}

fn check_service(service: &Service, errors: &mut Errors) {
    let name = service.name.to_string();
    let subject = Subject::new(&name, "a service");
    check_no_entity(&service.attributes, subject, ON_TYPE, errors);
    check_no_property(&service.attributes, subject, ON_OTHERS, errors);
    if let Some(other) = &service.attributes.rust_name {
        errors.push(
            other.span(),
            format!("`{name}` is a service, whose name is a Rust name already"),
            format!("remove `#[rust_name = {other}]`, or write `service {other} = …`"),
        );
    }
    for root in &service.roots {
        check_navigation(&root.attributes, Subject::of_root(root), ON_TYPE, errors);
    }
}

fn check_extension(extension: &Extension, errors: &mut Errors) {
    let Some(last) = extension.target.segments.last() else {
        return;
    };
    let name = last.ident.to_string();
    let attributes = &extension.attributes;
    let subject = Subject::new(&name, "extended here");
    check_no_entity(attributes, subject, ON_TYPE, errors);
    check_no_property(attributes, subject, ON_OTHERS, errors);
    if let Some(other) = &attributes.rust_name {
        errors.push(
            other.span(),
            format!("the extension of `{name}` has no Rust name to change"),
            format!("remove it; to name the trait, write `extend … as {other}`"),
        );
    }
    for root in &extension.roots {
        check_navigation(&root.attributes, Subject::of_root(root), ON_TYPE, errors);
    }
    for navigation in &extension.navigations {
        let subject = Subject::new(&navigation.name.wire, "a navigation property");
        check_navigation(&navigation.attributes, subject, ON_TYPE, errors);
    }
    for operation in &extension.operations {
        check_operation(operation, ON_TYPE, errors);
    }
}

fn check_enumeration(enumeration: &Enumeration, errors: &mut Errors) {
    let subject = Subject::new(&enumeration.name.wire, "an enumeration");
    let item = std::iter::once((&enumeration.attributes, subject));
    let members = enumeration.members.iter().map(|member| {
        let subject = Subject::new(&member.name.wire, "a member of an enumeration");
        (&member.attributes, subject)
    });
    for (attributes, subject) in item.chain(members) {
        check_no_entity(attributes, subject, "remove it", errors);
        check_no_property(attributes, subject, ON_OTHERS, errors);
    }
}

const ON_TYPE: &str = "put it before the entity that it applies to";

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
                format!("`#[media]` applies to entities; `{name}` is a property"),
                "remove it: a `Stream` has a URL of its own without it",
            );
        }
        _ => {
            let subject = Subject::new(name, "a property");
            check_no_entity(&property.attributes, subject, &on_entity(record), errors);
        }
    }
    check_property_verbs(property, model, errors);
}

/// Checks the verbs of a property. The service allows GET at the URL of a primitive value, and DELETE, which sets it to null.
fn check_property_verbs(property: &Property, model: &Model, errors: &mut Errors) {
    let is_stream = matches!(property.ty.name, TypeName::Edm(Edm::Stream, _));
    if is_stream || model.record_of(&property.ty.name).is_some() {
        return;
    }
    // A type of another declaration may be complex, which only rustc can know.
    let may_be_complex =
        matches!(property.ty.name, TypeName::Path(_)) && !property.ty.is_collection;
    let verbs = property.verbs.iter().flat_map(|list| &list.verbs);
    for (verb, span) in verbs.filter(|(verb, _)| match verb {
        Verb::Get | Verb::Delete => false,
        Verb::Patch | Verb::Put => !may_be_complex,
        Verb::Post => true,
    }) {
        errors.push(
            *span,
            format!(
                "`{}` is not of a complex type, so its URL does not allow {}",
                property.name.wire,
                verb.word().to_uppercase()
            ),
            "list `{ get }` or `{ get, delete }`; to change the value, PATCH the entity that has the property",
        );
    }
}

fn check_navigation(
    attributes: &Attributes,
    subject: Subject<'_>,
    on_entity: &str,
    errors: &mut Errors,
) {
    check_no_entity(attributes, subject, on_entity, errors);
    check_no_property(attributes, subject, ON_NAVIGATION, errors);
}

fn check_operation(operation: &Operation, on_entity: &str, errors: &mut Errors) {
    let kind = match operation.kind {
        OperationKind::Action => "an action",
        OperationKind::Function => "a function",
    };
    let (attributes, subject) = (
        &operation.attributes,
        Subject::new(&operation.name.wire, kind),
    );
    check_no_entity(attributes, subject, on_entity, errors);
    check_no_property(attributes, subject, ON_OTHERS, errors);
}

/// Checks that an alternate key is a single primitive value of an entity.
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
            format!("`{name}` is already the key"),
            "remove `#[alternate_key]`",
        );
    } else if !super::can_be_key(property, model) {
        errors.push(
            property.ty.name.span(),
            format!("`{name}` cannot be an alternate key: a key is one primitive value"),
            "use a primitive type such as `String`, or remove `#[alternate_key]`",
        );
    }
}

/// Reports the attributes of properties on something else.
fn check_no_property(
    attributes: &Attributes,
    subject: Subject<'_>,
    help: &str,
    errors: &mut Errors,
) {
    let marks = [
        ("key", attributes.key),
        ("alternate_key", attributes.alternate_key),
        ("read_only", attributes.read_only),
        ("immutable", attributes.immutable),
        ("not_null", attributes.not_null),
    ];
    push_misplaced(&marks, "properties", subject, help, errors);
}

/// Reports the attributes of entities on something else.
fn check_no_entity(attributes: &Attributes, subject: Subject<'_>, help: &str, errors: &mut Errors) {
    let marks = [
        ("media", attributes.media),
        ("directory_object", attributes.directory_object),
        ("path_addressed", attributes.path_addressed),
        ("keyless", attributes.keyless),
    ];
    push_misplaced(&marks, "entities", subject, help, errors);
}

fn push_misplaced(
    marks: &[(&str, Option<Span>)],
    place: &str,
    subject: Subject<'_>,
    help: &str,
    errors: &mut Errors,
) {
    let Subject { name, kind } = subject;
    for (word, span) in marks {
        if let Some(span) = span {
            errors.push(
                *span,
                format!("`#[{word}]` applies to {place}; `{name}` is {kind}"),
                help,
            );
        }
    }
}
