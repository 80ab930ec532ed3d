//! Notes on what of a schema was passed over, and which of them concern what a command was asked for.

use std::collections::HashSet;
use std::ops::Deref;

use super::model::{Place, Schema};
use crate::cli::Verbosity;
use crate::report::{self, Message, Severity, Source};

/// Notes beyond these are counted only.
const MOST_NOTES: usize = 1000;

/// What was passed over, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, and where it points.
    pub message: Message,
    /// The part of the schema that it is about.
    pub about: About,
}

impl Deref for Note {
    type Target = Message;

    fn deref(&self) -> &Message {
        &self.message
    }
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
        let message = Message {
            severity: Severity::Warning,
            text: text.into(),
            at: place.at.clone(),
            help: help.into(),
        };
        self.notes.push(Note { message, about });
    }
}

/// What a command was asked for.
#[derive(Debug, Default)]
pub(crate) struct AskedFor {
    is_all: bool,
    types: HashSet<String>,
    with_properties: HashSet<String>,
    properties: HashSet<(String, String)>,
    /// In lower case, as documentation varies it.
    segments: HashSet<String>,
}

impl AskedFor {
    /// Adds all of the schema.
    pub(crate) fn add_all(&mut self) {
        self.is_all = true;
    }

    pub(crate) fn add_type(&mut self, name: &str) {
        self.types.insert(name.to_owned());
    }

    /// Adds all properties that a type has, or may have had.
    pub(crate) fn add_properties(&mut self, owner: &str) {
        self.with_properties.insert(owner.to_owned());
    }

    pub(crate) fn add_property(&mut self, owner: &str, name: &str) {
        self.properties.insert((owner.to_owned(), name.to_owned()));
    }

    pub(crate) fn add_segment(&mut self, name: &str) {
        self.segments.insert(name.to_lowercase());
    }

    /// Adds the segments of a request as it was written, whether the schema has them or not.
    pub(crate) fn add_request(&mut self, request: &str) {
        let path = request.split('?').next().unwrap_or(request);
        for segment in path.split(['/', ' ']) {
            let name = segment.split('(').next().unwrap_or(segment);
            self.add_segment(name.rsplit('.').next().unwrap_or(name));
        }
    }

    fn is_touched_by(&self, about: &About) -> bool {
        self.is_all
            || match about {
                About::Document => false,
                About::Type(name) => self.types.contains(name),
                About::Property(owner, name) => {
                    self.with_properties.contains(owner)
                        || self.properties.contains(&(owner.clone(), name.clone()))
                        || self.types.contains(owner)
                            && self.segments.contains(&name.to_lowercase())
                }
                About::Segment(name) => self.segments.contains(&name.to_lowercase()),
            }
    }
}

/// Says the notes that concern what was asked for; all of them, or none, if that is wanted.
pub(super) fn say(schema: &Schema, source: Source<'_>, asked: &AskedFor, verbosity: Verbosity) {
    if verbosity.quiet {
        return;
    }
    let is_all = verbosity.verbose || asked.is_all;
    for note in &schema.notes {
        if is_all || asked.is_touched_by(&note.about) {
            report::print(source, &note.message);
        }
    }
    if is_all && schema.notes_left_out > 0 {
        report::print_line(&format!("and {} more of the schema", schema.notes_left_out));
    }
}
