//! The requests that a command is given: on the command line, and in a file, one a line.
//!
//! Out: their texts, in this order, and what is said of each on standard error: of one in the file, at its line.

use std::ops::Range;
use std::path::Path;

use graph_schema::route::{RequestError, RequestWarning, Route, declaration_warnings, warnings};

use crate::report::{self, Failure, Message, Severity, Source};
use crate::service::Service;

/// Requests as they were written.
pub(crate) struct Requests {
    /// Those of the command line come first.
    texts: Vec<String>,
    file: String,
    text: String,
    /// Where those of the file stand in it.
    places: Vec<Range<usize>>,
}

impl Requests {
    /// Reads the lines of the file that are requests: not empty, and not a comment behind `#`.
    pub(crate) fn read(arguments: &[String], file: Option<&Path>) -> Result<Self, Failure> {
        let mut requests = Requests {
            texts: arguments.to_vec(),
            file: String::new(),
            text: String::new(),
            places: Vec::new(),
        };
        let Some(path) = file else {
            return Ok(requests);
        };
        requests.file = path.display().to_string();
        requests.text = std::fs::read_to_string(path).map_err(|error| {
            Failure::new(format!("cannot read `{}`: {error}", requests.file), "")
        })?;
        let mut start = 0;
        for line in requests.text.split_inclusive('\n') {
            let request = line.trim();
            if !request.is_empty() && !request.starts_with('#') {
                let begin = start + line.len() - line.trim_start().len();
                requests.places.push(begin..begin + request.len());
                requests.texts.push(request.to_owned());
            }
            start += line.len();
        }
        if requests.texts.is_empty() {
            return Err(Failure::new(
                format!("`{}` contains no request", requests.file),
                "write one in each line, as in the documentation: `GET /users/{id}`",
            ));
        }
        Ok(requests)
    }

    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Prints why a request is invalid.
    pub(crate) fn refuse(&self, index: usize, unknown: &RequestError) {
        self.say(Severity::Error, index, &unknown.text, &unknown.help);
    }

    /// Prints the warnings about a request for whose code it is read.
    pub(crate) fn note(&self, index: usize, route: &Route<'_>, service: &Service) {
        self.warn(index, warnings(route, &service.name, &service.version));
    }

    /// Prints the warnings about a request whose needs are declared.
    pub(crate) fn note_declared(&self, index: usize, route: &Route<'_>, service: &Service) {
        let notes = declaration_warnings(route, &service.name, &service.version);
        self.warn(index, notes);
    }

    fn warn(&self, index: usize, notes: Vec<RequestWarning>) {
        for note in notes {
            self.say(Severity::Warning, index, &note.text, &note.help);
        }
    }

    fn say(&self, severity: Severity, index: usize, text: &str, help: &str) {
        let on_command_line = self.texts.len() - self.places.len();
        let place = index.checked_sub(on_command_line);
        match place.and_then(|index| self.places.get(index)) {
            Some(at) => {
                let source = Source {
                    name: &self.file,
                    text: &self.text,
                };
                let message = Message {
                    severity,
                    text: text.to_owned(),
                    at: at.clone(),
                    help: help.to_owned(),
                };
                report::print(source, &message);
            }
            None => {
                let request = self.texts.get(index).map_or("", |text| text.trim());
                let text = match request {
                    "" => text.to_owned(),
                    request => format!("{request}: {text}"),
                };
                report::say(severity, &text, help);
            }
        }
    }
}

/// Prints how many requests a written file lacks.
pub(crate) fn say_what_is_missing(output: &Path, failed: usize) {
    let requests = match failed {
        0 => return,
        1 => "1 request".to_owned(),
        count => format!("{count} requests"),
    };
    report::print_line(&format!("{}: written without {requests}", output.display()));
}

/// Returns the failure for requests that cannot be declared or called, so that no file is written.
pub(crate) fn nothing_is_written(failed: usize, of: usize) -> Failure {
    let what = match of {
        1 => "the request does not work".to_owned(),
        of => format!("{failed} of {of} requests do not work"),
    };
    Failure::new(
        format!("nothing is written: {what}"),
        "fix the errors above, or add `--keep-going` to write the rest",
    )
}
