//! The workspace's tests that need more than one crate. They are in `tests/`, but for two that are compiled here: the
//! README's code, and the declarations whose expansions are compared in `graph-macros/snapshots`.

pub mod generated;
pub mod layers;
pub mod memory;

/// The README's code, as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

#[cfg(test)]
mod snapshots;
