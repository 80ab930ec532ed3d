//! Reads a schema from a file, and prints warnings about the parts that were left out.

use std::path::Path;

use graph_schema::csdl::{Schema, read};

use crate::asked::AskedFor;
use crate::outcome::Verbosity;
use crate::report::{self, Failure, Message, Severity, Source};

/// A schema, with the text that its warnings point into.
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
                format!("cannot read `{name}`: {error}"),
                "`cargo msgraph fetch` downloads the schema",
            )
        })?;
        let source = Source {
            name: &name,
            text: &text,
        };
        let schema = read(&text).map_err(|error| {
            let place = source.position(error.bytes.start);
            Failure::new(
                format!("`{name}:{place}` is not a schema: {}", error.text),
                error.help,
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

    /// Prints the warnings about the parts that the command is about.
    pub(crate) fn say_notes(&self, asked: &AskedFor, verbosity: Verbosity) {
        if verbosity.quiet {
            return;
        }
        let is_all = verbosity.verbose || asked.is_all;
        for note in &self.schema.warnings {
            if is_all || asked.is_touched_by(&note.about) {
                let message = Message {
                    severity: Severity::Warning,
                    text: note.text.clone(),
                    at: note.span.bytes.clone(),
                    help: note.help.clone(),
                };
                report::print(self.source(), &message);
            }
        }
        if is_all && self.schema.warnings_left_out > 0 {
            report::print_line(&format!(
                "and {} more of the schema",
                self.schema.warnings_left_out
            ));
        }
    }
}
