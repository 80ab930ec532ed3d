//! One declaration against the schema.
//!
//! In: a syntax tree. Out: its disagreements. A type that the schema does not have is reported once, and nothing of what is in it.

mod members;
mod operations;
mod records;
mod types;

use graph_schema::csdl::{Annotations, Schema, StructuredKind, TypeRef};
use graph_syntax::{Attributes, Edm, Item, Service, suggest};
use proc_macro2::Span;

use super::Problem;
use super::names::{Named, Names};
use super::sources::Found;

pub(super) fn compare(schema: &Schema, names: &Names, found: &Found, problems: &mut Vec<Problem>) {
    let mut comparison = Comparison {
        schema,
        names,
        found,
        problems,
    };
    if comparison.compare_namespace() {
        for item in &found.declaration.items {
            comparison.compare_item(item);
        }
    }
}

struct Comparison<'a> {
    schema: &'a Schema,
    names: &'a Names,
    found: &'a Found,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Comparison<'a> {
    fn report(
        &mut self,
        span: Span,
        rule: &'static str,
        text: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem {
            file: self.found.file,
            at: span.byte_range(),
            rule,
            text: text.into(),
            help: help.into(),
        });
    }

    fn namespace(&self) -> &'a str {
        &self.found.declaration.namespace.text
    }

    /// Returns whether the schema has the namespace. Without it, none of its types can be compared.
    fn compare_namespace(&mut self) -> bool {
        let namespace = self.namespace();
        if self
            .schema
            .namespaces
            .iter()
            .any(|known| known == namespace)
        {
            return true;
        }
        let choices = self.schema.namespaces.iter().map(String::as_str);
        self.problems.push(Problem {
            file: self.found.file,
            at: self.found.namespace.clone().unwrap_or(0..0),
            rule: "unknown-namespace",
            text: format!("the schema has no namespace `{namespace}`"),
            help: suggest(namespace, choices).unwrap_or_default(),
        });
        false
    }

    fn compare_item(&mut self, item: &Item) {
        match item {
            Item::Service(service) => self.compare_service(service),
            Item::Record(record) => self.compare_record(record),
            Item::Enumeration(enumeration) => self.compare_enumeration(enumeration),
            Item::Extension(extension) => match self.names.named(&extension.target, self.found) {
                Some(Named::Service) => {
                    for root in &extension.roots {
                        self.compare_root(root);
                    }
                }
                Some(Named::Type(name)) => {
                    if let Some(ty) = self.schema.structured_type(&name) {
                        self.compare_navigations(ty, &extension.navigations);
                        self.compare_operations(ty, &extension.operations);
                    }
                }
                None => {}
            },
        }
    }

    fn compare_service(&mut self, service: &Service) {
        for root in &service.roots {
            self.compare_root(root);
        }
    }

    /// Reports that the schema says that something goes away, unless the declaration says so, too.
    fn compare_deprecated(
        &mut self,
        span: Span,
        name: &str,
        attributes: &Attributes,
        said: &Annotations,
    ) {
        let is_marked = attributes
            .others
            .iter()
            .any(|attribute| attribute.path().is_ident("deprecated"));
        if let Some(note) = &said.deprecated
            && !is_marked
        {
            let more = match note.as_str() {
                "" => String::new(),
                note => format!(": {note}"),
            };
            self.report(
                span,
                "deprecated",
                format!("`{name}` is deprecated{more}"),
                format!("leave it out, or write `#[deprecated]` before `{name}`"),
            );
        }
    }

    fn compare_verbs(&mut self, navigation: &graph_syntax::Navigation, said: &Annotations) {
        use graph_syntax::Verb;
        for list in [&navigation.verbs, &navigation.each].into_iter().flatten() {
            for (verb, span) in &list.verbs {
                let capability = match verb {
                    Verb::Get => None,
                    Verb::Post => said.insertable,
                    Verb::Put | Verb::Patch => said.updatable,
                    Verb::Delete => said.deletable,
                };
                if capability == Some(false) {
                    self.report(
                        *span,
                        "verb",
                        format!(
                            "`{}` is refused at `{}`, by its capabilities in the schema",
                            verb.word(),
                            navigation.name.wire
                        ),
                        format!("remove `{}`", verb.word()),
                    );
                }
            }
        }
    }

    /// How a declaration in this namespace writes a type.
    fn written(&self, ty: &TypeRef) -> String {
        let name = match ty.name.strip_prefix("Edm.") {
            // `Edm.Untyped` is JSON.
            Some(edm) => Edm::from_name(edm).map_or("Json", Edm::name),
            None => short(&ty.name),
        };
        if ty.is_collection {
            format!("[{name}]")
        } else {
            name.to_owned()
        }
    }

    /// Returns the text to write for a type. A type of another namespace belongs to another declaration.
    fn write(&self, ty: &TypeRef) -> String {
        let namespace = ty
            .name
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace);
        if namespace == "Edm" || namespace == self.namespace() {
            format!("write `{}`", self.written(ty))
        } else {
            format!(
                "write the Rust path of `{}`, which a declaration with `namespace {namespace};` declares{}",
                short(&ty.name),
                if ty.is_collection {
                    ", in brackets"
                } else {
                    ""
                },
            )
        }
    }
}

/// The word that the language has for a type of the schema, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Entity,
    Complex,
    Enum,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Entity => "entity",
            Kind::Complex => "complex",
            Kind::Enum => "enum",
        }
    }

    fn is(self) -> &'static str {
        match self {
            Kind::Entity => "an entity type",
            Kind::Complex => "a complex type",
            Kind::Enum => "an enumeration",
        }
    }
}

impl From<StructuredKind> for Kind {
    fn from(kind: StructuredKind) -> Self {
        match kind {
            StructuredKind::Entity => Kind::Entity,
            StructuredKind::Complex => Kind::Complex,
        }
    }
}

/// The name without its namespace.
fn short(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, name)| name)
}
