//! A service, its types and what is bound to them: every construct of the language, for other crates to build on.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

pub mod directory;
pub mod more;
pub mod requests;
