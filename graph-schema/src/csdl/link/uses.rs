//! Uses of types: what is of a type that the schema does not have, or of a kind that cannot stand there, is left out.

use std::collections::HashSet;

use crate::csdl::model::{Schema, StructuredKind, TypeRef};
use crate::csdl::warning::{About, SourceSpan};

/// An element that is left out: the names by which it is annotated, and the warning.
struct Lost {
    name: String,
    about: About,
    span: SourceSpan,
    text: String,
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
        self.structured_type(&ty.name)
            .is_some_and(|record| record.kind == StructuredKind::Entity)
    }
}

pub(super) fn drop_unknown_types(schema: &mut Schema) {
    let unknown = |ty: &TypeRef| format!("`{ty}` is not a type of the schema");
    let mut records = std::mem::take(&mut schema.structured_types);
    let mut lost = Vec::new();
    // `is_entity` looks into the records, so their kinds are asked for beforehand.
    let entities: HashSet<String> = records
        .iter()
        .filter(|record| record.kind == StructuredKind::Entity)
        .map(|record| record.name.clone())
        .collect();
    for record in &mut records {
        let owner = &record.name;
        record.properties.retain(|property| {
            let problem = match () {
                () if !schema.is_known(&property.ty) => unknown(&property.ty),
                () if entities.contains(&property.ty.name) => {
                    format!(
                        "`{}` is an entity type, which cannot be the type of a property",
                        property.ty
                    )
                }
                () => return true,
            };
            let text = format!("{problem}; `{}` of `{owner}` is left out", property.name);
            lost.push(Lost {
                name: format!("{owner}/{}", property.name),
                about: About::Property(owner.clone(), property.name.clone()),
                span: property.span.clone(),
                text,
            });
            false
        });
        record.keys.retain(|key| {
            let mut properties = record.properties.iter();
            let property = properties.find(|property| property.name == *key);
            let is_value = property.is_none_or(|property| {
                !property.ty.is_collection && !schema.types.contains_key(&property.ty.name)
            });
            if !is_value {
                let text =
                    format!("`{key}` of `{owner}` is not a primitive value, so it cannot be a key");
                lost.push(Lost {
                    name: String::new(),
                    about: About::Type(owner.clone()),
                    span: record.span.clone(),
                    text,
                });
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
                lost.push(Lost {
                    name: format!("{owner}/{}", navigation.name),
                    about: About::Segment(navigation.name.clone()),
                    span: navigation.span.clone(),
                    text,
                });
            }
            is_known
        });
    }
    schema.structured_types = records;
    let mut operations = std::mem::take(&mut schema.operations);
    operations.retain(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let mut types = parameters
            .chain(&operation.binding)
            .chain(&operation.result);
        match types.find(|ty| !schema.is_known(ty)) {
            Some(ty) => {
                let text = format!("{}; `{}` is left out", unknown(ty), operation.name);
                lost.push(Lost {
                    name: operation.name.clone(),
                    about: About::Segment(operation.short_name().to_owned()),
                    span: operation.span.clone(),
                    text,
                });
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
            lost.push(Lost {
                name: root.name.clone(),
                about: About::Segment(root.name.clone()),
                span: root.span.clone(),
                text,
            });
        }
        is_known
    });
    schema.roots = roots;
    for Lost {
        name,
        about,
        span,
        text,
    } in lost
    {
        schema.warn(about, &span, text, "");
        schema.left_out.insert(name);
    }
}
