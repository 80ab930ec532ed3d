//! Rules that hold between things that are all known: one function for each.

use crate::ast::{
    Attributes, Navigation, Property, Record, RecordKind, Service, TypeName, VerbList,
};
use crate::edm::Edm;
use crate::errors::Errors;
use crate::resolve::Model;

/// Checks every rule.
pub fn check(model: &Model, errors: &mut Errors) {
    for (index, record) in model.records.iter().enumerate() {
        for property in &record.properties {
            check_access(property, errors);
            check_key_type(property, model, errors);
        }
        check_keys(record, errors);
        check_implicit_id(index, record, model, errors);
        for navigation in &record.navigations {
            check_verbs(navigation, errors);
            check_no_property(
                &navigation.attributes,
                &navigation.name.wire,
                ON_NAVIGATION,
                errors,
            );
        }
        check_no_property(&record.attributes, &record.name.wire, ON_OTHERS, errors);
    }
    for service in &model.services {
        check_version(&service.version, errors);
        for root in &service.roots {
            check_verbs(root, errors);
            check_no_property(&root.attributes, &root.name.wire, ON_NAVIGATION, errors);
        }
        let name = service.name.to_string();
        check_no_property(&service.attributes, &name, ON_OTHERS, errors);
        check_service_name(service, errors);
    }
    for enumeration in &model.enumerations {
        check_members(enumeration, errors);
        let items = std::iter::once((&enumeration.attributes, &enumeration.name));
        let members = enumeration
            .members
            .iter()
            .map(|(attributes, name)| (attributes, name));
        for (attributes, name) in items.chain(members) {
            check_no_property(attributes, &name.wire, ON_OTHERS, errors);
        }
    }
}

fn check_access(property: &Property, errors: &mut Errors) {
    let attributes = &property.attributes;
    if let (Some(_), Some(span)) = (attributes.read_only, attributes.immutable) {
        errors.push(
            span,
            format!(
                "`{}` cannot be both `read_only` and `immutable`",
                property.name.wire
            ),
            "`read_only` is never set by the client, `immutable` only on create; keep one",
        );
    }
    let is_stream = matches!(property.ty.name, TypeName::Edm(Edm::Stream, _));
    if let (true, Some(span)) = (is_stream, attributes.not_null) {
        errors.push(span, "a stream is never null", "remove `#[not_null]`");
    }
}

fn check_key_type(property: &Property, model: &Model, errors: &mut Errors) {
    if property.attributes.key.is_none() {
        return;
    }
    let name = &property.ty.name;
    let is_primitive =
        matches!(name, TypeName::Edm(edm, _) if !matches!(edm, Edm::Stream | Edm::Json));
    // Of a type that is declared elsewhere, nothing is known.
    let may_be_enumeration =
        matches!(name, TypeName::Path(_)) || model.enumeration_of(name).is_some();
    if property.ty.is_collection || !(is_primitive || may_be_enumeration) {
        errors.push(
            name.span(),
            format!(
                "`{}` cannot be a key: a key is one primitive value",
                property.name.wire
            ),
            "make it a `String`, say, or remove `#[key]`",
        );
    }
}

fn check_keys(record: &Record, errors: &mut Errors) {
    let mut keys = record
        .properties
        .iter()
        .filter_map(|property| property.attributes.key.map(|span| (span, property)));
    let Some((first, property)) = keys.next() else {
        return;
    };
    if record.kind == RecordKind::Complex {
        errors.push(
            first,
            format!("`{}` is a complex type, which has no key", record.name.wire),
            "declare it as an `entity`, or remove `#[key]`",
        );
        return;
    }
    if record.base.is_some() {
        errors.push(
            first,
            format!("`{}` has the key of its base", record.name.wire),
            "remove `#[key]` here",
        );
        return;
    }
    if let Some((second, other)) = keys.next() {
        errors.push(
            second,
            format!(
                "`{}` has two keys, `{}` and `{}`",
                record.name.wire, property.name.wire, other.name.wire
            ),
            "mark one property: paths take a key of one part",
        );
    }
}

/// An entity without a base and without a key has Graph's `id`.
fn check_implicit_id(index: usize, record: &Record, model: &Model, errors: &mut Errors) {
    if !model.has_graphs_id(index) {
        return;
    }
    for property in record
        .properties
        .iter()
        .filter(|property| property.name.wire == "id")
    {
        errors.push(
            property.name.span,
            format!("`{}` has an `id` already", record.name.wire),
            "remove it: every entity without a `#[key]` has Graph's `id`; or mark it `#[key]`",
        );
    }
}

fn check_verbs(navigation: &Navigation, errors: &mut Errors) {
    let name = &navigation.name.wire;
    let mut check_list = |list: &Option<VerbList>, what: &str, example: &str| {
        if let Some(list) = list
            && list.verbs.is_empty()
        {
            errors.push(
                list.span,
                format!("`{name}` allows no verb on {what}"),
                format!(
                    "list the verbs, `{example}`, or leave the braces out to allow what is usual"
                ),
            );
        }
    };
    match navigation.target.is_collection {
        true => check_list(&navigation.verbs, "the collection", "{ get, post }"),
        false => check_list(&navigation.verbs, "the entity", "{ get, patch }"),
    }
    check_list(&navigation.each, "its members", "each { get, patch }");
    if let (Some(each), false) = (&navigation.each, navigation.target.is_collection) {
        errors.push(
            each.span,
            format!("`{name}` is a single entity, so it has no members"),
            format!("remove `each {{ … }}`, or make it a collection: `{name}: [type]`"),
        );
    }
}

const ON_NAVIGATION: &str = "what a navigation allows is listed in braces: `{ get }`";
const ON_OTHERS: &str = "remove it, or mark the property that is meant";

/// Whether what is no property is not marked like one.
fn check_no_property(attributes: &Attributes, name: &str, help: &str, errors: &mut Errors) {
    for (word, span) in [
        ("key", attributes.key),
        ("read_only", attributes.read_only),
        ("immutable", attributes.immutable),
        ("not_null", attributes.not_null),
    ] {
        if let Some(span) = span {
            errors.push(
                span,
                format!("`#[{word}]` is for properties, and `{name}` is none"),
                help,
            );
        }
    }
}

fn check_service_name(service: &Service, errors: &mut Errors) {
    if let Some(other) = &service.attributes.rust_name {
        errors.push(
            other.span(),
            format!(
                "the name of a service, `{}`, is its Rust name already",
                service.name
            ),
            format!("remove `#[rust_name = {other}]`, or write `service {other} = …`"),
        );
    }
}

fn check_version(version: &syn::LitStr, errors: &mut Errors) {
    let text = version.value();
    let is_segment = !text.is_empty()
        && text
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || "._-~".contains(char))
        && text != "."
        && text != "..";
    if !is_segment {
        errors.push(
            version.span(),
            "the version of a service is one segment of its URLs",
            "write it as the URLs do: `\"beta\"` or `\"v1.0\"`",
        );
    }
}

fn check_members(enumeration: &crate::ast::Enumeration, errors: &mut Errors) {
    if enumeration.members.is_empty() {
        errors.push(
            enumeration.name.span,
            format!("the enumeration `{}` has no members", enumeration.name.wire),
            "list those that you use; others are kept as text",
        );
    }
}

#[cfg(test)]
mod tests;
