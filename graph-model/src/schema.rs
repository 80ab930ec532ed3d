//! What a declaration says, as typed constants: properties, navigation properties, and the verbs of each navigation.
//!
//! In: names on the wire. Out: values that know their owner, their type, and what is allowed with them.

mod nav;
mod property;
mod route;
pub mod verbs;

pub use nav::{Linkable, Multiple, Multiplicity, Nav, Refers, Single, kind, nav};
pub use property::{IntoValue, Property, access, append_value, property};
pub use route::BaseOf;
pub(crate) use route::Route;
pub use verbs::{Linked, LinkedMember, WithLink};
