//! Types of one name, and enumerations without values.

use std::collections::HashSet;

use crate::csdl::model::{Schema, Type};
use crate::csdl::warning::{About, SourceSpan};

/// Of two types of one name, the first is kept; an enumeration without members has no values.
pub(super) fn drop_duplicate_types(schema: &mut Schema) {
    let mut records = std::mem::take(&mut schema.structured_types);
    let mut enumerations = std::mem::take(&mut schema.enumerations);
    let mut seen = HashSet::new();
    let mut keep = |schema: &mut Schema, name: &str, span: &SourceSpan| {
        let is_new = seen.insert(name.to_owned());
        if !is_new {
            schema.warn(
                About::Type(name.to_owned()),
                span,
                format!("`{name}` is already declared; this one is left out"),
                "",
            );
        }
        is_new
    };
    enumerations.retain(|enumeration| {
        let is_empty = enumeration.members.is_empty();
        if is_empty {
            let text = format!("`{}` has no members, and is left out", enumeration.name);
            let about = About::Type(enumeration.name.clone());
            schema.warn(about, &enumeration.span, text, "");
            schema.left_out.insert(enumeration.name.clone());
        }
        !is_empty
    });
    records.retain(|record| keep(schema, &record.name, &record.span));
    enumerations.retain(|enumeration| keep(schema, &enumeration.name, &enumeration.span));
    for (index, record) in records.iter().enumerate() {
        schema
            .types
            .insert(record.name.clone(), Type::Structured(index));
    }
    for (index, enumeration) in enumerations.iter().enumerate() {
        let declared = Type::Enumeration(index);
        schema.types.insert(enumeration.name.clone(), declared);
    }
    schema.structured_types = records;
    schema.enumerations = enumerations;
}
