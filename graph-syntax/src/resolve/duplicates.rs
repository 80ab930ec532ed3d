//! Removes members that are declared more than once.

use std::collections::{HashMap, HashSet};

use super::Model;
use crate::ast::Name;
use crate::errors::Errors;

/// Reports and removes members that their type or one of its bases already declares.
pub(super) fn drop_duplicate_members(model: &mut Model, errors: &mut Errors) {
    let inherited: Vec<HashMap<String, String>> = (0..model.records.len())
        .map(|index| inherited_members(model, index))
        .collect();
    for (record, inherited) in model.records.iter_mut().zip(inherited) {
        let mut seen = HashSet::new();
        let mut is_first = |name: &Name| {
            let from_base = inherited.get(&name.wire);
            let is_new = seen.insert(name.wire.clone());
            match (is_new, from_base) {
                (true, None) => true,
                (false, _) => {
                    errors.push(
                        name.span,
                        format!(
                            "`{}` is declared twice in `{}`",
                            name.wire, record.name.wire
                        ),
                        "keep one of them",
                    );
                    false
                }
                (true, Some(base)) => {
                    errors.push(
                        name.span,
                        format!("`{}` is already declared in the base `{base}`", name.wire),
                        "remove it here: a subtype has all members of its bases",
                    );
                    false
                }
            }
        };
        record
            .properties
            .retain(|property| is_first(&property.name));
        record
            .navigations
            .retain(|navigation| is_first(&navigation.name));
    }
    for service in &mut model.services {
        let name = service.name.to_string();
        drop_duplicates(&name, &mut service.roots, |root| &root.name, errors);
    }
    for extension in &mut model.extensions {
        let last = extension.target.segments.last();
        let name = last.map_or_else(String::new, |segment| segment.ident.to_string());
        drop_duplicates(&name, &mut extension.roots, |root| &root.name, errors);
        let navigations = &mut extension.navigations;
        drop_duplicates(&name, navigations, |navigation| &navigation.name, errors);
    }
    for enumeration in &mut model.enumerations {
        let name = enumeration.name.wire.clone();
        drop_duplicates(
            &name,
            &mut enumeration.members,
            |member| &member.name,
            errors,
        );
    }
}

fn drop_duplicates<T>(
    owner: &str,
    members: &mut Vec<T>,
    name_of: impl Fn(&T) -> &Name,
    errors: &mut Errors,
) {
    let mut seen = HashSet::new();
    members.retain(|member| {
        let name = name_of(member);
        let is_new = seen.insert(name.wire.clone());
        if !is_new {
            errors.push(
                name.span,
                format!("`{}` is declared twice in `{owner}`", name.wire),
                "keep one of them",
            );
        }
        is_new
    });
}

fn inherited_members(model: &Model, record: usize) -> HashMap<String, String> {
    let mut members = HashMap::new();
    for &base in model.ancestors(record) {
        let base = &model.records[base];
        let navigations = base
            .navigations
            .iter()
            // Subtypes declare an implicit one themselves.
            .filter(|navigation| !navigation.is_implicit)
            .map(|navigation| &navigation.name);
        for name in base
            .properties
            .iter()
            .map(|property| &property.name)
            .chain(navigations)
        {
            members.insert(name.wire.clone(), base.name.wire.clone());
        }
    }
    members
}
