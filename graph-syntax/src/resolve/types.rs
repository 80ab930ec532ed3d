//! Finds the types that names refer to, and resolves bases.

use proc_macro2::Ident;
use syn::Path;

use super::{Declared, Model};
use crate::ast::{Name, RecordKind, TypeName};
use crate::edm::Edm;
use crate::errors::{Errors, nearest};
use crate::names::type_name;

/// The kind of type that a name refers to.
pub(super) enum Found {
    Edm(Edm),
    Record(RecordKind),
    Enumeration,
    Elsewhere,
    Nothing,
}

impl Model {
    pub(super) fn find(&self, name: &TypeName) -> Found {
        match name {
            TypeName::Edm(edm, _) => Found::Edm(*edm),
            TypeName::Path(_) => Found::Elsewhere,
            TypeName::Declared(name) => match self.types.get(&name.wire) {
                Some(Declared::Record(index)) => Found::Record(self.records[*index].kind),
                Some(Declared::Enumeration(_)) => Found::Enumeration,
                None => Found::Nothing,
            },
        }
    }

    /// Returns the declared names that are allowed here.
    pub(super) fn names_of(
        &self,
        wanted: impl Fn(RecordKind) -> bool,
        with_enumerations: bool,
    ) -> Vec<&str> {
        let records = self
            .records
            .iter()
            .filter(|record| wanted(record.kind))
            .map(|record| record.name.wire.as_str());
        let enumerations = self
            .enumerations
            .iter()
            .filter(|_| with_enumerations)
            .map(|enumeration| enumeration.name.wire.as_str());
        records.chain(enumerations).collect()
    }
}

/// Reports a type that is not declared, and returns a replacement, so that its uses bring no further errors: the type that was
/// probably meant, or else a name that does not exist, which rustc does not report after an error of a macro.
pub(super) fn unknown_type(name: &TypeName, choices: &[&str], errors: &mut Errors) -> TypeName {
    let span = name.span();
    let text = name.to_string();
    let meant = nearest(&text, choices)
        .or_else(|| {
            let edm = Edm::meant_by(&text)?.name();
            choices.contains(&edm).then_some(edm)
        })
        .map(str::to_owned);
    let help = match &meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!(
            "declare it here, or name the Rust type of another declaration by its path: `crate::{}`",
            type_name(&text)
        ),
    };
    errors.push(span, format!("the type `{text}` is not declared"), help);
    match meant {
        Some(meant) => match Edm::from_name(&meant) {
            Some(edm) => TypeName::Edm(edm, span),
            None => TypeName::Declared(Name { wire: meant, span }),
        },
        None => TypeName::Path(Path::from(Ident::new("__NotDeclared", span))),
    }
}

pub(super) fn resolve_bases(model: &mut Model, errors: &mut Errors) {
    for index in 0..model.records.len() {
        if let Some(base) = model.records[index].base.take() {
            model.records[index].base = resolve_base(base, index, model, errors);
        }
    }
}

fn resolve_base(
    base: TypeName,
    index: usize,
    model: &Model,
    errors: &mut Errors,
) -> Option<TypeName> {
    let record = &model.records[index];
    let kind = record.kind;
    match model.find(&base) {
        Found::Record(found) if found == kind => return Some(base),
        Found::Elsewhere => return Some(base),
        Found::Record(found) => errors.push(
            base.span(),
            format!(
                "the {} type `{}` cannot extend `{base}`, which is {}",
                kind.word(),
                record.name.wire,
                with_article(found),
            ),
            "an entity extends an entity, and a complex type a complex type",
        ),
        Found::Enumeration | Found::Edm(_) => errors.push(
            base.span(),
            format!("`{base}` cannot be a base: it has no properties"),
            format!("extend {}, or nothing", with_article(kind)),
        ),
        Found::Nothing => {
            let mut choices = model.names_of(|found| found == kind, false);
            choices.retain(|choice| *choice != record.name.wire);
            let meant = unknown_type(&base, &choices, errors);
            // A guess is not to close a cycle.
            let is_root = |meant: &usize| model.records[*meant].base.is_none();
            return Some(match model.record_of(&meant).filter(is_root) {
                Some(_) => meant,
                None => TypeName::Path(Path::from(Ident::new("__NotDeclared", base.span()))),
            });
        }
    }
    None
}

fn with_article(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Entity => "an entity",
        RecordKind::Complex => "a complex type",
    }
}
