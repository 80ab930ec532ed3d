//! Finds names that are distinct in Graph but equal in Rust, and names that are not allowed in Rust.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Ident, Span};

use super::Model;
use crate::ast::{Attributes, Name, Navigation, Operation, Property, TypeName};
use crate::edm::Edm;
use crate::errors::Errors;
use crate::names::{
    cast_method, escape, method_name, method_name_with, segment_method, variant_name,
};

/// Checks the Rust names of everything. Reports a name that cannot be used, and replaces it.
pub(super) fn resolve_rust_names(model: &mut Model, errors: &mut Errors) {
    inherit_aliases(model);
    for index in 0..model.records.len() {
        name_fields(model, index, errors);
        name_constants(model, index, errors);
        name_methods(model, index, errors);
    }
    name_types(model, errors);
    for service in &mut model.services {
        let mut scope = Scope::default();
        reserve_segments(&service.roots, &mut scope);
        for root in &mut service.roots {
            let wanted = root.method_name();
            scope.claim(&wanted, "method", &root.name, &mut root.attributes, errors);
        }
    }
    for enumeration in &mut model.enumerations {
        let mut scope = Scope::default();
        scope.reserve(
            "Unrecognized",
            "the variant for members that are not declared",
        );
        for member in &mut enumeration.members {
            let (attributes, name) = (&mut member.attributes, &member.name);
            let wanted = attributes.rust_name_or(|| variant_name(&name.wire));
            scope.claim(&wanted, "variant", name, attributes, errors);
        }
    }
}

/// The Rust names of one scope, with their holders. A `BTreeMap`, since hashing is slow without optimisation.
#[derive(Default)]
struct Scope {
    names: BTreeMap<String, String>,
}

impl Scope {
    fn reserve(&mut self, name: &str, holder: &str) {
        self.names.insert(name.to_owned(), holder.to_owned());
    }

    /// Takes a name for `of`. If it cannot have the name, reports that and sets another by `#[rust_name]`.
    fn claim(
        &mut self,
        wanted: &str,
        what: &str,
        of: &Name,
        attributes: &mut Attributes,
        errors: &mut Errors,
    ) {
        let span = attributes.rust_name.as_ref().map_or(of.span, Ident::span);
        let mut free = wanted.to_owned();
        while escape(&free).is_none() || self.names.contains_key(&free) {
            if !free.starts_with(|first: char| first.is_alphabetic() || first == '_') {
                free.insert(0, '_');
            }
            free = free.replace(|char: char| char != '_' && !char.is_alphanumeric(), "_");
            free.push('_');
        }
        if escape(wanted).is_none() {
            errors.push(
                span,
                format!(
                    "the {what} of `{}` cannot be named `{wanted}` in Rust",
                    of.wire
                ),
                format!("give it another name: `#[rust_name = {free}]`"),
            );
        } else if let Some(holder) = self.names.get(wanted) {
            errors.push(
                span,
                format!(
                    "the {what} of `{}` and {holder} would both be `{wanted}` in Rust",
                    of.wire
                ),
                format!("give one of them another name: `#[rust_name = {free}]`"),
            );
        }
        if free != wanted {
            attributes.rust_name = Some(Ident::new_raw_if_needed(&free, of.span));
        }
        self.names.insert(free, format!("that of `{}`", of.wire));
    }
}

trait NewRaw {
    fn new_raw_if_needed(name: &str, span: Span) -> Ident;
}

impl NewRaw for Ident {
    /// `name` has passed [`escape`].
    fn new_raw_if_needed(name: &str, span: Span) -> Ident {
        match escape(name) {
            Some(escaped) if escaped.starts_with("r#") => Ident::new_raw(name, span),
            _ => Ident::new(name, span),
        }
    }
}

fn name_types(model: &mut Model, errors: &mut Errors) {
    let mut scope = Scope::default();
    for service in &model.services {
        let name = service.name.to_string();
        scope.reserve(&name, &format!("the service `{name}`"));
    }
    // Before the types themselves, so that a conflict is reported at a name that can be changed.
    reserve_companions(model, &mut scope, errors);
    let names: Vec<(Name, String)> = model
        .records
        .iter()
        .map(|record| (record.name.clone(), record.rust_name()))
        .collect();
    for (record, (name, wanted)) in model.records.iter_mut().zip(&names) {
        scope.claim(wanted, "type", name, &mut record.attributes, errors);
    }
    for enumeration in &mut model.enumerations {
        let (name, wanted) = (enumeration.name.clone(), enumeration.rust_name());
        scope.claim(&wanted, "type", &name, &mut enumeration.attributes, errors);
    }
}

/// Reserves the names of the further types that a type expands to. Renames a type if one of them is taken.
fn reserve_companions(model: &mut Model, scope: &mut Scope, errors: &mut Errors) {
    let mut seen = HashSet::new();
    let mut renamed = Vec::new();
    for (index, record) in model.records.iter().enumerate() {
        let rust = record.rust_name();
        // Two types of the same name are reported themselves.
        if !seen.insert(rust.clone()) {
            continue;
        }
        let wire = &record.name.wire;
        let mut companions = Vec::new();
        if !model.descendants(index).is_empty() {
            companions.push((
                format!("Any{rust}"),
                format!("that of `{wire}` with its subtypes"),
            ));
        }
        if model.has_path(index) {
            for companion in [format!("{rust}Path"), format!("{rust}Paths")] {
                companions.push((companion, format!("that of the paths to `{wire}`")));
            }
        }
        for operation in record
            .operations
            .iter()
            .filter(|operation| operation.has_arguments_type())
        {
            let holder = format!("that of the arguments of `{}`", operation.name.wire);
            companions.push((operation.arguments_name(&rust), holder));
        }
        for (companion, holder) in companions {
            match scope.names.get(&companion) {
                Some(other) => {
                    errors.push(
                        record.name.span,
                        format!("{holder} and {other} would both be `{companion}` in Rust")
                            .replacen("that", "the type", 1),
                        format!("give one of them another name: `#[rust_name = {rust}_]`"),
                    );
                    renamed.push((index, Ident::new(&format!("{rust}_"), record.name.span)));
                }
                None => scope.reserve(&companion, &holder),
            }
        }
    }
    for (index, name) in renamed {
        model.records[index].attributes.rust_name = Some(name);
    }
}

fn name_fields(model: &mut Model, index: usize, errors: &mut Errors) {
    let mut scope = Scope::default();
    scope.reserve("base", "the base of the type");
    let declares_id = model.records[index]
        .properties
        .iter()
        .any(|property| property.name.wire == "id");
    // A second `id` of Graph's own name is reported as such.
    if model.has_graphs_id(index) && !declares_id {
        scope.reserve("id", "that of Graph's `id`");
    }
    let record = &mut model.records[index];
    for property in &mut record.properties {
        let wanted = property.field_name();
        let name = property.name.clone();
        scope.claim(&wanted, "field", &name, &mut property.attributes, errors);
    }
}

/// Checks the constants of navigation properties, which are next to those of properties and named after their methods.
fn name_constants(model: &mut Model, index: usize, errors: &mut Errors) {
    let mut scope = Scope::default();
    let has_graphs_id = model.has_graphs_id(index);
    let record = &mut model.records[index];
    if has_graphs_id && record.base.is_none() {
        scope.reserve("id", "that of Graph's `id`");
    }
    for property in &record.properties {
        let holder = format!("that of `{}`", property.name.wire);
        scope.reserve(&property.field_name(), &holder);
    }
    for navigation in record
        .navigations
        .iter_mut()
        .filter(|navigation| !navigation.is_implicit)
    {
        let wanted = navigation.method_name();
        // Two navigation properties of one name are reported for their methods.
        if scope.names.contains_key(&wanted) {
            let name = navigation.name.clone();
            scope.claim(
                &wanted,
                "constant",
                &name,
                &mut navigation.attributes,
                errors,
            );
        }
    }
}

fn name_methods(model: &mut Model, index: usize, errors: &mut Errors) {
    let mut scope = Scope::default();
    for &descendant in model.descendants(index) {
        let wire = &model.records[descendant].name.wire;
        scope.reserve(
            &cast_method(&model.namespace.text, wire),
            &format!("the cast to `{wire}`"),
        );
    }
    // The members of a base are checked with the base. Here they only reserve their names.
    for inherited in model
        .navigations(index)
        .iter()
        .filter(|inherited| inherited.owner != index)
    {
        let navigation = inherited.navigation;
        scope.reserve(
            &navigation.method_name(),
            &format!("that of `{}`", navigation.name.wire),
        );
    }
    let mut collection_scope = Scope::default();
    let overloads = model.overloads(index).into_iter();
    for (_, operation) in overloads.filter(|(owner, _)| *owner != index) {
        let holder = format!("that of `{}`", operation.name.wire);
        if operation.on_collection {
            collection_scope.reserve(&operation.method_name(), &holder)
        } else {
            scope.reserve(&operation.method_name(), &holder)
        }
    }
    let record = &mut model.records[index];
    reserve_segments(&record.navigations, &mut scope);
    for navigation in &mut record.navigations {
        let wanted = navigation.method_name();
        let name = navigation.name.clone();
        scope.claim(&wanted, "method", &name, &mut navigation.attributes, errors);
    }
    for property in record
        .properties
        .iter()
        .filter(|property| has_segment(property))
    {
        let wanted = method_name(&property.name.wire);
        let mut unchanged = Attributes::default();
        scope.claim(&wanted, "method", &property.name, &mut unchanged, errors);
    }
    for operation in &mut record.operations {
        if operation.on_collection {
            claim_operation(operation, &mut collection_scope, errors)
        } else {
            claim_operation(operation, &mut scope, errors)
        }
    }
    for (attributes, key) in &mut record.known_keys {
        let wanted = attributes.rust_name_or(|| method_name(&key.wire));
        collection_scope.claim(&wanted, "method", key, attributes, errors);
    }
}

/// Reserves the segments of renamed navigation properties, since paths still write them in Graph's spelling.
fn reserve_segments(navigations: &[Navigation], scope: &mut Scope) {
    let renamed = navigations
        .iter()
        .filter(|navigation| navigation.attributes.rust_name.is_some());
    for navigation in renamed {
        let wire = &navigation.name.wire;
        let segment = segment_method(wire);
        let is_derived = navigations
            .iter()
            .any(|other| other.attributes.rust_name.is_none() && other.method_name() == segment);
        if segment != navigation.method_name() && !is_derived {
            scope.reserve(&segment, &format!("that of the segment `{wire}`"));
        }
    }
}

fn has_segment(property: &Property) -> bool {
    property.verbs.is_some() || matches!(property.ty.name, TypeName::Edm(Edm::Stream, _))
}

/// Gives an operation that overrides one of a base the same Rust name, unless it has its own.
fn inherit_aliases(model: &mut Model) {
    let mut inherited = Vec::new();
    for index in 0..model.records.len() {
        for (place, operation) in model.records[index].operations.iter().enumerate() {
            if operation.alias.is_some() || operation.attributes.rust_name.is_some() {
                continue;
            }
            let bases = model.ancestors(index).iter();
            let mut overridden = bases
                .flat_map(|base| &model.records[*base].operations)
                .filter(|base| operation.overrides(base));
            let named = overridden.find_map(|base| {
                let name = base.alias.as_ref().or(base.attributes.rust_name.as_ref())?;
                Some(name.clone())
            });
            if let Some(mut name) = named {
                name.set_span(operation.name.span);
                inherited.push((index, place, name));
            }
        }
    }
    for (index, place, name) in inherited {
        model.records[index].operations[place].alias = Some(name);
    }
}

/// Claims the name of an operation. Reports an overload without `as other_name`.
fn claim_operation(operation: &mut Operation, scope: &mut Scope, errors: &mut Errors) {
    let wanted = operation.method_name();
    if operation.alias.is_none() && scope.names.contains_key(&wanted) {
        let parameters: Vec<&str> = operation
            .parameters
            .iter()
            .map(|parameter| parameter.name.wire.as_str())
            .collect();
        let alias = if parameters.is_empty() {
            format!("{wanted}_all")
        } else {
            method_name_with(&operation.name.wire, &parameters)
        };
        errors.push(
            operation.name.span,
            format!(
                "`{}` would be a second method `{wanted}` in Rust",
                operation.name.wire
            ),
            format!("name this overload: write `as {alias}` after its result"),
        );
        operation.alias = Some(Ident::new(&alias, operation.name.span));
        return;
    }
    let name = operation.name.clone();
    scope.claim(&wanted, "method", &name, &mut operation.attributes, errors);
    if let Some(other) = operation.attributes.rust_name.take() {
        operation.alias = Some(other);
    }
}

#[cfg(test)]
mod tests;
