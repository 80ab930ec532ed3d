//! The elements of a schema, opened and closed: what each is, in the one around it.

use super::Tag;
use super::identifiers::{LONGEST_QUALIFIED_NAME, is_identifier};
use crate::csdl::model::{
    Annotations, Enumeration, Member, Navigation, Operation, OperationKind, Parameter, Property,
    Root, Schema, StructuredKind, StructuredType, Target, TypeRef,
};
use crate::csdl::warning::{About, SourceSpan};

/// An open element.
pub(super) struct Frame {
    pub(super) context: Context,
    pub(super) annotations: Annotations,
    pub(super) span: SourceSpan,
}

pub(super) enum Context {
    /// Above the schemas.
    Document,
    /// An ignored element.
    Skipped,
    Schema(String),
    Structured(StructuredType),
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
    Definition,
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

#[derive(Default)]
pub(super) struct Parser {
    pub(super) schema: Schema,
    pub(super) aliases: Vec<(String, String)>,
    pub(super) targets: Vec<Target>,
    /// Type definitions, each with the primitive type that it stands for.
    pub(super) definitions: Vec<(String, String)>,
    pub(super) stack: Vec<Frame>,
}

impl Parser {
    pub(super) fn open(&mut self, tag: Tag) {
        let context = self.context_of(&tag).unwrap_or(Context::Skipped);
        self.stack.push(Frame {
            context,
            annotations: Annotations::default(),
            span: tag.span,
        });
    }

    /// Returns the context of an element, or `None` if it is ignored.
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
            Some(Context::Structured(_)) => match name {
                "Key" => Some(Context::Key),
                "Property" => Some(Context::Property(Property {
                    name: self.name(tag)?,
                    ty: self.type_of(tag, "Type")?,
                    is_nullable: !tag.is("Nullable", "false"),
                    annotations: Annotations::default(),
                    span: tag.span.clone(),
                })),
                "NavigationProperty" => Some(Context::Navigation(Navigation {
                    name: self.name(tag)?,
                    ty: self.type_of(tag, "Type")?,
                    is_contained: tag.is("ContainsTarget", "true"),
                    annotations: Annotations::default(),
                    span: tag.span.clone(),
                })),
                _ => self.unsupported(tag),
            },
            Some(Context::Key) => {
                match (name, tag.get("Name")) {
                    ("PropertyRef", Some(key)) => {
                        let key = key.to_owned();
                        if let Some(Context::Structured(record)) = self.grandparent() {
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
                    value: self.value(tag),
                    annotations: Annotations::default(),
                    span: tag.span.clone(),
                })),
                _ => self.unsupported(tag),
            },
            Some(Context::Operation { .. }) => match name {
                "Parameter" => Some(Context::Parameter(Parameter {
                    name: self.name(tag)?,
                    ty: self.type_of(tag, "Type")?,
                    is_nullable: !tag.is("Nullable", "false"),
                    annotations: Annotations::default(),
                    span: tag.span.clone(),
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
                    span: tag.span.clone(),
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
                | Context::Definition
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
            self.schema.warn(
                About::Document,
                &tag.span,
                "a schema has no `Namespace`, and is ignored",
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
            word @ ("EntityType" | "ComplexType") => Some(Context::Structured(StructuredType {
                name: qualified(self.name(tag)?),
                kind: match word {
                    "EntityType" => StructuredKind::Entity,
                    _ => StructuredKind::Complex,
                },
                base: self.base(tag),
                is_abstract: tag.is("Abstract", "true"),
                is_open: tag.is("OpenType", "true"),
                has_stream: tag.is("HasStream", "true"),
                keys: Vec::new(),
                properties: Vec::new(),
                navigations: Vec::new(),
                annotations: Annotations::default(),
                span: tag.span.clone(),
            })),
            "EnumType" => Some(Context::Enumeration(Enumeration {
                name: qualified(self.name(tag)?),
                is_flags: tag.is("IsFlags", "true"),
                members: Vec::new(),
                annotations: Annotations::default(),
                span: tag.span.clone(),
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
                    span: tag.span.clone(),
                },
                is_bound: tag.is("IsBound", "true"),
            }),
            "EntityContainer" => {
                let container = self.name(tag).map(qualified);
                self.schema.others.extend(container);
                Some(Context::Container)
            }
            "TypeDefinition" => self.type_definition(tag, namespace),
            "Annotations" => {
                let target = tag.get("Target").unwrap_or_default();
                Some(Context::Targets(target.to_owned()))
            }
            // Terms define annotations.
            "Term" => {
                let term = tag.get("Name").map(|name| qualified(name.to_owned()));
                self.schema.others.extend(term);
                None
            }
            _ => self.unsupported(tag),
        }
    }

    /// A primitive type by another name: what is declared with it has that type.
    fn type_definition(&mut self, tag: &Tag, namespace: &str) -> Option<Context> {
        let underlying = tag.get("UnderlyingType").map(str::trim);
        let Some(underlying) = underlying.filter(|definition| definition.starts_with("Edm."))
        else {
            return self.unsupported(tag);
        };
        let definition = format!("{namespace}.{}", self.name(tag)?);
        self.schema.others.insert(definition.clone());
        self.definitions.push((definition, underlying.to_owned()));
        Some(Context::Definition)
    }

    pub(super) fn close(&mut self) {
        let Some(Frame {
            context,
            annotations,
            span,
        }) = self.stack.pop()
        else {
            return;
        };
        match context {
            Context::Structured(mut record) => {
                record.annotations = annotations;
                self.warn_of_parts_of_key(&record);
                self.schema.structured_types.push(record);
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
                let problem = match (is_bound, operation.parameters.is_empty()) {
                    (true, false) => {
                        operation.binding = Some(operation.parameters.remove(0).ty);
                        None
                    }
                    (true, true) => Some("is bound, but has no binding parameter"),
                    (false, _) => Some("is not bound to a type, which is not supported"),
                };
                if let Some(problem) = problem {
                    let text = format!("`{}` {problem}; it is left out", operation.name);
                    let about = About::Segment(operation.short_name().to_owned());
                    self.schema.warn(about, &span, text, "");
                    self.schema.left_out.insert(operation.name);
                    return;
                }
                self.schema.operations.push(operation);
            }
            Context::Root(mut root) => {
                root.annotations = annotations;
                self.schema.roots.push(root);
            }
            Context::Targets(target) => self.targets.push((target, annotations, span)),
            Context::Property(mut property) => {
                property.annotations = annotations;
                if let Some(Context::Structured(record)) = self.parent() {
                    record.properties.push(property);
                }
            }
            Context::Navigation(mut navigation) => {
                navigation.annotations = annotations;
                if let Some(Context::Structured(record)) = self.parent() {
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
            | Context::Definition
            | Context::Annotation(_)
            | Context::Value { .. } => {}
        }
    }

    fn parent(&mut self) -> Option<&mut Context> {
        self.stack.last_mut().map(|frame| &mut frame.context)
    }
}
