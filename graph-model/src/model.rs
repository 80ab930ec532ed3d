//! What expansions of data are made of: records that decode and encode as a chain of bases, families of subtypes, and
//! enumerations that keep what they do not know.
//!
//! In: a JSON text, a `serde` deserializer or a value. Out: a value or a `serde` serializer that holds the same JSON, with nothing lost:
//! what no declaration knows is kept as it came, and so is a value that does not fit the type of its property.

mod chain;
mod change;
mod clone_eq;
mod control;
mod decode;
mod encode;
mod enumeration;
mod extras;
mod family;
mod fields;
mod flags;
mod id;
mod page;
mod record;
mod roots;
mod scalar;
mod unknown;
mod value;
mod value_of;

pub use change::{Change, RemovalReason};
pub use clone_eq::{copy_of, is_same};
pub(crate) use control::read_control;
pub use decode::{Decoded, read_record};
pub use encode::{debug, write_declared, write_record};
pub use enumeration::{
    Enumeration, EnumerationKind, hash_member, is_same_member, member_of, name_of,
};
pub(crate) use extras::{Extras, root_of_chain};
pub use family::{Family, FamilyKind, downcast_to, read_boxed, read_inline, read_other};
pub(crate) use fields::Fields;
pub use flags::{FlagValues, Flags, FlagsKind, flag, flag_of, flags_of};
pub use id::{Id, Identified};
pub use page::Page;
pub(crate) use record::Here;
pub use record::{
    Derived, EachProperty, EachPropertyMut, InheritedBy, Inherits, Record, RecordKind, There,
    assert_keyless, new_base,
};
pub use roots::{BareBase, EntityBase};
pub(crate) use unknown::Kept;
pub(crate) use value::Kind;
pub use value::{Alone, Declared, Value, Written};
pub(crate) use value::{FieldOutcome, read_text};
pub use value_of::ValueOf;
