//! Notes on what of a schema was passed over.

use std::ops::Range;

use super::model::{Place, Schema};

/// Notes beyond these are counted only.
const MOST_NOTES: usize = 1000;

/// What was passed over, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is wrong: lower case, no full stop, names in backticks.
    pub text: String,
    /// What to do, in the same form; may be empty.
    pub help: String,
    /// The bytes of the text that it is about.
    pub at: Range<usize>,
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

impl Schema {
    pub(super) fn note(
        &mut self,
        about: About,
        place: &Place,
        text: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.notes.len() >= MOST_NOTES {
            self.notes_left_out += 1;
            return;
        }
        self.notes.push(Note {
            text: text.into(),
            help: help.into(),
            at: place.at.clone(),
            about,
        });
    }
}
