//! The language of `graph_resource!`, `graph_path!` and `graph_request!`: syntax trees, parsers, names, resolution and
//! checks.
//!
//! The input is tokens. The output is a [`Model`] in which every name is resolved and every rule holds, and [`Errors`] with the spans of
//! wrong tokens. The crate also works outside of macros, so that tools can read and write declarations.
//!
//! ```text
//! parse(tokens) → Declaration → resolve (names, bases, cycles, duplicates) → Model → check (one function a rule)
//! ```

mod ast;
mod check;
mod edm;
mod errors;
#[cfg(test)]
mod mistakes;
mod names;
mod parse;
mod path;
mod resolve;

pub use ast::{
    Attributes, Declaration, Enumeration, EnumerationMember, Extension, Item, Link, Member, Name,
    Namespace, Navigation, Operation, OperationKind, Parameter, Property, Record, RecordKind,
    Service, TypeName, TypeRef, Verb, VerbList,
};
pub use check::check;
pub use edm::Edm;
pub use errors::{Error, Errors, suggest};
pub use names::{
    arguments_name, cast_method, cast_segment_method, constant_name, escape, is_reserved_method,
    method_name, method_name_with, segment_method, segment_method_with, snake_case, type_name,
    variant_name,
};
pub use path::{PathMacro, RequestMacro, Segment};
pub use resolve::{InheritedNavigation, Model, resolve};
