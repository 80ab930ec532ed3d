//! Every name leads somewhere: aliases are replaced, out-of-line annotations go to their targets, and what names nothing is
//! named and left out.

use std::collections::HashSet;

use super::model::{Place, RecordKind, Schema, Type, TypeRef};
use super::read::Target;

mod annotations;

use annotations::annotate;

pub(super) fn link(
    mut schema: Schema,
    aliases: &[(String, String)],
    targets: Vec<Target>,
) -> Schema {
    replace_aliases(&mut schema, aliases);
    untype_json(&mut schema);
    drop_duplicate_types(&mut schema);
    link_bases(&mut schema);
    drop_unknown_types(&mut schema);
    drop_duplicate_members(&mut schema);
    drop_misplaced_keys(&mut schema);
    for (index, operation) in schema.operations.iter().enumerate() {
        if let Some(binding) = &operation.binding {
            let bound = schema.bound.entry(binding.name.clone()).or_default();
            bound.push(index);
        }
    }
    annotate(&mut schema, aliases, targets);
    schema.notes.sort_by_key(|note| note.at.start);
    schema
}

fn unaliased(name: &str, aliases: &[(String, String)]) -> Option<String> {
    let (prefix, last) = name.rsplit_once('.')?;
    let (_, namespace) = aliases.iter().find(|(alias, _)| alias == prefix)?;
    Some(format!("{namespace}.{last}"))
}

fn replace_aliases(schema: &mut Schema, aliases: &[(String, String)]) {
    let replace = |name: &mut String| {
        if let Some(whole) = unaliased(name, aliases) {
            *name = whole;
        }
    };
    for record in &mut schema.records {
        record.base.iter_mut().for_each(replace);
    }
    replace_uses(schema, replace);
}

/// Workbooks' word for a value of any shape: declared as a complex type without properties, it holds numbers, texts and lists of lists
/// (Microsoft Graph documentation, "workbookRange resource type").
pub(crate) const JSON: &str = "microsoft.graph.Json";

/// Where a declaration says `Json`, it means what it means in the language, and not a type that has no properties to set.
fn untype_json(schema: &mut Schema) {
    schema.records.retain(|record| {
        record.name != JSON || !record.properties.is_empty() || record.base.is_some()
    });
    if schema.records.iter().all(|record| record.name != JSON) {
        replace_uses(schema, |name| {
            if name == JSON {
                *name = "Edm.Untyped".to_owned();
            }
        });
    }
}

fn replace_uses(schema: &mut Schema, replace: impl Fn(&mut String)) {
    for record in &mut schema.records {
        for property in &mut record.properties {
            replace(&mut property.ty.name);
        }
        for navigation in &mut record.navigations {
            replace(&mut navigation.ty.name);
        }
    }
    for operation in &mut schema.operations {
        let parameters = operation.parameters.iter_mut().map(|it| &mut it.ty);
        for ty in parameters
            .chain(&mut operation.binding)
            .chain(&mut operation.result)
        {
            replace(&mut ty.name);
        }
    }
    for root in &mut schema.roots {
        replace(&mut root.ty.name);
    }
}

/// Of two types of one name, the first is kept; an enumeration without members has no values.
fn drop_duplicate_types(schema: &mut Schema) {
    let mut records = std::mem::take(&mut schema.records);
    let mut enumerations = std::mem::take(&mut schema.enumerations);
    let mut seen = HashSet::new();
    let mut keep = |schema: &mut Schema, name: &str, place: &Place| {
        let is_new = seen.insert(name.to_owned());
        if !is_new {
            schema.note(
                place,
                format!("`{name}` is declared already; this one is left out"),
                "",
            );
        }
        is_new
    };
    enumerations.retain(|enumeration| {
        let is_empty = enumeration.members.is_empty();
        if is_empty {
            let text = format!("`{}` has no members, and is left out", enumeration.name);
            schema.note(&enumeration.place, text, "");
        }
        !is_empty
    });
    records.retain(|record| keep(schema, &record.name, &record.place));
    enumerations.retain(|enumeration| keep(schema, &enumeration.name, &enumeration.place));
    for (index, record) in records.iter().enumerate() {
        schema
            .types
            .insert(record.name.clone(), Type::Record(index));
    }
    for (index, enumeration) in enumerations.iter().enumerate() {
        let declared = Type::Enumeration(index);
        schema.types.insert(enumeration.name.clone(), declared);
    }
    schema.records = records;
    schema.enumerations = enumerations;
}

/// No schema has as many bases behind each other; so many would take time without bound.
const MOST_BASES: usize = 100;

/// A base that is missing, of the other kind, or one of the type's own subtypes is left out.
fn link_bases(schema: &mut Schema) {
    for index in 0..schema.records.len() {
        let record = &schema.records[index];
        let Some(base) = &record.base else { continue };
        let problem = match schema.record(base) {
            None => Some("is not in the schema"),
            Some(found) if found.kind != record.kind => Some("is a type of the other kind"),
            Some(_) => None,
        };
        if let Some(problem) = problem {
            let text = format!(
                "`{base}`, the base of `{}`, {problem}; it is left out",
                record.name
            );
            let place = record.place.clone();
            schema.note(&place, text, "");
            schema.records[index].base = None;
        }
    }
    // 0: not looked at; otherwise the round in which it was.
    let mut rounds = vec![0; schema.records.len()];
    for start in 0..schema.records.len() {
        let (round, mut at) = (start + 1, start);
        loop {
            rounds[at] = round;
            let base = schema.records[at].base.as_deref();
            let Some(Type::Record(next)) = base.and_then(|base| schema.find(base)) else {
                break;
            };
            if rounds[next] == round {
                let record = &schema.records[at];
                let text = format!(
                    "`{}` extends itself, through its bases; its base is left out",
                    record.name
                );
                let place = record.place.clone();
                schema.note(&place, text, "");
                schema.records[at].base = None;
                break;
            }
            if rounds[next] != 0 {
                break;
            }
            at = next;
        }
    }
    for index in 0..schema.records.len() {
        let record = &schema.records[index];
        if schema.lineage(&record.name).nth(MOST_BASES + 1).is_some() {
            let text = format!(
                "`{}` has more than {MOST_BASES} bases; they are left out",
                record.name
            );
            let place = record.place.clone();
            schema.note(&place, text, "");
            schema.records[index].base = None;
        }
    }
    for (index, record) in schema.records.iter().enumerate() {
        if let Some(base) = &record.base {
            let children = schema.children.entry(base.clone()).or_default();
            children.push(index);
        }
    }
}

/// The primitive types of OData CSDL 4.01, section 3.3, that Graph has, and those that hold any value.
const PRIMITIVE: [&str; 19] = [
    "Binary",
    "Boolean",
    "Byte",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Double",
    "Duration",
    "Guid",
    "Int16",
    "Int32",
    "Int64",
    "SByte",
    "Single",
    "Stream",
    "String",
    "TimeOfDay",
    "Untyped",
    "PrimitiveType",
];

impl Schema {
    fn is_known(&self, ty: &TypeRef) -> bool {
        match ty.name.strip_prefix("Edm.") {
            Some(name) => PRIMITIVE.contains(&name),
            None => self.types.contains_key(&ty.name),
        }
    }

    fn is_entity(&self, ty: &TypeRef) -> bool {
        self.record(&ty.name)
            .is_some_and(|record| record.kind == RecordKind::Entity)
    }
}

fn drop_unknown_types(schema: &mut Schema) {
    let unknown = |ty: &TypeRef| format!("`{ty}` is not a type of the schema");
    let mut records = std::mem::take(&mut schema.records);
    let mut lost = Vec::new();
    // `is_entity` looks into the records, so their kinds are asked for beforehand.
    let entities: HashSet<String> = records
        .iter()
        .filter(|record| record.kind == RecordKind::Entity)
        .map(|record| record.name.clone())
        .collect();
    for record in &mut records {
        let owner = &record.name;
        record.properties.retain(|property| {
            let problem = match () {
                () if !schema.is_known(&property.ty) => unknown(&property.ty),
                () if entities.contains(&property.ty.name) => {
                    format!(
                        "`{}` is an entity type, which a property cannot hold",
                        property.ty
                    )
                }
                () => return true,
            };
            let text = format!("{problem}; `{}` of `{owner}` is left out", property.name);
            lost.push((property.place.clone(), text));
            false
        });
        record.keys.retain(|key| {
            let mut properties = record.properties.iter();
            let property = properties.find(|property| property.name == *key);
            let is_value = property.is_none_or(|property| {
                !property.ty.is_collection && !schema.types.contains_key(&property.ty.name)
            });
            if !is_value {
                let text = format!("`{key}` of `{owner}` is no primitive value, and so no key");
                lost.push((record.place.clone(), text));
            }
            is_value
        });
        record.navigations.retain(|navigation| {
            let is_known = entities.contains(&navigation.ty.name);
            if !is_known {
                let text = format!(
                    "`{}` is not an entity type of the schema; `{}` of `{owner}` is left out",
                    navigation.ty, navigation.name
                );
                lost.push((navigation.place.clone(), text));
            }
            is_known
        });
    }
    schema.records = records;
    let mut operations = std::mem::take(&mut schema.operations);
    operations.retain(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let mut types = parameters
            .chain(&operation.binding)
            .chain(&operation.result);
        match types.find(|ty| !schema.is_known(ty)) {
            Some(ty) => {
                let text = format!("{}; `{}` is left out", unknown(ty), operation.name);
                lost.push((operation.place.clone(), text));
                false
            }
            None => true,
        }
    });
    schema.operations = operations;
    let mut roots = std::mem::take(&mut schema.roots);
    roots.retain(|root| {
        let is_known = schema.is_entity(&root.ty);
        if !is_known {
            let text = format!(
                "`{}` is not an entity type of the schema; `{}` is left out",
                root.ty.name, root.name
            );
            lost.push((root.place.clone(), text));
        }
        is_known
    });
    schema.roots = roots;
    for (place, text) in lost {
        schema.note(&place, text, "");
    }
}

/// A member is declared once, in the type or in one of its bases.
fn drop_duplicate_members(schema: &mut Schema) {
    let mut lost = Vec::new();
    // Bases before subtypes, each type once: what a base lost is no reason to take it from a subtype.
    for index in 0..schema.records.len() {
        let name = schema.records[index].name.clone();
        let mut seen: HashSet<String> = HashSet::new();
        for base in schema.lineage(&name).skip(1) {
            seen.extend(base.properties.iter().map(|it| it.name.clone()));
            seen.extend(base.navigations.iter().map(|it| it.name.clone()));
        }
        let record = &mut schema.records[index];
        let mut keep = |member: &str, place: &Place| {
            let is_new = seen.insert(member.to_owned());
            if !is_new {
                let text = format!(
                    "`{name}` or a base of it has `{member}` already; this one is left out"
                );
                lost.push((place.clone(), text));
            }
            is_new
        };
        record.properties.retain(|it| keep(&it.name, &it.place));
        record.navigations.retain(|it| keep(&it.name, &it.place));
    }
    for enumeration in &mut schema.enumerations {
        let mut seen = HashSet::new();
        let owner = &enumeration.name;
        enumeration.members.retain(|member| {
            let is_new = seen.insert(member.name.clone());
            if !is_new {
                let text = format!(
                    "`{owner}` has `{}` already; this one is left out",
                    member.name
                );
                lost.push((member.place.clone(), text));
            }
            is_new
        });
    }
    for operation in &mut schema.operations {
        let mut seen = HashSet::new();
        let name = &operation.name;
        operation.parameters.retain(|parameter| {
            let is_new = seen.insert(parameter.name.clone());
            if !is_new {
                let text = format!(
                    "`{}` is a parameter of `{name}` already; this one is left out",
                    parameter.name
                );
                lost.push((parameter.place.clone(), text));
            }
            is_new
        });
    }
    let mut seen = HashSet::new();
    schema.roots.retain(|root| {
        let is_new = seen.insert(root.name.clone());
        if !is_new {
            let text = format!("`{}` is declared already; this one is left out", root.name);
            lost.push((root.place.clone(), text));
        }
        is_new
    });
    for (place, text) in lost {
        schema.note(&place, text, "");
    }
}

/// A key is declared once in a hierarchy, and its parts are properties of the type or of its bases (OData CSDL 4.01, section 6.5).
fn drop_misplaced_keys(schema: &mut Schema) {
    for index in 0..schema.records.len() {
        let record = &schema.records[index];
        let Some(key) = record.keys.first() else {
            continue;
        };
        let bases = || schema.lineage(&record.name).skip(1);
        let of_base = bases().find_map(|base| base.keys.first());
        let text = match of_base {
            Some(of_base) => format!(
                "`{}` has the key of its base, `{of_base}`; its own key `{key}` is left out",
                record.name
            ),
            None if schema.property(record, key).is_none() => format!(
                "`{key}`, the key of `{}`, is none of its properties; it is left out",
                record.name
            ),
            None => continue,
        };
        let place = record.place.clone();
        schema.note(&place, text, "");
        schema.records[index].keys.clear();
    }
}
