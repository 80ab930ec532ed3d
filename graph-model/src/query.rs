//! Typed queries: what of an answer is asked for, through the same constants that read and write it.
//!
//! In: properties and navigation properties of the type that a request reads, and values. Out: the request with the query
//! options of OData 4.01 (URL Conventions, section 5.1) in its URL, percent-encoded once.

mod element;
mod expand;
mod filter;
mod literal;
mod operand;
mod options;
mod order;
mod queried_by;
mod select;
mod subtype;

pub use element::Element;
pub use expand::Expand;
pub use filter::Filter;
pub use literal::IntoLiteral;
pub use operand::{CollectionOf, FlagsEnum, Nested, Operand, Ordered, Text};
pub use options::{ExpandTarget, Queried, QueriedMany};
pub use order::{IntoOrder, Order};
pub use queried_by::QueriedBy;
pub use select::Selection;
pub use subtype::is_of;
