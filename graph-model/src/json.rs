//! JSON as text: a reader that goes forward without a tree, and the text of a value whichever deserializer it comes from.
//!
//! In: a JSON text, or a `serde` deserializer. Out: its objects, arrays and scalars step by step, or the text that it is.

mod control;
mod nesting;
mod raw;
mod reader;

pub(crate) use control::{Form, WrittenForm, other_form};
pub(crate) use nesting::Level;
pub(crate) use raw::TextSeed;
pub use reader::{NotJson, Reader, Reading};
pub(crate) use reader::{Number, unescaped_key};
