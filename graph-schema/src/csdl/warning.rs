//! Notes on what of a schema was passed over.

use std::ops::Range;

/// Where something stands in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceSpan {
    /// The line, counted from 1.
    pub line: usize,
    /// The bytes of its tag.
    pub bytes: Range<usize>,
}

/// What was passed over, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What is wrong: lower case, no full stop, names in backticks.
    pub text: String,
    /// What to do, in the same form; may be empty.
    pub help: String,
    /// The element that it is about.
    pub span: SourceSpan,
    /// The part of the schema that it is about.
    pub about: About,
}

/// The part of a schema that a note is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Nothing that has a name which could be asked for.
    Document,
    /// A type, by its qualified name.
    Type(String),
    /// A structural property of a type.
    Property(String, String),
    /// A segment of paths, by its name: a navigation property, an operation, an entity set or a singleton.
    Segment(String),
}
