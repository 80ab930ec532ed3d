//! The syntax tree of a declaration, with the spans that errors point at.

use proc_macro2::{Span, TokenTree};
use syn::{Attribute, Ident, LitStr, Path, Visibility};

use crate::names::{arguments_name, method_name, snake_case, type_name};

mod types;
mod verbs;

pub use types::{TypeName, TypeRef};
pub use verbs::{Verb, VerbList};

/// The content of one `graph_resource!`.
pub struct Declaration {
    /// `crate = path;`: the path of the runtime, if it is not `::graph_runtime`.
    pub crate_path: Option<Path>,
    /// The namespace of its types. The default is `microsoft.graph`.
    pub namespace: Namespace,
    /// The items, in the order of the source.
    pub items: Vec<Item>,
}

/// A namespace of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namespace {
    /// The full name, with dots.
    pub text: String,
}

impl Default for Namespace {
    fn default() -> Self {
        Namespace {
            text: "microsoft.graph".to_owned(),
        }
    }
}

/// An item of a declaration.
pub enum Item {
    /// `service Beta = "beta" { … }`.
    Service(Service),
    /// `entity x { … }` or `complex x { … }`.
    Record(Record),
    /// `enum x { … }`.
    Enumeration(Enumeration),
    /// `extend crate::X { … }`.
    Extension(Extension),
}

/// An addition to a service or an entity of another declaration.
pub struct Extension {
    /// Its attributes.
    pub attributes: Attributes,
    /// The visibility of its trait.
    pub visibility: Visibility,
    /// The Rust path of the service or entity.
    pub target: Path,
    /// `as Name`: the trait that has the additions, if the target is in another crate.
    pub trait_name: Option<Ident>,
    /// Entity sets and singletons, of a service.
    pub roots: Vec<Navigation>,
    /// Navigation properties, of an entity.
    pub navigations: Vec<Navigation>,
    /// Actions and functions, of an entity.
    pub operations: Vec<Operation>,
}

/// A name in Graph's spelling.
#[derive(Debug, Clone)]
pub struct Name {
    /// The name on the wire.
    pub wire: String,
    /// The place in the source.
    pub span: Span,
}

impl Name {
    pub(crate) fn from_ident(ident: &Ident) -> Self {
        let text = ident.to_string();
        Name {
            wire: text.strip_prefix("r#").unwrap_or(&text).to_owned(),
            span: ident.span(),
        }
    }
}

/// The attributes of an item or member, by kind.
#[derive(Default)]
pub struct Attributes {
    /// Doc comments and all other `#[doc …]`, as tokens, since only rustc reads them.
    pub docs: Vec<TokenTree>,
    /// `#[cfg(…)]`, which is repeated on everything that the item or member expands to.
    pub cfgs: Vec<Attribute>,
    /// `#[deprecated]` and lint levels.
    pub others: Vec<Attribute>,
    /// `#[key]`.
    pub key: Option<Span>,
    /// `#[read_only]`.
    pub read_only: Option<Span>,
    /// `#[immutable]`.
    pub immutable: Option<Span>,
    /// `#[not_null]`.
    pub not_null: Option<Span>,
    /// `#[rust_name = …]`.
    pub rust_name: Option<Ident>,
    /// `#[alternate_key]`.
    pub alternate_key: Option<Span>,
    /// `#[media]`: the entity has a stream at `/$value`.
    pub media: Option<Span>,
    /// `#[media { get, put }]`: the verbs of the stream. The default is those of the path to the entity.
    pub media_verbs: Option<VerbList>,
    /// `#[directory_object]`: queries of the entity follow the rules of Entra's directory.
    pub directory_object: Option<Span>,
    /// `#[keyless]`: the entity has no key; its subtypes declare theirs.
    pub keyless: Option<Span>,
    /// `#[path_addressed]`: its contents are addressed by path, like drive items.
    pub path_addressed: Option<Span>,
    /// `#[path_addressed { get }]`: the verbs at such a path. The default is all verbs of an entity.
    pub path_verbs: Option<VerbList>,
}

/// `service Beta = "beta" { … }`: the part of a service's root that is used.
pub struct Service {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its visibility.
    pub visibility: Visibility,
    /// Its Rust name.
    pub name: Ident,
    /// The first segment of its paths.
    pub version: LitStr,
    /// Its entity sets and singletons.
    pub roots: Vec<Navigation>,
    /// The end of the last of them.
    pub end: Option<Span>,
}

/// The kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// An entity type, which has a key and paths.
    Entity,
    /// A complex type, which is a value.
    Complex,
}

impl RecordKind {
    /// The keyword of the kind.
    pub fn word(self) -> &'static str {
        match self {
            RecordKind::Entity => "entity",
            RecordKind::Complex => "complex",
        }
    }
}

/// An entity or complex type.
pub struct Record {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its visibility.
    pub visibility: Visibility,
    /// Entity or complex type.
    pub kind: RecordKind,
    /// `abstract`: only its subtypes have values.
    pub is_abstract: bool,
    /// `open`: the service may give it properties that no schema declares.
    pub is_open: bool,
    /// Its name.
    pub name: Name,
    /// The type that it extends.
    pub base: Option<TypeName>,
    /// Its properties, in the order of the source.
    pub properties: Vec<Property>,
    /// Its navigation properties, in the order of the source.
    pub navigations: Vec<Navigation>,
    /// Its actions and functions, in the order of the source.
    pub operations: Vec<Operation>,
    /// Keys that the service knows by name, such as `inbox`.
    pub known_keys: Vec<(Attributes, Name)>,
    /// The start of the first and the end of the last member that is a segment of paths.
    pub segments: Option<(Span, Span)>,
}

/// A member of an entity or complex type.
pub enum Member {
    /// `name: type`.
    Property(Property),
    /// `nav name: type` or `ref name: type`.
    Navigation(Navigation),
    /// `action name(…)` or `function name(…)`.
    Operation(Operation),
    /// `key name`.
    KnownKey(Attributes, Name),
}

impl Member {
    /// The end of the member, if it is a segment of paths.
    pub(crate) fn end_of_segment(&self) -> Option<Span> {
        match self {
            Member::Property(property) => property.verbs.as_ref().map(|verbs| verbs.span),
            Member::Navigation(navigation) => Some(navigation.end()),
            Member::Operation(operation) => Some(operation.end()),
            Member::KnownKey(_, name) => Some(name.span),
        }
    }
}

/// A structural property.
pub struct Property {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeRef,
    /// The verbs at its own URL; `None` if it has no URL.
    pub verbs: Option<VerbList>,
}

/// An action or function that is bound to a type, or to collections of it.
pub struct Operation {
    /// Its attributes.
    pub attributes: Attributes,
    /// Action or function.
    pub kind: OperationKind,
    /// `collection`: bound to collections.
    pub on_collection: bool,
    /// Its name.
    pub name: Name,
    /// Its parameters, in the order of the source.
    pub parameters: Vec<Parameter>,
    /// The type of the result; `None` if it returns nothing.
    pub result: Option<TypeRef>,
    /// The verbs at the result of a function, which is an entity or a collection of them.
    pub verbs: Option<VerbList>,
    /// The verbs on each member of the collection that a function returns.
    pub each: Option<VerbList>,
    /// `as other_name`: its name in Rust, where it is overloaded.
    pub alias: Option<Ident>,
}

/// The kind of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// An action, which has side effects: a POST with its arguments in the body.
    Action,
    /// A function, which has no side effects: a GET with its arguments in the URL.
    Function,
}

/// A parameter of an operation.
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// `name?`: it can be left out.
    pub is_optional: bool,
    /// Its type.
    pub ty: TypeRef,
}

/// A navigation property, an entity set or a singleton.
pub struct Navigation {
    /// Its attributes.
    pub attributes: Attributes,
    /// `ref`: it refers to entities that are contained elsewhere. Its verbs are those of the link.
    pub is_reference: bool,
    /// `implicit`: declared on subtypes, but documented without a type cast.
    pub is_implicit: bool,
    /// Its name.
    pub name: Name,
    /// The type that it leads to.
    pub target: TypeRef,
    /// The verbs at its end: on the collection, or on the single entity.
    pub verbs: Option<VerbList>,
    /// The verbs on each member of the collection.
    pub each: Option<VerbList>,
    /// `ref { … }` after a `nav`: its entities can also be linked and unlinked.
    pub link: Option<Link>,
}

/// The verbs of a link, at `/$ref`.
pub struct Link {
    /// On the link of a single entity, or on the collection of links.
    pub verbs: VerbList,
    /// On the link to each member of a collection.
    pub each: Option<VerbList>,
}

/// An enumeration.
pub struct Enumeration {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its visibility.
    pub visibility: Visibility,
    /// `flags`: a value is a set of members.
    pub is_flags: bool,
    /// Its name.
    pub name: Name,
    /// Its members, in the order of the source.
    pub members: Vec<EnumerationMember>,
}

/// A member of an enumeration.
pub struct EnumerationMember {
    /// Its attributes.
    pub attributes: Attributes,
    /// Its name.
    pub name: Name,
    /// `= 4`: its value, of a member of a flags enumeration.
    pub value: Option<i64>,
}

impl Attributes {
    /// Returns the name in `#[rust_name]`, or else the name derived from Graph's.
    pub fn rust_name_or(&self, derived: impl FnOnce() -> String) -> String {
        match &self.rust_name {
            Some(name) => {
                let text = name.to_string();
                text.strip_prefix("r#").unwrap_or(&text).to_owned()
            }
            None => derived(),
        }
    }
}

impl Attributes {
    /// Returns the attributes without those that only apply to properties.
    pub(crate) fn without_property_marks(self) -> Self {
        Attributes {
            key: None,
            alternate_key: None,
            read_only: None,
            immutable: None,
            not_null: None,
            ..self
        }
    }
}

impl Record {
    /// Returns the property that is marked as the key.
    pub fn key(&self) -> Option<&Property> {
        let mut properties = self.properties.iter();
        properties.find(|property| property.attributes.key.is_some())
    }

    /// Returns the name of the struct.
    pub fn rust_name(&self) -> String {
        self.attributes.rust_name_or(|| type_name(&self.name.wire))
    }
}

impl Enumeration {
    /// Returns the name of the enum.
    pub fn rust_name(&self) -> String {
        self.attributes.rust_name_or(|| type_name(&self.name.wire))
    }
}

impl Property {
    /// Returns the name of the field.
    pub fn field_name(&self) -> String {
        self.attributes.rust_name_or(|| snake_case(&self.name.wire))
    }
}

impl Navigation {
    /// Returns the span of its end.
    pub(crate) fn end(&self) -> Span {
        match self.each.as_ref().or(self.verbs.as_ref()) {
            Some(verbs) => verbs.span,
            None => self.target.name.span(),
        }
    }

    /// Returns the name of the method.
    pub fn method_name(&self) -> String {
        self.attributes
            .rust_name_or(|| method_name(&self.name.wire))
    }
}

impl Operation {
    /// Returns the span of its end.
    fn end(&self) -> Span {
        let verbs = self.each.as_ref().or(self.verbs.as_ref());
        match (verbs, &self.result) {
            (Some(verbs), _) => verbs.span,
            (None, Some(result)) => result.name.span(),
            (None, None) => self.name.span,
        }
    }

    /// Returns the name of the method.
    pub fn method_name(&self) -> String {
        match &self.alias {
            Some(alias) => alias.to_string().trim_start_matches("r#").to_owned(),
            None => self
                .attributes
                .rust_name_or(|| method_name(&self.name.wire)),
        }
    }

    /// Tests if it is called instead of `base`, which a base of its type declares: it has the same name, is of the same kind and is
    /// bound in the same way, and it can be called in every way in which `base` can.
    ///
    /// Source: OData 4.01, Protocol, sections 11.5.4.2 and 11.5.5.2: of the overloads that fit, the service calls the one that is bound to
    /// the most derived type. Functions are distinguished by the names of their parameters, in any order; actions only by what they are
    /// bound to (CSDL 4.01, sections 12.2 and 12.4).
    pub fn overrides(&self, base: &Operation) -> bool {
        let is_same = self.name.wire == base.name.wire
            && self.kind == base.kind
            && self.on_collection == base.on_collection;
        is_same && (self.kind == OperationKind::Action || self.takes_all_calls_of(base))
    }

    fn takes_all_calls_of(&self, base: &Operation) -> bool {
        let parameter_of = |operation: &Operation, name: &Name| {
            let mut parameters = operation.parameters.iter();
            parameters
                .find(|parameter| parameter.name.wire == name.wire)
                .map(|parameter| parameter.is_optional)
        };
        let takes_all = base
            .parameters
            .iter()
            .all(|parameter| parameter_of(self, &parameter.name).is_some());
        let demands_no_more = self.parameters.iter().all(|parameter| {
            parameter.is_optional || parameter_of(base, &parameter.name) == Some(false)
        });
        takes_all && demands_no_more
    }

    /// Tests if its arguments have a type of their own: it is an action with parameters.
    pub fn has_arguments_type(&self) -> bool {
        self.kind == OperationKind::Action && !self.parameters.is_empty()
    }

    /// Returns the name of the type of an action's arguments, given the Rust name of the type that it is bound to.
    pub fn arguments_name(&self, owner: &str) -> String {
        arguments_name(owner, self.on_collection, &self.method_name())
    }
}
