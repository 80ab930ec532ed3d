//! Warnings about the parts of a schema that were left out.

use std::ops::Range;

/// The position of an element in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceSpan {
    /// The line, counted from 1.
    pub line: usize,
    /// The bytes of its tag.
    pub bytes: Range<usize>,
}

/// A warning about a part of the schema that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The problem: lower case, no full stop, names in backticks.
    pub text: String,
    /// The advice, in the same form. It may be empty.
    pub help: String,
    /// The element that it is about.
    pub span: SourceSpan,
    /// The part of the schema that it is about.
    pub about: About,
}

/// The part of a schema that a warning is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The document as a whole, or an element without a name.
    Document,
    /// A type, by its qualified name.
    Type(String),
    /// A structural property of a type.
    Property(String, String),
    /// A segment of paths, by its name: a navigation property, an operation, an entity set or a singleton.
    Segment(String),
}
