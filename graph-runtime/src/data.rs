//! What expansions of data are made of: records that decode and encode as a chain of bases, families of subtypes, and
//! enumerations that keep what they do not know.
//!
//! In: a JSON text, a `serde` deserializer or a value. Out: a value or a `serde` serializer that holds the same JSON, with nothing lost:
//! what no declaration knows is kept as it came, and so is a value that does not fit the type of its property.

mod change;
mod control;
mod decode;
mod encode;
mod enumeration;
mod extras;
mod family;
mod flags;
mod kept;
mod nesting;
mod page;
mod pairs;
mod raw;
mod reader;
mod record;
mod scalar;
mod sent;
mod value;

pub use change::{Change, RemovalReason};
pub(crate) use control::{WrittenForm, other_form, read_control};
pub use decode::{Decoded, read_record};
pub(crate) use decode::{Taken, UNNUMBERED, read, read_text};
pub(crate) use encode::Fields;
pub use encode::{Written, debug, write_declared, write_record};
pub use enumeration::{Enumeration, hash_member, is_same_member, member_of, name_of};
pub use extras::{BareBase, EntityBase};
pub(crate) use extras::{Extras, root_of_chain};
pub use family::{Family, downcast_to, read_boxed, read_inline, read_other};
pub use flags::{FlagValues, Flags, flag, flag_of, flags_of};
pub use page::Page;
pub use pairs::{copy_of, is_same};
pub use reader::{NotJson, Reader};
pub(crate) use record::Here;
pub use record::{
    Declared, Derived, EachProperty, EachPropertyMut, InheritedBy, Inherits, Record, There,
    assert_keyless, new_base,
};
pub(crate) use sent::to_send;
pub use value::{Alone, EnumerationKind, FamilyKind, FlagsKind, Reading, RecordKind, Value};
