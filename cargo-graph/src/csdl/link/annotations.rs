//! Annotations out of line, brought to what they are about.

use std::collections::HashMap;

use super::unaliased;
use crate::csdl::model::{Annotations, Schema, Type, TypeRef};
use crate::csdl::read::Target;

/// `ns.type`, `ns.type/member`, `ns.container/root` and `ns.operation(types)/parameter`, OData CSDL 4.01, section 14.2.1.
pub(super) fn annotate(schema: &mut Schema, aliases: &[(String, String)], targets: Vec<Target>) {
    let mut operations: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, operation) in schema.operations.iter().enumerate() {
        let named = operations.entry(operation.name.clone()).or_default();
        named.push(index);
    }
    for (target, said, place) in targets {
        let (head, member) = match target.split_once('/') {
            Some((head, member)) => (head, Some(member)),
            None => (target.as_str(), None),
        };
        let (head, signature) = match head.split_once('(') {
            Some((name, types)) => (name, Some(types.trim_end_matches(')'))),
            None => (head, None),
        };
        let name = unaliased(head, aliases).unwrap_or_else(|| head.to_owned());
        let found = match signature {
            Some(types) => {
                let named = operations.get(&name).map_or(&[][..], Vec::as_slice);
                annotate_operation(schema, named, types, aliases, member, said)
            }
            None => annotate_type(schema, &name, member, said),
        };
        if !found && !is_beyond(&target) {
            let shown: String = target.chars().take(120).collect();
            let text = format!("`{shown}` is not in the schema, so nothing is said of it");
            schema.note(&place, text, "");
        }
    }
}

/// A result, and what a path through several members leads to: nothing of a declaration.
fn is_beyond(target: &str) -> bool {
    target.ends_with("/$ReturnType") || target.split('/').count() > 2
}

fn annotate_operation(
    schema: &mut Schema,
    named: &[usize],
    types: &str,
    aliases: &[(String, String)],
    member: Option<&str>,
    said: Annotations,
) -> bool {
    let wanted: Vec<TypeRef> = types
        .split(',')
        .filter(|written| !written.trim().is_empty())
        .map(|written| {
            let mut ty = TypeRef::parse(written);
            if let Some(whole) = unaliased(&ty.name, aliases) {
                ty.name = whole;
            }
            ty
        })
        .collect();
    let Some(index) = named.iter().copied().find(|index| {
        let operation = &schema.operations[*index];
        let parameters = operation.parameters.iter().map(|it| &it.ty);
        let own: Vec<&TypeRef> = operation.binding.iter().chain(parameters).collect();
        // An action is told by what it is bound to alone.
        let bound = operation.binding.as_ref();
        own.iter().copied().eq(wanted.iter()) || (wanted.len() <= 1 && bound == wanted.first())
    }) else {
        return false;
    };
    let operation = &mut schema.operations[index];
    match member {
        None => operation.annotations.merge(said),
        Some(member) => {
            let mut parameters = operation.parameters.iter_mut();
            // The binding parameter is no part of the model.
            if let Some(parameter) = parameters.find(|parameter| parameter.name == member) {
                parameter.annotations.merge(said);
            }
        }
    }
    true
}

fn annotate_type(schema: &mut Schema, name: &str, member: Option<&str>, said: Annotations) -> bool {
    let declared = schema.find(name);
    let annotations = match (declared, member) {
        (Some(Type::Record(index)), None) => Some(&mut schema.records[index].annotations),
        (Some(Type::Enumeration(index)), None) => Some(&mut schema.enumerations[index].annotations),
        (Some(Type::Record(index)), Some(member)) => {
            let record = &mut schema.records[index];
            let properties = record
                .properties
                .iter_mut()
                .map(|it| (&it.name, &mut it.annotations));
            let navigations = record
                .navigations
                .iter_mut()
                .map(|it| (&it.name, &mut it.annotations));
            let mut members = properties.chain(navigations);
            members
                .find(|(name, _)| *name == member)
                .map(|(_, annotations)| annotations)
        }
        (Some(Type::Enumeration(index)), Some(member)) => {
            let mut members = schema.enumerations[index].members.iter_mut();
            members
                .find(|it| it.name == member)
                .map(|it| &mut it.annotations)
        }
        // What is neither a type nor an operation is a container: its roots are all in one list.
        (None, Some(root)) => {
            let mut roots = schema.roots.iter_mut();
            roots
                .find(|it| it.name == root)
                .map(|it| &mut it.annotations)
        }
        (None, None) => return !schema.types.is_empty() && is_container(schema, name),
    };
    match annotations {
        Some(annotations) => {
            annotations.merge(said);
            true
        }
        None => false,
    }
}

fn is_container(schema: &Schema, name: &str) -> bool {
    let namespace = name.rsplit_once('.').map(|(namespace, _)| namespace);
    namespace.is_some_and(|namespace| schema.namespaces.iter().any(|known| known == namespace))
}
