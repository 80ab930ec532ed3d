//! From a file to a schema; what of it is passed over is said on standard error, with its line.

use std::path::Path;

use super::{Schema, read};
use crate::report::{self, Failure, Source};

/// Reads the schema of a command.
pub(crate) fn read_file(path: &Path) -> Result<Schema, Failure> {
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
    for note in &schema.notes {
        report::print(source, note);
    }
    if schema.notes_left_out > 0 {
        report::print_line(&format!("and {} more of the schema", schema.notes_left_out));
    }
    Ok(schema)
}
