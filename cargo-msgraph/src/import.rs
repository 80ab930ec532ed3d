//! `cargo msgraph import`: declarations from the schema, the least that is needed for what was asked.
//!
//! In: a schema, and requests, types or `--all`. Out: `graph_resource!` in the language of graph-syntax, formatted, documented and in
//! the order of the schema. What is printed has been parsed, resolved and checked.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::Args;
use graph_schema::csdl::Schema;
use graph_schema::route::follow;

use crate::asked::AskedFor;
use crate::outcome::{Outcome, Verbosity};
use crate::output::{self, may_replace};
use crate::report::{self, Failure, Message, Severity};
use crate::requests::{Requests, say_what_is_missing};
use crate::schema_file::SchemaFile;

pub use crate::service::Service;

mod declarations;
mod left_out;
mod names;
mod namespaces;
mod print;
mod select;
mod settle;
#[cfg(test)]
mod tests;

pub use declarations::Declarations;
pub use select::Selection;
use settle::Stuck;

/// Write declarations from the schema
#[derive(Debug, Args)]
pub struct Options {
    /// Schema to import from: the service's `$metadata` document
    #[arg(long, value_name = "FILE")]
    metadata: PathBuf,
    /// Request to declare, as the documentation writes it, such as 'GET /users/{id}/messages'
    #[arg(long, value_name = "REQUEST")]
    request: Vec<String>,
    /// File of requests to declare, one a line
    #[arg(long, value_name = "FILE")]
    requests: Option<PathBuf>,
    /// Type to declare, such as microsoft.graph.user
    #[arg(long = "type", value_name = "NAME")]
    types: Vec<String>,
    /// Properties to declare, such as user.displayName,mail; these types get no others, whatever requests read of them
    #[arg(long = "property", value_name = "TYPE.NAME,…")]
    properties: Vec<String>,
    /// Declare all of the schema
    #[arg(long)]
    all: bool,
    /// Name of the declared service, and the version in its URLs: `V1=v1.0`
    ///
    /// Without it, the version is that of the requests, `GET /v1.0/users`, or the name of the schema's file, `v1.0.csdl`.
    #[arg(long, value_name = "NAME=VERSION")]
    service: Option<Service>,
    /// File to write, or directory, which becomes a module: what ends in `.rs` is a file. Standard output without it
    ///
    /// Existing files are replaced only if `cargo msgraph import` wrote them. Changes to them are lost.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace files that `cargo msgraph import` did not write
    #[arg(long, requires = "output")]
    force: bool,
    /// Write what works if some of what was asked for does not
    #[arg(long)]
    keep_going: bool,
    #[command(flatten)]
    verbosity: Verbosity,
}

/// Writes the declarations.
///
/// # Errors
///
/// Returns an error if a file cannot be read or written, is no schema, or nothing was asked for that the schema has.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let asks = options.all
        || options.requests.is_some()
        || !options.request.is_empty()
        || !options.types.is_empty()
        || !options.properties.is_empty();
    if !asks {
        return Err(Failure::new(
            "there is nothing to import",
            "add `--request 'GET /users/{id}'`, `--requests FILE`, `--type microsoft.graph.user` or `--all`",
        ));
    }
    let file = SchemaFile::read(&options.metadata)?;
    let schema = &file.schema;
    let requests = Requests::read(&options.request, options.requests.as_deref())?;
    let followed: Vec<_> = requests
        .texts()
        .iter()
        .map(|request| {
            let followed = follow(schema, request);
            followed.and_then(|route| route.refused().map_or(Ok(route), Err))
        })
        .collect();
    let mut selection = Selection::new(schema);
    if options.all {
        selection.add_all();
    }
    // Before the requests, which then read no more of these types.
    let named = options.properties.iter();
    let unknown_properties: Vec<Failure> = named
        .filter_map(|list| selection.add_properties(list).err())
        .map(|unknown| Failure::new(unknown.text, unknown.help))
        .collect();
    for route in followed.iter().flatten() {
        selection.add_route(route);
    }
    let unknown: Vec<&String> = options
        .types
        .iter()
        .filter(|name| !selection.add_type(name))
        .collect();
    file.say_notes(&asked(&selection, options, &requests), options.verbosity);
    for (index, route) in followed.iter().enumerate() {
        if let Err(unknown) = route {
            requests.refuse(index, unknown);
        }
    }
    unknown_properties.iter().for_each(report::fail);
    for name in &unknown {
        report::fail(&unknown_type(schema, name));
    }
    let failed = Failed {
        requests: followed.iter().filter(|route| route.is_err()).count(),
        types: unknown.len(),
        properties: unknown_properties.len(),
    };
    if !failed.is_none() && (!options.keep_going || selection.is_empty()) {
        return Err(failed.stops(followed.len(), options, selection.is_empty()));
    }
    let versions = followed.iter().flatten();
    let versions = versions.filter_map(|route| route.version.as_deref());
    let service = match selection.has_roots() {
        true => Service::choose(options.service.as_ref(), versions, &options.metadata)?,
        // Types alone have no URL.
        false => Service::none(),
    };
    for (index, route) in followed.iter().enumerate() {
        if let (Ok(route), false) = (route, options.verbosity.quiet) {
            requests.note_declared(index, route, &service);
        }
    }
    let declared = declarations(&selection, &service)?;
    if !options.verbosity.quiet {
        for note in &declared.left_out {
            report::print(file.source(), note);
        }
    }
    let outcome = if failed.is_none() {
        Outcome::Fine
    } else {
        Outcome::Found
    };
    let Some(path) = &options.output else {
        output::print(&declared.file())?;
        return Ok(outcome);
    };
    let files = if is_file(path) {
        vec![(path.clone(), declared.file())]
    } else {
        std::fs::create_dir_all(path).map_err(|error| cannot_write(path, &error))?;
        let files = declared.files().into_iter();
        files.map(|(name, text)| (path.join(name), text)).collect()
    };
    for (path, _) in &files {
        may_replace(path, "import", options.force)?;
    }
    for (path, text) in &files {
        std::fs::write(path, text).map_err(|error| cannot_write(path, &error))?;
    }
    say_what_is_missing(path, failed.requests);
    Ok(outcome)
}

/// Returns the parts of the schema that the command is about, to select warnings.
fn asked(selection: &Selection<'_>, options: &Options, requests: &Requests) -> AskedFor {
    let mut asked = AskedFor::default();
    if options.all {
        asked.add_all();
    }
    selection.ask(&mut asked);
    for name in &options.types {
        asked.add_type(name);
    }
    for request in requests.texts() {
        asked.add_request(request);
    }
    asked
}

/// How much of what was asked for the schema does not have.
struct Failed {
    requests: usize,
    types: usize,
    properties: usize,
}

impl Failed {
    fn is_none(&self) -> bool {
        self.requests + self.types + self.properties == 0
    }

    /// Why nothing is written: all that was asked for failed, or some of it.
    fn stops(&self, requests: usize, options: &Options, is_all: bool) -> Failure {
        let counted = |failed: usize, of: usize, word: &str, words: &str| match (failed, of) {
            (0, _) => None,
            (_, 1) => Some(format!("the {word}")),
            _ => Some(format!("{failed} of {of} {words}")),
        };
        let parts = [
            counted(self.requests, requests, "request", "requests"),
            counted(self.types, options.types.len(), "type", "types"),
            counted(
                self.properties,
                options.properties.len(),
                "list of properties",
                "lists of properties",
            ),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let help = if is_all {
            ""
        } else {
            "fix the errors above, or add `--keep-going` to write the rest"
        };
        let what = parts.join(" and ");
        Failure::new(
            format!("nothing is written: {what} cannot be declared"),
            help,
        )
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()), "")
}

fn unknown_type(schema: &Schema, name: &str) -> Failure {
    let records = schema
        .structured_types
        .iter()
        .map(|record| record.name.as_str());
    let enumerations = schema
        .enumerations
        .iter()
        .map(|enumeration| enumeration.name.as_str());
    let near = graph_syntax::suggest(name, records.chain(enumerations));
    let help = near
        .unwrap_or_else(|| "write the type with its namespace: `microsoft.graph.user`".to_owned());
    Failure::new(format!("`{name}` is not a type of the schema"), help)
}

/// Returns whether a path names a Rust file, or something that is not a directory, such as `/dev/stdout`.
fn is_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs") || (path.exists() && !path.is_dir())
}

/// The declarations of a selection: one for each namespace.
///
/// # Errors
///
/// Returns an error if the schema has something that the language has no words for.
pub fn declarations<'a>(
    selection: &Selection<'a>,
    service: &Service,
) -> Result<Declarations<'a>, Failure> {
    let mut selection = Cow::Borrowed(selection);
    let mut left_out = Vec::new();
    let (mut modules, names) = loop {
        match settle::settle(|names| print::modules(&selection, service, names)) {
            Ok(settled) => break settled,
            Err(stuck) => left_out.extend(leave_out(selection.to_mut(), stuck)?),
        }
    };
    declarations::allow(selection.schema, &mut modules);
    Ok(Declarations {
        schema: selection.schema,
        modules,
        names,
        left_out,
    })
}

/// Takes what a declaration has no words for out of the selection, and says so.
fn leave_out(selection: &mut Selection<'_>, stuck: Stuck) -> Result<Vec<Message>, Failure> {
    let mut notes = Vec::new();
    for (origin, problem) in &stuck.mistakes {
        if let Some((name, span)) = selection.remove(origin) {
            notes.push(Message {
                severity: Severity::Warning,
                text: format!("`{name}` cannot be declared, and is left out: {problem}"),
                at: span.bytes,
                help: String::new(),
            });
        }
    }
    if notes.is_empty() {
        Err(stuck.failure())
    } else {
        Ok(notes)
    }
}
