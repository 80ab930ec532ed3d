//! Uses of types, and the names of types.

use graph_schema::csdl::{self, Type};
use graph_syntax::{Edm, Enumeration, EnumerationMember, Name, TypeName, TypeRef, suggest};

use super::super::names::Named;
use super::{Comparison, Kind, short};

impl<'a> Comparison<'a> {
    /// Compares the type that something was declared to have.
    pub(super) fn compare_type(&mut self, what: &str, declared: &TypeRef, actual: &csdl::TypeRef) {
        if declared.is_collection != actual.is_collection {
            let is = if actual.is_collection {
                "is a collection"
            } else {
                "is not a collection"
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
                Some(name) if name.ends_with(&format!(".{}", short(&actual.name))) => {
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

    /// Returns whether it is that type, or `None` if the sources do not define it.
    fn fits(&self, declared: &TypeName, actual: &csdl::TypeRef) -> Option<bool> {
        if let TypeName::Edm(Edm::Json, _) = declared {
            // JSON is what is written for a type that the language has no other word for.
            let is_known = actual
                .name
                .strip_prefix("Edm.")
                .is_some_and(|name| Edm::from_name(name).is_some());
            return Some(!is_known);
        }
        let name = self.qualified(declared)?;
        // One that an earlier import declared is reported where it is declared.
        let is_json = name == csdl::JSON && actual.name == "Edm.Untyped";
        Some(name == actual.name || is_json)
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

    /// The schema's entity or complex type of a declared one; reports that there is none, or that it is of another kind.
    pub(super) fn record_of(
        &mut self,
        declared: &graph_syntax::Record,
    ) -> Option<&'a csdl::StructuredType> {
        let kind = match declared.kind {
            graph_syntax::RecordKind::Entity => Kind::Entity,
            graph_syntax::RecordKind::Complex => Kind::Complex,
        };
        match self.find(&declared.name, kind)? {
            Type::Structured(index) => self.schema.structured_types.get(index),
            Type::Enumeration(_) => None,
        }
    }

    fn enumeration_of(&mut self, name: &Name) -> Option<&'a csdl::Enumeration> {
        match self.find(name, Kind::Enum)? {
            Type::Enumeration(index) => self.schema.enumerations.get(index),
            Type::Structured(_) => None,
        }
    }

    fn find(&mut self, name: &Name, kind: Kind) -> Option<Type> {
        let Some(found) = self
            .schema
            .find(&format!("{}.{}", self.namespace(), name.wire))
        else {
            self.report_unknown(name);
            return None;
        };
        let actual = match found {
            Type::Structured(index) => self.schema.structured_types.get(index)?.kind.into(),
            Type::Enumeration(_) => Kind::Enum,
        };
        if actual != kind {
            self.report(
                name.span,
                "kind",
                format!("`{}` is {}", name.wire, actual.is()),
                format!("write `{} {}`", actual.word(), name.wire),
            );
            return None;
        }
        Some(found)
    }

    fn report_unknown(&mut self, name: &Name) {
        let namespace = self.namespace();
        if format!("{namespace}.{}", name.wire) == csdl::JSON {
            self.report(
                name.span,
                "unknown-type",
                "`Json` is a value of any shape, which needs no declaration",
                "remove it",
            );
            return;
        }
        let schema = self.schema;
        let elsewhere = schema
            .namespaces
            .iter()
            .find(|other| schema.find(&format!("{other}.{}", name.wire)).is_some());
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
        let records = schema
            .structured_types
            .iter()
            .map(|record| (record.namespace(), record.short_name()));
        let enumerations = schema
            .enumerations
            .iter()
            .map(|enumeration| (enumeration.namespace(), enumeration.short_name()));
        let choices = records
            .chain(enumerations)
            .filter(|(other, _)| *other == namespace);
        self.report(
            name.span,
            "unknown-type",
            format!("the schema has no type `{namespace}.{}`", name.wire),
            suggest(&name.wire, choices.map(|(_, name)| name)).unwrap_or_default(),
        );
    }

    pub(super) fn compare_enumeration(&mut self, enumeration: &Enumeration) {
        let name = &enumeration.name;
        let Some(ty) = self.enumeration_of(name) else {
            return;
        };
        self.compare_deprecated(
            name.span,
            &name.wire,
            &enumeration.attributes,
            &ty.annotations,
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
        for member in &enumeration.members {
            self.compare_member(enumeration, member, ty);
        }
    }

    fn compare_member(
        &mut self,
        enumeration: &Enumeration,
        declared: &EnumerationMember,
        ty: &csdl::Enumeration,
    ) {
        let name = &declared.name;
        let Some(member) = ty.members.iter().find(|known| known.name == name.wire) else {
            self.report(
                name.span,
                "unknown-member",
                format!(
                    "the enumeration `{}` has no member `{}`",
                    enumeration.name.wire, name.wire
                ),
                suggest(
                    &name.wire,
                    ty.members.iter().map(|member| member.name.as_str()),
                )
                .unwrap_or_default(),
            );
            return;
        };
        // Where a declaration leaves values out, sets are compared by names.
        if let (Some(written), Some(value)) = (declared.value, member.value)
            && written != value
        {
            self.report(
                name.span,
                "value",
                format!("the value of `{}` is {value}, not {written}", name.wire),
                format!("write `{} = {value}`", name.wire),
            );
        }
    }
}
