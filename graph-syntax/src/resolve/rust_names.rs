//! Names that Graph keeps apart and Rust does not, and names that Rust cannot have at all.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Span};

use super::Model;
use crate::ast::{Attributes, Name, RecordKind};
use crate::errors::Errors;
use crate::names::{escape, snake_case, variant_name};

/// Checks the Rust names of everything; what cannot have its name is given one that it can have.
pub(super) fn resolve_rust_names(model: &mut Model, errors: &mut Errors) {
    name_types(model, errors);
    for index in 0..model.records.len() {
        name_fields(model, index, errors);
        name_methods(model, index, errors);
    }
    for service in &mut model.services {
        let mut scope = Scope::default();
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
        for (attributes, name) in &mut enumeration.members {
            let wanted = attributes.rust_name_or(|| variant_name(&name.wire));
            scope.claim(&wanted, "variant", name, attributes, errors);
        }
    }
}

/// The Rust names of one scope, and what has each.
#[derive(Default)]
struct Scope {
    names: HashMap<String, String>,
}

impl Scope {
    fn reserve(&mut self, name: &str, holder: &str) {
        self.names.insert(name.to_owned(), holder.to_owned());
    }

    /// Takes a name for `of`; where that fails, reports it and gives it another by `#[rust_name]`.
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
    // Before the types themselves, so that a clash is reported at the name that can be changed.
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

/// What types expand to besides themselves.
fn reserve_companions(model: &Model, scope: &mut Scope, errors: &mut Errors) {
    let mut seen = HashSet::new();
    for (index, record) in model.records.iter().enumerate() {
        let rust = record.rust_name();
        // Types of one name clash themselves, and are reported for that.
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
        if record.kind == RecordKind::Entity {
            for companion in [format!("{rust}Path"), format!("{rust}Paths")] {
                companions.push((companion, format!("that of the paths to `{wire}`")));
            }
        }
        for (companion, holder) in companions {
            match scope.names.get(&companion) {
                Some(other) => errors.push(
                    record.name.span,
                    format!("{holder} and {other} would both be `{companion}` in Rust")
                        .replacen("that", "the type", 1),
                    format!("give one of them another name: `#[rust_name = {rust}_]`"),
                ),
                None => scope.reserve(&companion, &holder),
            }
        }
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

fn name_methods(model: &mut Model, index: usize, errors: &mut Errors) {
    let mut scope = Scope::default();
    for &descendant in model.descendants(index) {
        let wire = &model.records[descendant].name.wire;
        scope.reserve(
            &format!("as_{}", snake_case(wire)),
            &format!("the cast to `{wire}`"),
        );
    }
    // A base's are checked with the base; here they only stand in the way of the type's own.
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
    let record = &mut model.records[index];
    for navigation in &mut record.navigations {
        let wanted = navigation.method_name();
        let name = navigation.name.clone();
        scope.claim(&wanted, "method", &name, &mut navigation.attributes, errors);
    }
}

#[cfg(test)]
mod tests;
