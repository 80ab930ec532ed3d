//! The types of a request's function: its parameters, and what its request answers.
//!
//! In: a route, and the declarations that it is about. Out: the text of Rust types. What they name of the runtime is collected.

use std::collections::BTreeSet;

use graph_schema::Method;
use graph_schema::csdl::{Operation, OperationKind, Property, StructuredType, TypeRef};
use graph_schema::route::{End, RequestError, Route, Step, Text, has_no};
use graph_syntax::Edm;

use super::line::takes_body;
use crate::import::{Declarations, Selection};

/// The signature of a generated function, without its name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Signature {
    /// The type parameters.
    pub(super) generics: Vec<&'static str>,
    /// Its parameters with their types.
    pub(super) parameters: Vec<(String, String)>,
    /// The parameter that is the body.
    pub(super) body: Option<String>,
    /// The type of the response.
    pub(super) answer: String,
    /// The bounds of the type parameters.
    pub(super) bounds: Vec<String>,
}

/// The declarations that functions refer to, and the names of the runtime that they use.
pub(super) struct Types<'a> {
    pub(super) selection: &'a Selection<'a>,
    pub(super) declarations: &'a Declarations<'a>,
    /// The prefix of declared types, such as `graph::`.
    pub(super) prefix: String,
    /// The names of the runtime that are used.
    pub(super) used: BTreeSet<&'static str>,
}

/// The end of a path, as far as the types of its request depend on it.
enum PathEnd<'a> {
    /// Entities or complex values, which have paths.
    Paths(End<'a>),
    /// A property that is no path: what it is read as.
    Value(&'a Property, String),
    Stream,
    /// The raw value of a property.
    Raw(&'a Property),
    Count,
    Reference(End<'a>),
    Action(&'a Operation),
    /// With what it returns here.
    Function(&'a Operation, Option<&'a TypeRef>),
}

impl Types<'_> {
    /// The signature of a request's function.
    pub(super) fn signature(&mut self, route: &Route<'_>) -> Result<Signature, RequestError> {
        if let Some(unknown) = route.refused() {
            return Err(unknown);
        }
        let mut signature = Signature::default();
        for step in &route.steps {
            self.add_parameters(step, &mut signature);
        }
        let place = self.place(route)?;
        if takes_body(route) {
            let body = self.body(route.method, &place, &mut signature)?;
            let mut name = "body".to_owned();
            while signature.parameters.iter().any(|(taken, _)| *taken == name) {
                name.push('_');
            }
            signature.parameters.push((name.clone(), body));
            signature.body = Some(name);
        }
        self.used.insert("Request");
        signature.answer = self.answer(route.method, &place)?;
        Ok(signature)
    }

    fn add_parameters(&mut self, step: &Step<'_>, signature: &mut Signature) {
        match step {
            Step::Key(record, Text::Parameter(name)) => {
                self.used.insert("IntoKey");
                let ty = format!("impl IntoKey<{}>", self.declared(record));
                signature.parameters.push((name.clone(), ty));
            }
            Step::AlternateKey(record, property, name) => {
                let ty = self.argument(record.namespace(), &property.ty);
                signature.parameters.push((name.clone(), ty));
            }
            Step::AtPath(_, Text::Parameter(name)) => {
                let ty = "impl AsRef<str>".to_owned();
                signature.parameters.push((name.clone(), ty));
            }
            // The parts are joined to one text.
            Step::Key(_, text @ Text::Parts(_)) | Step::AtPath(_, text @ Text::Parts(_)) => {
                for name in text.parameters() {
                    signature
                        .parameters
                        .push((name.to_owned(), "&str".to_owned()));
                }
            }
            Step::Call {
                operation,
                arguments,
                ..
            } => {
                let owner = operation.binding.as_ref().map_or("", |ty| &ty.name);
                let namespace = owner
                    .rsplit_once('.')
                    .map_or("", |(namespace, _)| namespace);
                for (name, placeholder) in arguments {
                    let mut parameters = operation.parameters.iter();
                    if let Some(parameter) = parameters.find(|parameter| parameter.name == *name) {
                        let ty = self.argument(namespace, &parameter.ty);
                        signature.parameters.push((placeholder.clone(), ty));
                    }
                }
            }
            Step::Root(_)
            | Step::KnownKey(..)
            | Step::Navigation { .. }
            | Step::Cast(_)
            | Step::Property(..)
            | Step::System(..) => {}
        }
    }

    /// Returns the type of an argument in a URL, for an operation or a key that is declared in a namespace.
    fn argument(&mut self, namespace: &str, ty: &TypeRef) -> String {
        let is_structured = self.selection.schema().structured_type(&ty.name).is_some();
        let ty_namespace = ty
            .name
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace);
        let is_edm = ty_namespace == "Edm";
        let is_json = is_edm && self.primitive(&ty.name).as_deref() == Some("edm::Json");
        let is_foreign = !is_edm && ty_namespace != namespace;
        // A value without a literal is written as JSON.
        let is_literal = !ty.is_collection && !is_structured && !is_json && !is_foreign;
        let wanted = if is_literal {
            "IntoLiteral"
        } else {
            "IntoValue"
        };
        self.used.insert(wanted);
        let one = self.value(&ty.name);
        format!("impl {wanted}<{}>", collected(ty.is_collection, one))
    }

    fn place<'a>(&mut self, route: &'a Route<'a>) -> Result<PathEnd<'a>, RequestError> {
        let Some(last) = route.steps.last() else {
            return Err(unknown("the request has no path".to_owned(), ""));
        };
        Ok(match last {
            Step::System("count", _) => PathEnd::Count,
            Step::System("ref", Some(end)) => PathEnd::Reference(*end),
            Step::System("value", Some(end)) if end.is_many => {
                let text = format!(
                    "a key is missing: `$value` is of each `{}`",
                    end.ty.short_name()
                );
                return Err(unknown(text, "write `/{id}/$value`"));
            }
            Step::System("ref", None) => {
                let text = "`$ref` does not follow a navigation property";
                return Err(unknown(text.to_owned(), "remove it"));
            }
            Step::System(..) => match route.steps.iter().rev().nth(1) {
                Some(Step::Property(_, property)) => PathEnd::Raw(property),
                _ => PathEnd::Stream,
            },
            Step::Property(owner, property) => self.property(owner, property, route.end),
            Step::Call {
                operation, result, ..
            } => match operation.kind {
                OperationKind::Action => PathEnd::Action(operation),
                // The entity that it returns takes the verbs of an entity.
                OperationKind::Function => match route.end {
                    Some(end) if !end.is_many && route.method != Method::Post => {
                        PathEnd::Paths(end)
                    }
                    _ => PathEnd::Function(operation, result.as_ref()),
                },
            },
            _ => match route.end {
                Some(end) => PathEnd::Paths(end),
                None => return Err(unknown("the path does not lead to a type".to_owned(), "")),
            },
        })
    }

    fn property<'a>(
        &mut self,
        owner: &StructuredType,
        property: &'a Property,
        end: Option<End<'a>>,
    ) -> PathEnd<'a> {
        let ty = &property.ty;
        match end {
            _ if ty.name == "Edm.Stream" && !ty.is_collection => PathEnd::Stream,
            // Values of its own declaration have paths of the same kind as entities.
            Some(end) if end.ty.namespace() == owner.namespace() => PathEnd::Paths(end),
            // A single one of another declaration is read and changed alike.
            Some(end) if !end.is_many => PathEnd::Paths(end),
            _ => {
                self.used.insert("ValueOf");
                let held = collected(ty.is_collection, self.held(&ty.name));
                PathEnd::Value(property, format!("ValueOf<{held}>"))
            }
        }
    }

    fn body(
        &mut self,
        verb: Method,
        place: &PathEnd<'_>,
        signature: &mut Signature,
    ) -> Result<String, RequestError> {
        Ok(match place {
            PathEnd::Paths(end) => {
                let wrapper = if verb == Method::Patch {
                    "Update"
                } else {
                    "Create"
                };
                self.used.insert(wrapper);
                let declared = self.declared(end.ty);
                match self.held(&end.ty.name) == declared {
                    true => format!("{wrapper}<{declared}>"),
                    // A subtype's, too.
                    false => {
                        self.used.insert("Inherits");
                        signature.generics.extend(["S", "W"]);
                        signature.bounds.push(format!("S: Inherits<{declared}, W>"));
                        format!("{wrapper}<S>")
                    }
                }
            }
            PathEnd::Stream => {
                self.used.insert("Body");
                "Body".to_owned()
            }
            PathEnd::Reference(end) => {
                self.used.extend(["Inherits", "Path", "Target"]);
                let declared = self.declared(end.ty);
                signature.generics.extend(["P", "W"]);
                signature.bounds.push("P: Path<Shape: Target>".to_owned());
                let entity = format!("P::Entity: Inherits<{declared}, W>");
                signature.bounds.push(entity);
                "P".to_owned()
            }
            PathEnd::Action(operation) => {
                self.used.insert("Arguments");
                let arguments = self.declarations.arguments_path(self.selection, operation);
                let arguments = arguments.unwrap_or_default();
                format!("Arguments<{}{arguments}>", self.prefix)
            }
            PathEnd::Value(..) | PathEnd::Raw(_) | PathEnd::Count | PathEnd::Function(..) => {
                return Err(refused(verb, place));
            }
        })
    }

    fn answer(&mut self, verb: Method, place: &PathEnd<'_>) -> Result<String, RequestError> {
        Ok(match (place, verb) {
            (PathEnd::Paths(end), Method::Get) => self.read(&end.ty.name, end.is_many),
            (PathEnd::Paths(end), Method::Post | Method::Put | Method::Patch) => {
                format!("Option<{}>", self.held(&end.ty.name))
            }
            (PathEnd::Value(_, held), Method::Get) => held.clone(),
            (PathEnd::Stream, Method::Get | Method::Put | Method::Patch) => self.runtime("Bytes"),
            (PathEnd::Raw(property), Method::Get) => match property.ty.name.as_str() {
                "Edm.Binary" => self.runtime("Bytes"),
                _ => self.runtime("RawText"),
            },
            (PathEnd::Count, Method::Get) => self.runtime("Count"),
            (PathEnd::Reference(end), Method::Get) => {
                let one = self.runtime("Reference");
                self.page(end.is_many, one)
            }
            (PathEnd::Action(operation), Method::Post) => self.result(operation.result.as_ref()),
            (PathEnd::Function(_, result), Method::Get) => self.result(*result),
            (PathEnd::Reference(end), Method::Delete) if end.is_many => {
                let text = "a key is missing: a DELETE unlinks one member";
                return Err(unknown(text.to_owned(), "write `/{id}/$ref`"));
            }
            (PathEnd::Paths(_) | PathEnd::Value(..) | PathEnd::Stream, Method::Delete)
            | (PathEnd::Reference(_), Method::Delete) => "()".to_owned(),
            (PathEnd::Reference(end), Method::Post) if end.is_many => "()".to_owned(),
            (PathEnd::Reference(end), Method::Put) if !end.is_many => "()".to_owned(),
            _ => return Err(refused(verb, place)),
        })
    }

    /// Returns the type that GET reads at a path to entities.
    fn read(&mut self, name: &str, is_many: bool) -> String {
        let held = self.held(name);
        self.page(is_many, held)
    }

    fn page(&mut self, is_many: bool, one: String) -> String {
        if is_many {
            self.used.insert("Page");
            format!("Page<{one}>")
        } else {
            one
        }
    }

    fn result(&mut self, ty: Option<&TypeRef>) -> String {
        let Some(ty) = ty else {
            return "()".to_owned();
        };
        if ty.name == "Edm.Stream" {
            return self.runtime("Bytes");
        }
        if ty.is_collection || self.selection.schema().structured_type(&ty.name).is_some() {
            self.read(&ty.name, ty.is_collection)
        } else {
            self.used.insert("ValueOf");
            format!("ValueOf<{}>", self.held(&ty.name))
        }
    }

    fn runtime(&mut self, name: &'static str) -> String {
        self.used.insert(name);
        name.to_owned()
    }

    fn declared(&self, record: &StructuredType) -> String {
        format!(
            "{}{}",
            self.prefix,
            self.declarations.type_path(&record.name)
        )
    }

    /// Returns the Rust type of a value.
    fn held(&mut self, name: &str) -> String {
        match self.primitive(name) {
            Some(primitive) => primitive,
            None => {
                let held = self.declarations.held_path(self.selection, name);
                format!("{}{held}", self.prefix)
            }
        }
    }

    /// Returns the Rust type that marks a value: the type itself, even if it has subtypes.
    fn value(&mut self, name: &str) -> String {
        match self.primitive(name) {
            Some(primitive) => primitive,
            None => format!("{}{}", self.prefix, self.declarations.type_path(name)),
        }
    }

    /// Rust's type for one of Edm's.
    fn primitive(&mut self, name: &str) -> Option<String> {
        let name = name.strip_prefix("Edm.")?;
        // `Edm.Untyped` is JSON.
        Some(match Edm::from_name(name).unwrap_or(Edm::Json) {
            Edm::String => "String".to_owned(),
            Edm::Boolean => "bool".to_owned(),
            Edm::Byte => "u8".to_owned(),
            Edm::SByte => "i8".to_owned(),
            Edm::Int16 => "i16".to_owned(),
            Edm::Int32 => "i32".to_owned(),
            Edm::Int64 => "i64".to_owned(),
            Edm::Single => "f32".to_owned(),
            Edm::Double => "f64".to_owned(),
            other => {
                self.used.insert("edm");
                format!("edm::{}", other.name())
            }
        })
    }
}

fn collected(is_collection: bool, one: String) -> String {
    if is_collection {
        format!("Vec<{one}>")
    } else {
        one
    }
}

fn refused(method: Method, place: &PathEnd<'_>) -> RequestError {
    match place {
        PathEnd::Function(operation, _) | PathEnd::Action(operation) => has_no(operation, method),
        PathEnd::Value(property, _) => unknown(
            format!(
                "`{}` is a single value, which has no {method}",
                property.name
            ),
            "change it with a PATCH of its owner",
        ),
        PathEnd::Raw(property) => unknown(
            format!("`$value` of `{}` has no {method}", property.name),
            "read it with GET",
        ),
        PathEnd::Count => unknown(format!("`$count` has no {method}"), "read it with GET"),
        PathEnd::Stream => unknown(format!("a stream has no {method}"), "write it with PUT"),
        PathEnd::Reference(_) => unknown(format!("`$ref` has no {method}"), "remove `$ref`"),
        PathEnd::Paths(end) => unknown(
            format!("`{}` has no {method} here", end.ty.short_name()),
            "",
        ),
    }
}

fn unknown(text: String, help: &str) -> RequestError {
    RequestError {
        text,
        help: help.to_owned(),
    }
}
