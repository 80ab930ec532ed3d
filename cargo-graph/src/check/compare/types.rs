//! Uses of types, and the names of types.

use graph_syntax::{Edm, Enumeration, Name, TypeName, TypeRef, suggest};

use super::super::facts::{Facts, Kind, Type, TypeUse};
use super::super::names::Named;
use super::{Comparison, a_kind, word};

impl<'a> Comparison<'a> {
    /// Compares the type that something was declared to have.
    pub(super) fn compare_type(&mut self, what: &str, declared: &TypeRef, actual: &TypeUse) {
        if declared.is_collection != actual.is_collection {
            let is = match actual.is_collection {
                true => "is a collection",
                false => "is no collection",
            };
            let help = self.write(actual);
            self.report(
                declared.name.span(),
                "collection",
                format!("`{what}` {is}"),
                help,
            );
        } else if self.fits(&declared.name, actual) == Some(false) {
            let help = self.write(actual);
            let text = match self.qualified(&declared.name) {
                // Two types of one name would read as if nothing were wrong.
                Some(name) if name.ends_with(&format!(".{}", super::short(&actual.name))) => {
                    format!("the type of `{what}` is `{}`, not `{name}`", actual.name)
                }
                _ => format!(
                    "the type of `{what}` is `{}`, not `{declared}`",
                    self.written(actual)
                ),
            };
            self.report(declared.name.span(), "type", text, help);
        }
    }

    /// Whether it is that type; nothing, if the sources do not say what it is.
    fn fits(&self, declared: &TypeName, actual: &TypeUse) -> Option<bool> {
        if let TypeName::Edm(Edm::Json, _) = declared {
            // JSON is what is written for a type that the language has no other word for.
            let is_known = actual
                .name
                .strip_prefix("Edm.")
                .is_some_and(|name| Edm::from_name(name).is_some());
            return Some(!is_known);
        }
        self.qualified(declared).map(|name| name == actual.name)
    }

    /// The name that a declared type has in the schema.
    pub(super) fn qualified(&self, declared: &TypeName) -> Option<String> {
        match declared {
            TypeName::Edm(edm, _) => Some(format!("Edm.{}", edm.name())),
            TypeName::Declared(name) => Some(format!("{}.{}", self.namespace(), name.wire)),
            TypeName::Path(path) => match self.names.named(path, self.found)? {
                Named::Type(name) => Some(name),
                Named::Service => None,
            },
        }
    }

    /// The schema's type of a declared name; reports that there is none, or that it is of another kind.
    pub(super) fn type_of(&mut self, name: &Name, kind: Kind) -> Option<&'a Type> {
        let facts: &'a Facts = self.facts;
        let namespace = self.namespace();
        let Some(ty) = facts.types.get(&format!("{namespace}.{}", name.wire)) else {
            self.report_unknown(name);
            return None;
        };
        if ty.kind != kind {
            self.report(
                name.span,
                "kind",
                format!("`{}` is {}", name.wire, a_kind(ty)),
                format!("write `{} {}`", word(ty.kind), name.wire),
            );
            return None;
        }
        Some(ty)
    }

    fn report_unknown(&mut self, name: &Name) {
        let namespace = self.namespace();
        let elsewhere = self.facts.namespaces.iter().find(|other| {
            self.facts
                .types
                .contains_key(&format!("{other}.{}", name.wire))
        });
        if let Some(other) = elsewhere {
            self.report(
                name.span,
                "namespace",
                format!(
                    "`{}` is a type of the namespace `{other}`, not `{namespace}`",
                    name.wire
                ),
                format!("declare it in a `graph_resource!` that begins with `namespace {other};`"),
            );
            return;
        }
        let mut choices: Vec<&str> = self
            .facts
            .types
            .values()
            .filter(|ty| ty.namespace() == namespace)
            .map(Type::short_name)
            .collect();
        choices.sort_unstable();
        self.report(
            name.span,
            "unknown-type",
            format!("the schema has no type `{namespace}.{}`", name.wire),
            suggest(&name.wire, choices).unwrap_or_default(),
        );
    }

    pub(super) fn compare_enumeration(&mut self, enumeration: &Enumeration) {
        let name = &enumeration.name;
        let Some(ty) = self.type_of(name, Kind::Enum) else {
            return;
        };
        self.compare_deprecated(
            name.span,
            &name.wire,
            &enumeration.attributes,
            ty.deprecated.as_ref(),
        );
        match (ty.is_flags, enumeration.is_flags) {
            (true, false) => self.report(
                name.span,
                "flags",
                format!("the values of `{}` are sets of its members", name.wire),
                format!("write `flags enum {}`", name.wire),
            ),
            (false, true) => self.report(
                name.span,
                "flags",
                format!(
                    "a value of `{}` is one of its members, not a set",
                    name.wire
                ),
                format!("write `enum {}`", name.wire),
            ),
            _ => {}
        }
        for (_, member) in &enumeration.members {
            if !ty.members.contains(&member.wire) {
                self.report(
                    member.span,
                    "unknown-member",
                    format!(
                        "the enumeration `{}` has no member `{}`",
                        name.wire, member.wire
                    ),
                    suggest(&member.wire, ty.members.iter().map(String::as_str))
                        .unwrap_or_default(),
                );
            }
        }
    }
}
