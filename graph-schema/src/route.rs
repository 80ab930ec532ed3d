//! A request as documentation writes it, followed through the schema.
//!
//! In: `get /users/{id | userPrincipalName}/Messages?$top=5`, or an absolute URL. Out: a [`Route`], whose steps are the schema's
//! own names, with the properties that its query names; or which name the schema does not know, and what is near. What a route does
//! not hold as it was written is listed in it.

use std::fmt;

use crate::Method;
use crate::csdl::{Navigation, Operation, Property, Root, Schema, StructuredType, TypeRef};

mod operations;
mod query;
mod refused;
mod split;
mod text;
mod walk;
mod warnings;
mod written;

pub use query::{Expanded, Hop, Named, Needs, QueryOption, is_called, properties};
pub use refused::has_no;
use walk::Walk;
pub use warnings::{RequestWarning, declaration_warnings, warnings};
pub use written::singular;

/// A request that the schema knows.
#[derive(Debug)]
pub struct Route<'a> {
    /// The HTTP method.
    pub method: Method,
    /// Its segments.
    pub steps: Vec<Step<'a>>,
    /// The end of its path. `None` for `$count`, `$ref`, `$value` and values that are not structured.
    pub end: Option<End<'a>>,
    /// The origin that it was written with, which is no part of it.
    pub origin: Option<String>,
    /// The version that it was written with.
    pub version: Option<String>,
    /// The options of the query that it was written with.
    pub query: Vec<QueryOption>,
    /// The type that the query applies to, and the properties that it needs. `None` without a query, or if the type is not structured.
    pub needs: Option<(&'a StructuredType, Needs<'a>)>,
    /// Warnings about the parts that are not in the steps as they were written.
    pub dropped: Vec<RequestWarning>,
}

/// A key or a path: a parameter, or several parts of which some are text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The name that stands for it.
    Parameter(String),
    /// Its parts, in order.
    Parts(Vec<TextPart>),
}

/// A part of a key or a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPart {
    /// A name that stands for a value.
    Parameter(String),
    /// Text.
    Literal(String),
}

impl Text {
    /// The names that stand for values.
    pub fn parameters(&self) -> Vec<&str> {
        match self {
            Text::Parameter(name) => vec![name],
            Text::Parts(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    TextPart::Parameter(name) => Some(name.as_str()),
                    TextPart::Literal(_) => None,
                })
                .collect(),
        }
    }
}

/// The structured type at the end of a path.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    /// The entity or complex type.
    pub ty: &'a StructuredType,
    /// A collection of it.
    pub is_many: bool,
}

/// A segment, with what the schema has for it.
#[derive(Debug)]
pub enum Step<'a> {
    /// An entity set or singleton.
    Root(&'a Root),
    /// A key of an entity type.
    Key(&'a StructuredType, Text),
    /// A key that the service knows by name, such as `inbox`.
    KnownKey(&'a StructuredType, String),
    /// `(appId={app_id})`, behind a collection.
    AlternateKey(&'a StructuredType, &'a Property, String),
    /// A navigation property.
    Navigation {
        /// The type of the path before it.
        at: &'a StructuredType,
        /// The type that declares it: `at`, a base of it, or, without a type cast, a subtype.
        owner: &'a StructuredType,
        /// It.
        navigation: &'a Navigation,
        /// The target type if `owner` is a subtype: a type that all subtypes with this property agree on.
        implicit: Option<&'a StructuredType>,
    },
    /// A type cast.
    Cast(&'a StructuredType),
    /// A structural property with a URL of its own, and the type that declares it.
    Property(&'a StructuredType, &'a Property),
    /// An action or function.
    Call {
        /// The type of the path before it.
        at: &'a StructuredType,
        /// It is declared on a subtype, and called without a type cast.
        is_implicit: bool,
        /// It.
        operation: &'a Operation,
        /// What it returns: without a type cast, the type that the functions of all subtypes have in common.
        result: Option<TypeRef>,
        /// The names of its parameters, each with the name that stands for its argument.
        arguments: Vec<(String, String)>,
    },
    /// `:/{path}:`.
    AtPath(&'a StructuredType, Text),
    /// `$count`, `$ref` or `$value`, behind what it is of.
    System(&'static str, Option<End<'a>>),
}

/// The reason why a request is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    /// The problem, in one line.
    pub text: String,
    /// The advice. It may be empty.
    pub help: String,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.help.as_str() {
            "" => f.write_str(&self.text),
            help => write!(f, "{}\nhelp: {help}", self.text),
        }
    }
}

/// Follows a request through the schema.
///
/// # Errors
///
/// Returns an error if the text is not a request, or if the schema has no such segment.
pub fn follow<'a>(schema: &'a Schema, request: &str) -> Result<Route<'a>, RequestError> {
    let written = written::parse(request)?;
    let mut walk = Walk {
        schema,
        steps: Vec::new(),
        end: None,
        before: String::new(),
        names: Vec::new(),
        dropped: written.dropped,
    };
    for segment in &written.segments {
        walk.step(segment)?;
    }
    let needs = walk.needs(&written.query)?;
    Ok(Route {
        method: written.method,
        steps: walk.steps,
        end: walk.end,
        origin: written.origin,
        version: written.version,
        query: written.query,
        needs,
        dropped: walk.dropped,
    })
}

fn unknown<'n>(written: &str, of: &str, names: impl IntoIterator<Item = &'n str>) -> RequestError {
    let lower = written.to_lowercase();
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&lower, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, name)| *distance <= 1 + name.len().max(written.len()) / 4)
        .collect();
    near.sort();
    near.dedup();
    let near: Vec<String> = near
        .into_iter()
        .take(3)
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    RequestError {
        text: format!("`{written}` is not a segment {of}"),
        help: if near.is_empty() {
            String::new()
        } else {
            format!("did you mean {}?", near.join(" or "))
        },
    }
}
