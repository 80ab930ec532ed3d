//! The bases of types: each is in the schema, of the same kind, and no type is its own.

use crate::csdl::model::{Schema, Type};
use crate::csdl::warning::About;

/// No schema has as many bases behind each other; so many would take time without bound.
const MOST_BASES: usize = 100;

/// A base that is missing, of the other kind, or one of the type's own subtypes is left out.
pub(super) fn link_bases(schema: &mut Schema) {
    for index in 0..schema.structured_types.len() {
        let record = &schema.structured_types[index];
        let Some(base) = &record.base else { continue };
        let problem = match schema.structured_type(base) {
            None => Some("is not in the schema"),
            Some(found) if found.kind != record.kind => Some("is not of the same kind"),
            Some(_) => None,
        };
        if let Some(problem) = problem {
            let text = format!(
                "`{base}`, the base of `{}`, {problem}; it is left out",
                record.name
            );
            let (about, span) = (About::Type(record.name.clone()), record.span.clone());
            schema.warn(about, &span, text, "");
            schema.structured_types[index].base = None;
        }
    }
    // 0: not looked at; otherwise the round in which it was.
    let mut rounds = vec![0; schema.structured_types.len()];
    for start in 0..schema.structured_types.len() {
        let (round, mut at) = (start + 1, start);
        loop {
            rounds[at] = round;
            let base = schema.structured_types[at].base.as_deref();
            let Some(Type::Structured(next)) = base.and_then(|base| schema.find(base)) else {
                break;
            };
            if rounds[next] == round {
                let record = &schema.structured_types[at];
                let text = format!(
                    "`{}` extends itself through its bases; its base is left out",
                    record.name
                );
                let (about, span) = (About::Type(record.name.clone()), record.span.clone());
                schema.warn(about, &span, text, "");
                schema.structured_types[at].base = None;
                break;
            }
            if rounds[next] != 0 {
                break;
            }
            at = next;
        }
    }
    for index in 0..schema.structured_types.len() {
        let record = &schema.structured_types[index];
        if schema.lineage(&record.name).nth(MOST_BASES + 1).is_some() {
            let text = format!(
                "`{}` has more than {MOST_BASES} bases; they are left out",
                record.name
            );
            let (about, span) = (About::Type(record.name.clone()), record.span.clone());
            schema.warn(about, &span, text, "");
            schema.structured_types[index].base = None;
        }
    }
    for (index, record) in schema.structured_types.iter().enumerate() {
        if let Some(base) = &record.base {
            let children = schema.children.entry(base.clone()).or_default();
            children.push(index);
        }
    }
}
