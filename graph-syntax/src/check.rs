//! Checks the rules of the language on a resolved declaration, with one function for each rule.

use crate::ast::{
    EnumerationMember, Extension, Navigation, Property, Record, RecordKind, TypeName, Verb,
    VerbList,
};
use crate::edm::Edm;
use crate::errors::Errors;
use crate::resolve::Model;

mod attributes;
mod operations;

/// Checks every rule.
pub fn check(model: &Model, errors: &mut Errors) {
    for (index, record) in model.records.iter().enumerate() {
        for property in &record.properties {
            check_access(property, errors);
            check_key_type(property, model, errors);
        }
        check_keys(index, record, model, errors);
        check_implicit_id(index, record, model, errors);
        for navigation in &record.navigations {
            check_verbs(navigation, errors);
            check_reference_verbs(navigation, errors);
        }
        for operation in &record.operations {
            operations::check_verbs(operation, model, errors);
        }
        check_complex(record, errors);
    }
    for service in &model.services {
        check_version(&service.version, errors);
        for root in &service.roots {
            check_verbs(root, errors);
            check_root(root, errors);
        }
    }
    for extension in &model.extensions {
        check_bindings(extension, errors);
        for operation in &extension.operations {
            operations::check_verbs(operation, model, errors);
        }
        for root in &extension.roots {
            check_root(root, errors);
        }
        for navigation in extension.roots.iter().chain(&extension.navigations) {
            check_verbs(navigation, errors);
            check_reference_verbs(navigation, errors);
        }
    }
    for enumeration in &model.enumerations {
        check_members(enumeration, errors);
        check_values(enumeration, errors);
    }
    attributes::check_attributes(model, errors);
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
    if !can_be_key(property, model) {
        errors.push(
            property.ty.name.span(),
            format!(
                "`{}` cannot be a key: a key is one primitive value",
                property.name.wire
            ),
            "use a primitive type such as `String`, or remove `#[key]`",
        );
    }
}

/// Tests if a property is a single primitive value.
fn can_be_key(property: &Property, model: &Model) -> bool {
    let name = &property.ty.name;
    let is_primitive =
        matches!(name, TypeName::Edm(edm, _) if !matches!(edm, Edm::Stream | Edm::Json));
    // A type of another declaration may be an enumeration.
    let may_be_enumeration =
        matches!(name, TypeName::Path(_)) || model.enumeration_of(name).is_some();
    !property.ty.is_collection && (is_primitive || may_be_enumeration)
}

/// Checks that a type declares at most one key, and none if a base has one (OData CSDL 4.01, section 6.5).
fn check_keys(index: usize, record: &Record, model: &Model, errors: &mut Errors) {
    check_keyless(index, record, model, errors);
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
    if let Some(base) = model.base_with_key(index) {
        let (name, base) = (&record.name.wire, &model.records[base].name.wire);
        errors.push(
            first,
            format!("`{name}` already has a key, from its base `{base}`"),
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
            "mark one property with `#[key]`: a path takes a single key value",
        );
    }
}

/// Checks that `#[keyless]` is only on the first type of a hierarchy, and only if that has no key.
fn check_keyless(index: usize, record: &Record, model: &Model, errors: &mut Errors) {
    let Some(span) = record.attributes.keyless else {
        return;
    };
    let name = &record.name.wire;
    if let Some(key) = record.key() {
        errors.push(
            span,
            format!(
                "`{name}` is marked `#[keyless]`, but has the key `{}`",
                key.name.wire
            ),
            "remove `#[keyless]` or `#[key]`",
        );
    } else if let Some(base) = &record.base {
        let help = match model.record_of(base) {
            Some(_) if model.has_graphs_id(index) => {
                format!("remove it, or put it before the first base, `{}`", {
                    &model.records[model.root(index)].name.wire
                })
            }
            _ => "remove it: a type without `#[key]` has the key of its base, if there is one"
                .to_owned(),
        };
        errors.push(
            span,
            format!("`#[keyless]` applies to the first type of a hierarchy; `{name}` has a base"),
            help,
        );
    }
}

/// Checks that no property is named `id` where Graph's `id` is implied.
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
            format!("`{}` already has an `id`", record.name.wire),
            "remove the property, or mark it `#[key]`: every entity without a `#[key]` has Graph's `id`",
        );
    }
}

fn check_verbs(navigation: &Navigation, errors: &mut Errors) {
    let name = &navigation.name.wire;
    let mut check_list = |list: Option<&VerbList>, what: &str, example: &str| {
        if let Some(list) = list
            && list.verbs.is_empty()
        {
            errors.push(
                list.span,
                format!("`{name}` allows no verbs on {what}"),
                format!(
                    "list verbs, such as `{example}`, or remove the braces to allow the default verbs"
                ),
            );
        }
    };
    let link = navigation.link.as_ref();
    for (verbs, each) in [
        (navigation.verbs.as_ref(), navigation.each.as_ref()),
        (
            link.map(|link| &link.verbs),
            link.and_then(|link| link.each.as_ref()),
        ),
    ] {
        if navigation.target.is_collection {
            check_list(verbs, "the collection", "{ get, post }")
        } else {
            check_list(verbs, "the entity", "{ get, patch }")
        }
        check_list(each, "its members", "each { get, patch }");
    }
    let all_each = [
        navigation.each.as_ref(),
        link.and_then(|link| link.each.as_ref()),
    ];
    for each in all_each.into_iter().flatten() {
        if !navigation.target.is_collection {
            errors.push(
                each.span,
                format!("`{name}` leads to a single entity, which has no members"),
                format!("remove `each {{ … }}`, or make it a collection: `{name}: [type]`"),
            );
        }
    }
    if let (true, Some(link)) = (navigation.is_reference, link) {
        errors.push(
            link.verbs.span,
            format!("`{name}` is already a `ref`, whose verbs are those of the link"),
            format!("remove `ref {{ … }}`, or write `nav {name}` if the entity can also be changed through this path"),
        );
    }
}

/// Checks that an entity set or singleton has no link.
fn check_root(root: &Navigation, errors: &mut Errors) {
    if let Some(link) = &root.link {
        errors.push(
            link.verbs.span,
            format!(
                "`{}` is an entity set or singleton, which has no link",
                root.name.wire
            ),
            "remove `ref { … }`",
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
            "the version of a service must be one segment of a URL",
            "write it as in the URLs: `\"beta\"` or `\"v1.0\"`",
        );
    }
}

/// Checks that all members of flags have values, or none, since sets are compared by values or by names (OData CSDL 4.01, section 10.3: each member of a flags
/// enumeration has a value).
fn check_values(enumeration: &crate::ast::Enumeration, errors: &mut Errors) {
    let has_value = |member: &&EnumerationMember| member.value.is_some();
    let Some(valued) = enumeration.members.iter().find(has_value) else {
        return;
    };
    for member in enumeration
        .members
        .iter()
        .filter(|member| member.value.is_none())
    {
        errors.push(
            member.name.span,
            format!(
                "`{}` has no value, but `{}` has one",
                member.name.wire, valued.name.wire
            ),
            format!(
                "give each member its `Value` from the schema, `{} = …`, or give none a value",
                member.name.wire
            ),
        );
    }
}

fn check_members(enumeration: &crate::ast::Enumeration, errors: &mut Errors) {
    if enumeration.members.is_empty() {
        errors.push(
            enumeration.name.span,
            format!("the enumeration `{}` has no members", enumeration.name.wire),
            "list the members that you use; all others are kept as text",
        );
    }
}

/// Checks the verbs of references, which are those of the link. Entities are read through a reference, and changed where they are
/// contained (Microsoft Graph documentation: a DELETE without `$ref` deletes the user instead of the membership).
fn check_reference_verbs(navigation: &Navigation, errors: &mut Errors) {
    let name = &navigation.name.wire;
    let (at_link, at_each) = navigation.link_lists();
    let lists = [
        (at_link, navigation.possible_at_link()),
        (at_each, navigation.possible_at_link_of_each()),
    ];
    for (list, possible) in lists {
        let verbs = list.into_iter().flat_map(|list| &list.verbs);
        for (verb, span) in verbs.filter(|(verb, _)| !possible.contains(verb)) {
            let (verb_name, possible) = (verb.word().to_uppercase(), words(possible));
            let help = match verb {
                Verb::Patch => format!(
                    "a link allows `{{ {possible} }}`, at `$ref`; if the entities are contained here, write `nav {name}`"
                ),
                Verb::Delete if navigation.target.is_collection => format!(
                    "links are removed one by one: write `{{ {possible} }} each {{ get, delete }}`"
                ),
                _ => format!("this link allows `{{ {possible} }}`"),
            };
            errors.push(
                *span,
                format!("`{name}` is a reference, and its link does not allow {verb_name}"),
                help,
            );
        }
    }
}

fn words(verbs: &[Verb]) -> String {
    verbs
        .iter()
        .map(|verb| verb.word())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Reports members of complex types that only entities can have.
fn check_complex(record: &Record, errors: &mut Errors) {
    if record.kind == RecordKind::Entity {
        return;
    }
    let name = &record.name.wire;
    for (_, key) in &record.known_keys {
        errors.push(
            key.span,
            format!("`{name}` is a complex type, which has no keys"),
            "declare it as an `entity`, or remove the key",
        );
    }
    for operation in &record.operations {
        errors.push(
            operation.name.span,
            format!("`{name}` is a complex type, which has no operations"),
            "declare the operation in the entity that it is bound to",
        );
    }
}

/// Reports operations that an extension binds to a collection, since the methods of these paths belong to the type.
fn check_bindings(extension: &Extension, errors: &mut Errors) {
    for operation in extension
        .operations
        .iter()
        .filter(|operation| operation.on_collection)
    {
        errors.push(
            operation.name.span,
            format!(
                "`{}` is bound to a collection, which cannot be extended",
                operation.name.wire
            ),
            "declare it in the entity itself",
        );
    }
}

#[cfg(test)]
mod tests;
