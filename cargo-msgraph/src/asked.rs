//! Selects the warnings about a schema that concern a command.

use std::collections::HashSet;

use graph_schema::csdl::About;

/// The parts of a schema that a command is about.
#[derive(Debug, Default)]
pub(crate) struct AskedFor {
    pub(crate) is_all: bool,
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

    /// Returns whether a note on this part of the schema concerns the command.
    pub(crate) fn is_touched_by(&self, about: &About) -> bool {
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
