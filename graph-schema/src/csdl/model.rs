//! The content of a schema.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::warning::{About, SourceSpan, Warning};

/// A schema, all of its namespaces.
#[derive(Debug, Default)]
pub struct Schema {
    /// The namespaces, in the order of the document.
    pub namespaces: Vec<String>,
    /// Entity and complex types, in the order of the document.
    pub structured_types: Vec<StructuredType>,
    /// Enumerations, in the order of the document.
    pub enumerations: Vec<Enumeration>,
    /// Actions and functions, in the order of the document.
    pub operations: Vec<Operation>,
    /// Entity sets and singletons, in the order of the document.
    pub roots: Vec<Root>,
    /// The first thousand warnings, in the order of the document.
    pub warnings: Vec<Warning>,
    /// The number of further warnings.
    pub warnings_left_out: usize,
    /// Names of what was left out with a note: what is said of it elsewhere is no news.
    pub(super) left_out: HashSet<String>,
    /// Names of entity containers, and of terms and type definitions.
    pub(super) others: HashSet<String>,
    pub(super) types: HashMap<String, Type>,
    pub(super) children: HashMap<String, Vec<usize>>,
    pub(super) bound: HashMap<String, Vec<usize>>,
}

/// A type, by its position in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// In [`Schema::structured_types`].
    Structured(usize),
    /// In [`Schema::enumerations`].
    Enumeration(usize),
}

impl Schema {
    /// The type of a qualified name.
    pub fn find(&self, name: &str) -> Option<Type> {
        self.types.get(name).copied()
    }

    /// The entity or complex type of a qualified name.
    pub fn structured_type(&self, name: &str) -> Option<&StructuredType> {
        match self.find(name)? {
            Type::Structured(index) => self.structured_types.get(index),
            Type::Enumeration(_) => None,
        }
    }

    /// The enumeration of a qualified name.
    pub fn enumeration(&self, name: &str) -> Option<&Enumeration> {
        match self.find(name)? {
            Type::Structured(_) => None,
            Type::Enumeration(index) => self.enumerations.get(index),
        }
    }

    /// A type and its bases, the nearest first.
    pub fn lineage<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a StructuredType> {
        std::iter::successors(self.structured_type(name), |record| {
            record
                .base
                .as_deref()
                .and_then(|base| self.structured_type(base))
        })
    }

    /// The types that name a type as their base.
    pub fn subtypes<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a StructuredType> {
        let children = self.children.get(name).map_or(&[][..], Vec::as_slice);
        children
            .iter()
            .filter_map(|index| self.structured_types.get(*index))
    }

    /// The subtypes of a type, their subtypes included.
    pub fn descendants<'a>(&'a self, name: &str) -> Vec<&'a StructuredType> {
        let mut all: Vec<&StructuredType> = self.subtypes(name).collect();
        let mut next = 0;
        while let Some(record) = all.get(next) {
            all.extend(self.subtypes(&record.name));
            next += 1;
        }
        all
    }

    /// Returns whether a type is `ancestor`, or has it among its bases.
    pub fn is_or_derives(&self, name: &str, ancestor: &str) -> bool {
        name == ancestor || self.lineage(name).any(|base| base.name == ancestor)
    }

    /// A structural property of a type or of one of its bases.
    pub fn property<'a>(&'a self, record: &StructuredType, name: &str) -> Option<&'a Property> {
        self.lineage(&record.name).find_map(|base| {
            base.properties
                .iter()
                .find(|property| property.name == name)
        })
    }

    /// A navigation property of a type or of one of its bases.
    pub fn navigation<'a>(&'a self, record: &StructuredType, name: &str) -> Option<&'a Navigation> {
        self.lineage(&record.name).find_map(|base| {
            base.navigations
                .iter()
                .find(|navigation| navigation.name == name)
        })
    }

    /// The key that an entity has, its base's if it has none of its own.
    pub fn keys<'a>(&'a self, record: &StructuredType) -> &'a [String] {
        self.lineage(&record.name)
            .map(|base| base.keys.as_slice())
            .find(|keys| !keys.is_empty())
            .unwrap_or_default()
    }

    /// The actions and functions that are bound to a type itself, not to a base; those of collections too.
    pub fn bound_to<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Operation> {
        let bound = self.bound.get(name).map_or(&[][..], Vec::as_slice);
        bound.iter().filter_map(|index| self.operations.get(*index))
    }
}

/// The last part of a qualified name.
pub(super) fn last_part(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

/// A qualified name without its last part.
fn namespace_of(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(namespace, _)| namespace)
}

/// The kind of a structured type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructuredKind {
    /// It has a key.
    Entity,
    /// It is a value.
    Complex,
}

/// An entity or complex type.
#[derive(Debug)]
pub struct StructuredType {
    /// Its qualified name.
    pub name: String,
    /// Entity or complex type.
    pub kind: StructuredKind,
    /// The qualified name of its base, which is of the same kind.
    pub base: Option<String>,
    /// Only its subtypes have values.
    pub is_abstract: bool,
    /// It can have properties that the schema does not declare.
    pub is_open: bool,
    /// It has a stream at `/$value`.
    pub has_stream: bool,
    /// The properties that are its key.
    pub keys: Vec<String>,
    /// Its own properties.
    pub properties: Vec<Property>,
    /// Its own navigation properties.
    pub navigations: Vec<Navigation>,
    /// Its annotations.
    pub annotations: Annotations,
    /// Its position in the document.
    pub span: SourceSpan,
}

impl StructuredType {
    /// Returns whether the key of the type is one of its own properties, which a declaration marks as `#[key]`.
    pub fn has_own_key(&self) -> bool {
        let is_own = |key: &String| self.properties.iter().any(|property| property.name == *key);
        self.keys.iter().any(is_own)
    }

    /// Its name without the namespace.
    pub fn short_name(&self) -> &str {
        last_part(&self.name)
    }

    /// Its namespace.
    pub fn namespace(&self) -> &str {
        namespace_of(&self.name)
    }
}

/// A structural property.
#[derive(Debug)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// True if the value can be null. For a collection, true if its elements can be null.
    pub is_nullable: bool,
    /// Its annotations.
    pub annotations: Annotations,
    /// Its position in the document.
    pub span: SourceSpan,
}

/// A navigation property.
#[derive(Debug)]
pub struct Navigation {
    /// Its name.
    pub name: String,
    /// The type that it leads to.
    pub ty: TypeRef,
    /// True if the target is part of this entity (`ContainsTarget`).
    pub is_contained: bool,
    /// Its annotations.
    pub annotations: Annotations,
    /// Its position in the document.
    pub span: SourceSpan,
}

/// An enumeration.
#[derive(Debug)]
pub struct Enumeration {
    /// Its qualified name.
    pub name: String,
    /// A value is a set of members.
    pub is_flags: bool,
    /// Its members.
    pub members: Vec<Member>,
    /// Its annotations.
    pub annotations: Annotations,
    /// Its position in the document.
    pub span: SourceSpan,
}

impl Enumeration {
    /// Its name without the namespace.
    pub fn short_name(&self) -> &str {
        last_part(&self.name)
    }

    /// Its namespace.
    pub fn namespace(&self) -> &str {
        namespace_of(&self.name)
    }

    /// Returns whether sets of members are compared by value: all members have one.
    pub fn has_values(&self) -> bool {
        self.is_flags && self.members.iter().all(|member| member.value.is_some())
    }
}

/// A member of an enumeration.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its value, if the schema says it. Members of flags enumerations have one (OData CSDL 4.01, section 10.3).
    pub value: Option<i64>,
    /// Its annotations.
    pub annotations: Annotations,
    /// Its position in the document.
    pub span: SourceSpan,
}

/// The kind of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// An action, which can have side effects. It is called with POST.
    Action,
    /// A function, which has none. It is called with GET.
    Function,
}

/// An action or function.
#[derive(Debug)]
pub struct Operation {
    /// Its qualified name.
    pub name: String,
    /// Action or function.
    pub kind: OperationKind,
    /// The type that it is bound to, which is the type of its first parameter. `None` if it is not bound.
    pub binding: Option<TypeRef>,
    /// True if a path can continue after it.
    pub is_composable: bool,
    /// Its parameters, without the one that it is bound to.
    pub parameters: Vec<Parameter>,
    /// The type of its result.
    pub result: Option<TypeRef>,
    /// Its annotations.
    pub annotations: Annotations,
    /// Its position in the document.
    pub span: SourceSpan,
}

impl Operation {
    /// Its name without the namespace.
    pub fn short_name(&self) -> &str {
        last_part(&self.name)
    }
}

/// A parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// True if the value can be null.
    pub is_nullable: bool,
    /// Its annotations.
    pub annotations: Annotations,
    /// Its position in the document.
    pub span: SourceSpan,
}

/// An entity set, whose type is a collection, or a singleton.
#[derive(Debug)]
pub struct Root {
    /// Its name.
    pub name: String,
    /// The entity type that it is of.
    pub ty: TypeRef,
    /// Its annotations.
    pub annotations: Annotations,
    /// Its position in the document.
    pub span: SourceSpan,
}

/// A type or a collection of it: a qualified name, `Edm.String` or `microsoft.graph.user`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeRef {
    /// The name, without an alias.
    pub name: String,
    /// True for `Collection(…)`.
    pub is_collection: bool,
}

impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_collection {
            write!(f, "Collection({})", self.name)
        } else {
            f.write_str(&self.name)
        }
    }
}

impl TypeRef {
    pub(super) fn parse(written: &str) -> Self {
        let written = written.trim();
        let inner = written
            .strip_prefix("Collection(")
            .and_then(|rest| rest.strip_suffix(')'));
        TypeRef {
            name: inner.unwrap_or(written).trim().to_owned(),
            is_collection: inner.is_some(),
        }
    }
}

/// The annotations of an element, inline or out of line: Org.OData.Core.V1 and Org.OData.Capabilities.V1, as far as it
/// changes a declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotations {
    /// `Description`.
    pub description: Option<String>,
    /// `LongDescription`.
    pub long_description: Option<String>,
    /// `Computed`: never set by a client.
    pub is_computed: bool,
    /// `Immutable`: set on create only.
    pub is_immutable: bool,
    /// `OptionalParameter`.
    pub is_optional: bool,
    /// `Revisions` of kind `Deprecated`: why; empty if it does not say.
    pub deprecated: Option<String>,
    /// `InsertRestrictions/Insertable`.
    pub insertable: Option<bool>,
    /// `UpdateRestrictions/Updatable`.
    pub updatable: Option<bool>,
    /// `DeleteRestrictions/Deletable`.
    pub deletable: Option<bool>,
    /// `ReadRestrictions/Readable`.
    pub readable: Option<bool>,
}

impl Annotations {
    pub(super) fn merge(&mut self, other: Annotations) {
        self.description = self.description.take().or(other.description);
        self.long_description = self.long_description.take().or(other.long_description);
        self.is_computed |= other.is_computed;
        self.is_immutable |= other.is_immutable;
        self.is_optional |= other.is_optional;
        self.deprecated = self.deprecated.take().or(other.deprecated);
        self.insertable = self.insertable.or(other.insertable);
        self.updatable = self.updatable.or(other.updatable);
        self.deletable = self.deletable.or(other.deletable);
        self.readable = self.readable.or(other.readable);
    }
}

/// Annotations out of line: their target, their content and their place.
pub(super) type Target = (String, Annotations, SourceSpan);

/// The number of warnings that are kept. Further warnings are only counted.
const MOST_WARNINGS: usize = 1000;

impl Schema {
    pub(super) fn warn(
        &mut self,
        about: About,
        span: &SourceSpan,
        text: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.warnings.len() >= MOST_WARNINGS {
            self.warnings_left_out += 1;
            return;
        }
        self.warnings.push(Warning {
            text: text.into(),
            help: help.into(),
            span: span.clone(),
            about,
        });
    }
}
