//! Microsoft Graph's schema, read from CSDL (OData Common Schema Definition Language, XML representation 4.01).
//!
//! In: the text of a `$metadata` document, which is streamed: no tree of it is built. Out: a [`Schema`] in which every name of a
//! type leads to a type, with warnings about the parts that were left out. A document that is not XML or not CSDL is an error.
//!
//! Elements that cannot be kept are left out with a warning: unknown elements, names that are not identifiers, duplicates, bases
//! that are missing or form a cycle, members of unknown types.

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
