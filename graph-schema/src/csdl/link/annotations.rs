//! Annotations out of line, brought to what they are about.

use std::collections::HashMap;

use super::{JSON, unaliased};
use crate::csdl::model::{Annotations, Schema, Target, Type, TypeRef};
use crate::csdl::warning::About;

/// `ns.type`, `ns.type/member`, `ns.container/root` and `ns.operation(types)/parameter`, OData CSDL 4.01, section 14.2.1.
pub(super) fn annotate(schema: &mut Schema, aliases: &[(String, String)], targets: Vec<Target>) {
    let mut operations: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, operation) in schema.operations.iter().enumerate() {
        let named = operations.entry(operation.name.clone()).or_default();
        named.push(index);
    }
    for (target, said, span) in targets {
        let (head, member) = split_member(&target);
        let (head, signature) = match head.split_once('(') {
            Some((name, types)) => (name, Some(types.strip_suffix(')').unwrap_or(types))),
            None => (head, None),
        };
        let name = unaliased(head, aliases).unwrap_or_else(|| head.to_owned());
        let named = operations.get(&name).map_or(&[][..], Vec::as_slice);
        let is_known = match signature {
            Some(types) => {
                let indices = overload(schema, named, types, aliases);
                annotate_operations(schema, indices.as_slice(), member, said)
            }
            // Without a signature, all overloads are meant.
            None if !named.is_empty() => annotate_operations(schema, named, member, said),
            None => annotate_type(schema, &name, member, said),
        };
        if is_known || is_beyond(&target) || is_left_out(schema, &name, member) {
            continue;
        }
        let shown: String = target.chars().take(120).collect();
        let text = format!("`{shown}` is not in the schema; its annotations are left out");
        let last = name.rsplit('.').next().unwrap_or(&name);
        let about = match (signature, member) {
            (Some(_), _) => About::Segment(last.to_owned()),
            (None, Some(member)) => About::Property(name.clone(), member.to_owned()),
            (None, None) => About::Type(name.clone()),
        };
        schema.warn(about, &span, text, "");
    }
}

/// A target, and what is behind the `/` that is in no signature.
fn split_member(target: &str) -> (&str, Option<&str>) {
    let behind_signature = target.rfind(')').map_or(0, |at| at + 1);
    let rest = target.get(behind_signature..).unwrap_or("");
    match rest.find('/').map(|at| behind_signature + at) {
        Some(at) => (target.get(..at).unwrap_or(target), target.get(at + 1..)),
        None => (target, None),
    }
}

/// Returns whether no warning is needed: there was one already, or declarations do not have such an element.
fn is_left_out(schema: &Schema, name: &str, member: Option<&str>) -> bool {
    let is_left_out = |name: &str| schema.left_out.contains(name);
    is_left_out(name)
        || schema.others.contains(name) && member.is_none_or(is_left_out)
        || member.is_some_and(|member| is_left_out(&format!("{name}/{member}")))
}

/// A result, and what a path through several members leads to: nothing of a declaration.
fn is_beyond(target: &str) -> bool {
    target.ends_with("/$ReturnType") || target.split('/').count() > 2
}

/// The overload with exactly these types; else, since actions are told apart by their binding alone, the one that is bound to the first.
fn overload(
    schema: &Schema,
    named: &[usize],
    types: &str,
    aliases: &[(String, String)],
) -> Option<usize> {
    let wanted: Vec<TypeRef> = types
        .split(',')
        .filter(|written| !written.trim().is_empty())
        .map(|written| {
            let mut ty = TypeRef::parse(written);
            if let Some(whole) = unaliased(&ty.name, aliases) {
                ty.name = whole;
            }
            if ty.name == JSON && schema.structured_type(JSON).is_none() {
                ty.name = "Edm.Untyped".to_owned();
            }
            ty
        })
        .collect();
    let is_exact = |index: &usize| {
        let operation = &schema.operations[*index];
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        operation.binding.iter().chain(parameters).eq(wanted.iter())
    };
    let is_bound = |index: &usize| {
        let operation = &schema.operations[*index];
        wanted.len() <= 1 && operation.binding.as_ref() == wanted.first()
    };
    let mut indices = named.iter().copied();
    let exact = indices.find(is_exact);
    exact.or_else(|| named.iter().copied().find(is_bound))
}

fn annotate_operations(
    schema: &mut Schema,
    indices: &[usize],
    member: Option<&str>,
    said: Annotations,
) -> bool {
    for index in indices {
        let operation = &mut schema.operations[*index];
        match member {
            None => operation.annotations.merge(said.clone()),
            Some(member) => {
                let mut parameters = operation.parameters.iter_mut();
                // The binding parameter is no part of the model.
                if let Some(parameter) = parameters.find(|parameter| parameter.name == member) {
                    parameter.annotations.merge(said.clone());
                }
            }
        }
    }
    !indices.is_empty()
}

fn annotate_type(schema: &mut Schema, name: &str, member: Option<&str>, said: Annotations) -> bool {
    let declared = schema.find(name);
    let annotations = match (declared, member) {
        (Some(Type::Structured(index)), None) => {
            Some(&mut schema.structured_types[index].annotations)
        }
        (Some(Type::Enumeration(index)), None) => Some(&mut schema.enumerations[index].annotations),
        (Some(Type::Structured(index)), Some(member)) => {
            let record = &mut schema.structured_types[index];
            let properties = record
                .properties
                .iter_mut()
                .map(|property| (&property.name, &mut property.annotations));
            let navigations = record
                .navigations
                .iter_mut()
                .map(|navigation| (&navigation.name, &mut navigation.annotations));
            let mut members = properties.chain(navigations);
            members
                .find(|(name, _)| *name == member)
                .map(|(_, annotations)| annotations)
        }
        (Some(Type::Enumeration(index)), Some(member)) => {
            let mut members = schema.enumerations[index].members.iter_mut();
            members
                .find(|known| known.name == member)
                .map(|member| &mut member.annotations)
        }
        // The roots of all containers are in one list.
        (None, Some(root)) if schema.others.contains(name) => {
            let mut roots = schema.roots.iter_mut();
            roots
                .find(|known| known.name == root)
                .map(|root| &mut root.annotations)
        }
        (None, _) => None,
    };
    match annotations {
        Some(annotations) => {
            annotations.merge(said);
            true
        }
        None => false,
    }
}
