//! From the events of the XML reader to a schema whose names are not resolved yet.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::link::link;
use super::model::{
    Annotations, Enumeration, Member, Navigation, Operation, OperationKind, Parameter, Place,
    Property, Record, RecordKind, Root, Schema, TypeRef,
};
use crate::report::{Message, Severity};

/// Deeper nesting than any schema has.
const DEEPEST: usize = 64;
/// OData CSDL 4.01, section 15.2: a simple identifier has at most 128 characters.
const LONGEST_NAME: usize = 128;
const LONGEST_QUALIFIED_NAME: usize = 512;

/// Reads the text of a `$metadata` document.
///
/// # Errors
///
/// If it is not XML, ends early, is nested without end, or has no schema in it.
pub fn read(text: &str) -> Result<Schema, Message> {
    let mut reader = Reader::from_str(text);
    let mut parser = Parser::default();
    let mut lines = Lines::default();
    loop {
        let start = position(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = position(reader.error_position());
                return Err(failure(at..at + 1, format!("this is not XML: {error}")));
            }
        };
        let at = start..position(reader.buffer_position());
        let place = Place {
            line: lines.line_of(text, start),
            at: at.clone(),
        };
        match event {
            Event::Start(tag) => {
                if parser.stack.len() >= DEEPEST {
                    return Err(failure(
                        at,
                        format!("elements are nested more than {DEEPEST} deep"),
                    ));
                }
                let tag = Tag::new(&tag, place)?;
                parser.open(tag);
            }
            Event::Empty(tag) => {
                let tag = Tag::new(&tag, place)?;
                parser.open(tag);
                parser.close();
            }
            Event::End(_) => parser.close(),
            Event::Text(written) => parser.text(&text_of(&*written)),
            Event::CData(written) => parser.text(&text_of(&*written)),
            Event::DocType(_) => parser.schema.note(
                &place,
                "a document type is not supported, and passed over",
                "its entities are not expanded",
            ),
            Event::GeneralRef(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if let Some(frame) = parser.stack.last() {
        return Err(failure(
            frame.place.at.clone(),
            "the document ends before this element does".to_owned(),
        ));
    }
    if parser.schema.namespaces.is_empty() {
        return Err(failure(
            0..0,
            "there is no schema in this document\nhelp: it begins with `<edmx:Edmx` and comes from `…/beta/$metadata`"
                .to_owned(),
        ));
    }
    Ok(link(parser.schema, &parser.aliases, parser.targets))
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn failure(at: std::ops::Range<usize>, text: String) -> Message {
    let (text, help) = match text.split_once("\nhelp: ") {
        Some((text, help)) => (text.to_owned(), help.to_owned()),
        None => (text, String::new()),
    };
    Message {
        severity: Severity::Error,
        text,
        at,
        help,
    }
}

fn text_of<T: AsRef<[u8]>>(bytes: T) -> String {
    String::from_utf8_lossy(bytes.as_ref()).into_owned()
}

/// Counts lines as the reader goes on.
#[derive(Default)]
struct Lines {
    counted: usize,
    newlines: usize,
}

impl Lines {
    fn line_of(&mut self, text: &str, at: usize) -> usize {
        let passed = text.as_bytes().get(self.counted..at).unwrap_or_default();
        self.newlines += passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = at.max(self.counted);
        self.newlines + 1
    }
}

/// An element's name and attributes.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    place: Place,
}

impl Tag {
    fn new(tag: &BytesStart<'_>, place: Place) -> Result<Self, Message> {
        let name = text_of(tag.local_name().into_inner());
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute
                .map_err(|error| failure(place.at.clone(), format!("this is not XML: {error}")))?;
            // References to entities are not expanded: what names one that XML does not know is an error.
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| failure(place.at.clone(), format!("this is not XML: {error}")))?;
            attributes.push((
                text_of(attribute.key.local_name().into_inner()),
                value.into_owned(),
            ));
        }
        Ok(Tag {
            name,
            attributes,
            place,
        })
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}

/// An open element.
struct Frame {
    context: Context,
    annotations: Annotations,
    place: Place,
}

enum Context {
    /// Above the schemas.
    Document,
    /// What is passed over.
    Skipped,
    Schema(String),
    Record(Record),
    Key,
    Property(Property),
    Navigation(Navigation),
    Enumeration(Enumeration),
    Member(Member),
    Operation {
        operation: Operation,
        is_bound: bool,
    },
    Parameter(Parameter),
    Result(TypeRef),
    Container,
    Root(Root),
    Targets(String),
    /// Inside an annotation of a term.
    Annotation(String),
    /// Inside an annotation of a term, the value of one of its properties.
    Value {
        term: String,
        property: String,
    },
}

/// What stands out of line: the target, what is said of it, and where.
pub(super) type Target = (String, Annotations, Place);

#[derive(Default)]
struct Parser {
    schema: Schema,
    aliases: Vec<(String, String)>,
    targets: Vec<Target>,
    stack: Vec<Frame>,
}

impl Parser {
    fn open(&mut self, tag: Tag) {
        let context = self.context_of(&tag).unwrap_or(Context::Skipped);
        self.stack.push(Frame {
            context,
            annotations: Annotations::default(),
            place: tag.place,
        });
    }

    /// What an element is; `None` for what is passed over.
    fn context_of(&mut self, tag: &Tag) -> Option<Context> {
        let name = tag.name.as_str();
        let parent = self.stack.last().map(|frame| &frame.context);
        if name == "Annotation" {
            return match parent {
                None | Some(Context::Skipped | Context::Value { .. } | Context::Annotation(_)) => {
                    None
                }
                Some(_) => Some(self.annotation(tag)),
            };
        }
        match parent {
            None | Some(Context::Document) => match name {
                "Edmx" | "DataServices" => Some(Context::Document),
                "Schema" => self.schema_context(tag),
                "Reference" => None,
                _ => self.unsupported(tag),
            },
            Some(Context::Schema(namespace)) => {
                let namespace = namespace.clone();
                self.in_schema(tag, &namespace)
            }
            Some(Context::Record(_)) => match name {
                "Key" => Some(Context::Key),
                "Property" => Some(Context::Property(Property {
                    name: self.name(tag)?,
                    ty: self.type_of(tag, "Type")?,
                    is_nullable: !tag.is("Nullable", "false"),
                    annotations: Annotations::default(),
                    place: tag.place.clone(),
                })),
                "NavigationProperty" => Some(Context::Navigation(Navigation {
                    name: self.name(tag)?,
                    ty: self.type_of(tag, "Type")?,
                    is_contained: tag.is("ContainsTarget", "true"),
                    annotations: Annotations::default(),
                    place: tag.place.clone(),
                })),
                _ => self.unsupported(tag),
            },
            Some(Context::Key) => {
                match (name, tag.get("Name")) {
                    ("PropertyRef", Some(key)) => {
                        let key = key.to_owned();
                        if let Some(Context::Record(record)) = self.grandparent() {
                            record.keys.push(key);
                        }
                    }
                    _ => return self.unsupported(tag),
                }
                None
            }
            Some(Context::Enumeration(_)) => match name {
                "Member" => Some(Context::Member(Member {
                    name: self.name(tag)?,
                    annotations: Annotations::default(),
                    place: tag.place.clone(),
                })),
                _ => self.unsupported(tag),
            },
            Some(Context::Operation { .. }) => match name {
                "Parameter" => Some(Context::Parameter(Parameter {
                    name: self.name(tag)?,
                    ty: self.type_of(tag, "Type")?,
                    is_nullable: !tag.is("Nullable", "false"),
                    annotations: Annotations::default(),
                    place: tag.place.clone(),
                })),
                "ReturnType" => Some(Context::Result(self.type_of(tag, "Type")?)),
                _ => self.unsupported(tag),
            },
            Some(Context::Container) => {
                let (attribute, is_collection) = match name {
                    "EntitySet" => ("EntityType", true),
                    "Singleton" => ("Type", false),
                    _ => return self.unsupported(tag),
                };
                Some(Context::Root(Root {
                    name: self.name(tag)?,
                    ty: TypeRef {
                        is_collection,
                        ..self.type_of(tag, attribute)?
                    },
                    annotations: Annotations::default(),
                    place: tag.place.clone(),
                }))
            }
            Some(Context::Annotation(term)) => {
                let term = term.clone();
                Some(self.in_annotation(tag, term))
            }
            // Values of values say nothing that changes a declaration, but for the kind of a revision.
            Some(Context::Value { term, property }) => {
                let (term, property) = (term.clone(), property.clone());
                match name {
                    "EnumMember" => Some(Context::Value { term, property }),
                    _ => None,
                }
            }
            // Bindings follow types, and constraints between keys are the service's own.
            Some(
                Context::Skipped
                | Context::Root(_)
                | Context::Navigation(_)
                | Context::Property(_)
                | Context::Member(_)
                | Context::Parameter(_)
                | Context::Result(_)
                | Context::Targets(_),
            ) => None,
        }
    }

    fn grandparent(&mut self) -> Option<&mut Context> {
        let index = self.stack.len().checked_sub(2)?;
        self.stack.get_mut(index).map(|frame| &mut frame.context)
    }

    fn schema_context(&mut self, tag: &Tag) -> Option<Context> {
        let Some(namespace) = tag.get("Namespace") else {
            self.schema.note(
                &tag.place,
                "a schema has no `Namespace`, and is passed over",
                "",
            );
            return None;
        };
        let fits =
            namespace.len() <= LONGEST_QUALIFIED_NAME && namespace.split('.').all(is_identifier);
        if !fits {
            self.bad_name(tag, namespace);
            return None;
        }
        if let Some(alias) = tag.get("Alias") {
            self.aliases.push((alias.to_owned(), namespace.to_owned()));
        }
        if !self
            .schema
            .namespaces
            .iter()
            .any(|known| known == namespace)
        {
            self.schema.namespaces.push(namespace.to_owned());
        }
        Some(Context::Schema(namespace.to_owned()))
    }

    fn in_schema(&mut self, tag: &Tag, namespace: &str) -> Option<Context> {
        let qualified = |name: String| format!("{namespace}.{name}");
        match tag.name.as_str() {
            word @ ("EntityType" | "ComplexType") => Some(Context::Record(Record {
                name: qualified(self.name(tag)?),
                kind: match word {
                    "EntityType" => RecordKind::Entity,
                    _ => RecordKind::Complex,
                },
                base: self.base(tag),
                is_abstract: tag.is("Abstract", "true"),
                is_open: tag.is("OpenType", "true"),
                has_stream: tag.is("HasStream", "true"),
                keys: Vec::new(),
                properties: Vec::new(),
                navigations: Vec::new(),
                annotations: Annotations::default(),
                place: tag.place.clone(),
            })),
            "EnumType" => Some(Context::Enumeration(Enumeration {
                name: qualified(self.name(tag)?),
                is_flags: tag.is("IsFlags", "true"),
                members: Vec::new(),
                annotations: Annotations::default(),
                place: tag.place.clone(),
            })),
            word @ ("Action" | "Function") => Some(Context::Operation {
                operation: Operation {
                    name: qualified(self.name(tag)?),
                    kind: match word {
                        "Action" => OperationKind::Action,
                        _ => OperationKind::Function,
                    },
                    binding: None,
                    is_composable: tag.is("IsComposable", "true"),
                    parameters: Vec::new(),
                    result: None,
                    annotations: Annotations::default(),
                    place: tag.place.clone(),
                },
                is_bound: tag.is("IsBound", "true"),
            }),
            "EntityContainer" => Some(Context::Container),
            "Annotations" => {
                let target = tag.get("Target").unwrap_or_default();
                Some(Context::Targets(target.to_owned()))
            }
            // Terms define annotations.
            "Term" => None,
            _ => self.unsupported(tag),
        }
    }

    fn annotation(&mut self, tag: &Tag) -> Context {
        let term = tag.get("Term").unwrap_or_default();
        let term = term.rsplit_once('.').map_or(term, |(_, last)| last);
        let is_true = !tag.is("Bool", "false");
        if let Some(frame) = self.stack.last_mut() {
            let said = &mut frame.annotations;
            let text = tag.get("String").map(str::to_owned);
            match term {
                "Description" => said.description = text.or(said.description.take()),
                "LongDescription" => said.long_description = text.or(said.long_description.take()),
                "Computed" => said.is_computed = is_true,
                "Immutable" => said.is_immutable = is_true,
                "OptionalParameter" => said.is_optional = true,
                _ => {}
            }
        }
        Context::Annotation(term.to_owned())
    }

    fn in_annotation(&mut self, tag: &Tag, term: String) -> Context {
        if tag.name != "PropertyValue" {
            return match tag.name.as_str() {
                "Record" | "Collection" => Context::Annotation(term),
                "String" => Context::Value {
                    term,
                    property: String::new(),
                },
                _ => Context::Skipped,
            };
        }
        let property = tag.get("Property").unwrap_or_default().to_owned();
        let allowed = tag.get("Bool").map(|value| value != "false");
        if let Some(said) = self.annotated() {
            match (term.as_str(), property.as_str()) {
                ("InsertRestrictions", "Insertable") => said.insertable = allowed,
                ("UpdateRestrictions", "Updatable") => said.updatable = allowed,
                ("DeleteRestrictions", "Deletable") => said.deletable = allowed,
                ("ReadRestrictions", "Readable") => said.readable = allowed,
                // Kept only if the revision turns out to be a deprecation; others do not say one.
                ("Revisions", "Description") => {
                    said.deprecated = tag.get("String").map(str::to_owned);
                }
                _ => {}
            }
        }
        let kind = tag.get("EnumMember").map(str::to_owned);
        if let (Some(kind), "Revisions", "Kind") = (kind, term.as_str(), property.as_str()) {
            self.revision_kind(&kind);
        }
        Context::Value { term, property }
    }

    fn revision_kind(&mut self, kind: &str) {
        if let Some(said) = self.annotated() {
            match kind.trim().ends_with("Deprecated") {
                true => _ = said.deprecated.get_or_insert_default(),
                false => said.deprecated = None,
            }
        }
    }

    /// What is said of the element that the open annotation is in.
    fn annotated(&mut self) -> Option<&mut Annotations> {
        let mut frames = self.stack.iter_mut().rev();
        let frame = frames.find(|frame| {
            !matches!(
                frame.context,
                Context::Annotation(_) | Context::Value { .. }
            )
        });
        frame.map(|frame| &mut frame.annotations)
    }

    fn text(&mut self, text: &str) {
        let text = text.trim();
        let Some(Context::Value { term, property }) = self.stack.last().map(|frame| &frame.context)
        else {
            return;
        };
        if text.is_empty() {
            return;
        }
        match (term.as_str(), property.as_str()) {
            ("Revisions", "Kind") => self.revision_kind(text),
            ("Description", "") => {
                let text = text.to_owned();
                if let Some(said) = self.annotated() {
                    said.description = Some(text);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(Frame {
            context,
            annotations,
            place,
        }) = self.stack.pop()
        else {
            return;
        };
        match context {
            Context::Record(mut record) => {
                record.annotations = annotations;
                self.schema.records.push(record);
            }
            Context::Enumeration(mut enumeration) => {
                enumeration.annotations = annotations;
                self.schema.enumerations.push(enumeration);
            }
            Context::Operation {
                mut operation,
                is_bound,
            } => {
                operation.annotations = annotations;
                match (is_bound, operation.parameters.is_empty()) {
                    (true, false) => operation.binding = Some(operation.parameters.remove(0).ty),
                    (true, true) => {
                        let text = format!(
                            "`{}` is bound, but has no parameter to be bound by; it is left out",
                            operation.name
                        );
                        self.schema.note(&place, text, "");
                        return;
                    }
                    (false, _) => {}
                }
                self.schema.operations.push(operation);
            }
            Context::Root(mut root) => {
                root.annotations = annotations;
                self.schema.roots.push(root);
            }
            Context::Targets(target) => self.targets.push((target, annotations, place)),
            Context::Property(mut property) => {
                property.annotations = annotations;
                if let Some(Context::Record(record)) = self.parent() {
                    record.properties.push(property);
                }
            }
            Context::Navigation(mut navigation) => {
                navigation.annotations = annotations;
                if let Some(Context::Record(record)) = self.parent() {
                    record.navigations.push(navigation);
                }
            }
            Context::Member(mut member) => {
                member.annotations = annotations;
                if let Some(Context::Enumeration(enumeration)) = self.parent() {
                    enumeration.members.push(member);
                }
            }
            Context::Parameter(mut parameter) => {
                parameter.annotations = annotations;
                if let Some(Context::Operation { operation, .. }) = self.parent() {
                    operation.parameters.push(parameter);
                }
            }
            Context::Result(ty) => {
                if let Some(Context::Operation { operation, .. }) = self.parent() {
                    operation.result = Some(ty);
                }
            }
            Context::Document
            | Context::Skipped
            | Context::Schema(_)
            | Context::Key
            | Context::Container
            | Context::Annotation(_)
            | Context::Value { .. } => {}
        }
    }

    fn parent(&mut self) -> Option<&mut Context> {
        self.stack.last_mut().map(|frame| &mut frame.context)
    }

    fn name(&mut self, tag: &Tag) -> Option<String> {
        match tag.get("Name") {
            Some(name) if is_identifier(name) => Some(name.to_owned()),
            Some(name) => {
                self.bad_name(tag, name);
                None
            }
            None => {
                let text = format!("this `{}` has no `Name`, and is left out", tag.name);
                self.schema.note(&tag.place, text, "");
                None
            }
        }
    }

    fn base(&mut self, tag: &Tag) -> Option<String> {
        let base = tag.get("BaseType")?;
        if base.len() <= LONGEST_QUALIFIED_NAME {
            return Some(base.to_owned());
        }
        let text = format!(
            "the base of this `{}` is not a name; it is left out",
            tag.name
        );
        self.schema.note(&tag.place, text, "");
        None
    }

    fn bad_name(&mut self, tag: &Tag, name: &str) {
        let mut shown: String = name.chars().take(40).collect();
        if shown.len() < name.len() {
            shown.push('…');
        }
        let text = format!(
            "`{shown}` is not a name, so this `{}` is left out",
            tag.name
        );
        let help = "a name has letters, digits and `_`, no digit first, and at most 128 of them (OData CSDL 4.01, section 15.2)";
        self.schema.note(&tag.place, text, help);
    }

    fn type_of(&mut self, tag: &Tag, attribute: &str) -> Option<TypeRef> {
        let ty = tag.get(attribute).map(TypeRef::parse);
        match ty {
            Some(ty) if ty.name.len() <= LONGEST_QUALIFIED_NAME => Some(ty),
            _ => {
                let text = format!("this `{}` has no type, and is left out", tag.name);
                self.schema.note(&tag.place, text, "");
                None
            }
        }
    }

    fn unsupported(&mut self, tag: &Tag) -> Option<Context> {
        let shown: String = tag.name.chars().take(40).collect();
        let text = format!("`{shown}` is not supported here, and is left out");
        self.schema.note(&tag.place, text, "");
        None
    }
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let begins = chars
        .next()
        .is_some_and(|first| first == '_' || first.is_alphabetic());
    begins
        && name.chars().take(LONGEST_NAME + 1).count() <= LONGEST_NAME
        && chars.all(|char| char == '_' || char.is_alphanumeric())
}
