//! From a file to a schema; what of it is passed over is said on standard error, with its line.

use std::path::Path;

use super::notes::{self, AskedFor};
use super::{Schema, read};
use crate::cli::Verbosity;
use crate::report::{Failure, Source};

/// A schema, with the text that its notes point into.
pub(crate) struct SchemaFile {
    name: String,
    text: String,
    pub(crate) schema: Schema,
}

impl SchemaFile {
    /// Reads the schema of a command.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::new(
                format!("`{name}` cannot be read: {error}"),
                "`cargo graph fetch` downloads the schema",
            )
        })?;
        let source = Source {
            name: &name,
            text: &text,
        };
        let schema = read(&text).map_err(|message| {
            let place = source.position(message.at.start);
            Failure::new(
                format!("`{name}:{place}` is no schema: {}", message.text),
                message.help,
            )
        })?;
        Ok(SchemaFile { name, text, schema })
    }

    /// Its text, for messages that point into it.
    pub(crate) fn source(&self) -> Source<'_> {
        Source {
            name: &self.name,
            text: &self.text,
        }
    }

    /// Says what was passed over of that which was asked for.
    pub(crate) fn say_notes(&self, asked: &AskedFor, verbosity: Verbosity) {
        notes::say(&self.schema, self.source(), asked, verbosity);
    }
}
