//! Microsoft Graph's schema, read from CSDL (OData Common Schema Definition Language, XML representation 4.01).
//!
//! In: the text of a `$metadata` document, which is streamed: no tree of it is built. Out: a [`Schema`] in which every name of a
//! type leads to a type, with the notes on what was passed over; or the message that the document is no XML or no CSDL.
//!
//! Whatever cannot be kept is named with its place and left out, so that the rest goes on: unknown elements, names that are no
//! identifiers, duplicates, bases that are missing or form a cycle, members of unknown types.

mod link;
mod model;
mod overloads;
mod read;
#[cfg(test)]
mod tests;
mod warning;

pub use link::JSON;
pub use model::{
    Annotations, Enumeration, Member, Navigation, Operation, OperationKind, Parameter, Property,
    Root, Schema, StructuredKind, StructuredType, Type, TypeRef,
};
pub use read::{SchemaError, read};
pub use warning::{About, SourceSpan, Warning};
