//! `cargo graph import`: declarations from the schema, the least that is needed for what was asked.
//!
//! In: a schema, and requests, types or `--all`. Out: `graph_resource!` in the language of graph-syntax, formatted, documented and in
//! the order of the schema. What is printed has been parsed, resolved and checked.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;

use crate::cli::Outcome;
use crate::csdl::{self, Schema};
use crate::output::{self, may_replace};
use crate::report::{self, Failure};
use crate::requests::{Requests, say_what_is_missing};
use crate::route::follow;

mod declarations;
mod names;
mod print;
mod select;
#[cfg(test)]
mod tests;

pub use declarations::Declarations;
pub use select::Selection;

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
    /// Name of the declared service, and the version in its URLs
    #[arg(long, value_name = "NAME=VERSION", default_value = "Beta=beta")]
    service: Service,
    /// File to write, or directory, which becomes a module: what ends in `.rs` is a file. Standard output without it
    ///
    /// What is there is replaced if `cargo graph import` wrote it, with all that was changed in it; another file is not.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace files that `cargo graph import` did not write
    #[arg(long, requires = "output")]
    force: bool,
}

/// `Beta=beta`: a service's name in Rust, and the first segment of its URLs.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its Rust name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl FromStr for Service {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_name =
            |name: &str| graph_syntax::escape(name).is_some_and(|escaped| escaped == name);
        match text.split_once('=') {
            Some((name, version))
                if is_name(name) && !version.is_empty() && !version.contains(['"', '\\', '/']) =>
            {
                Ok(Service {
                    name: name.to_owned(),
                    version: version.to_owned(),
                })
            }
            _ => Err("write a Rust name and a version: `Beta=beta`".to_owned()),
        }
    }
}

/// Writes the declarations.
///
/// # Errors
///
/// If a file cannot be read or written, is no schema, or nothing was asked for that the schema has.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let asks = options.all
        || options.requests.is_some()
        || !options.request.is_empty()
        || !options.types.is_empty()
        || !options.properties.is_empty();
    if !asks {
        return Err(Failure::new(
            "nothing to import was named",
            "add `--request 'GET /users/{id}'`, `--requests FILE`, `--type microsoft.graph.user` or `--all`",
        ));
    }
    let schema = csdl::read_file(&options.metadata)?;
    let mut selection = Selection::new(&schema);
    if options.all {
        selection.add_all();
    }
    let mut outcome = Outcome::Fine;
    for list in &options.properties {
        if let Err(unknown) = selection.add_properties(list) {
            outcome = Outcome::Found;
            report::fail(&Failure::new(unknown.text, unknown.help));
        }
    }
    let requests = Requests::read(&options.request, options.requests.as_deref())?;
    let mut failed = 0;
    for (index, request) in requests.texts().iter().enumerate() {
        let followed = follow(&schema, request);
        let followed = followed.and_then(|route| route.refused().map_or(Ok(route), Err));
        match followed {
            Ok(route) => {
                requests.note_declared(index, &route, &options.service);
                selection.add_route(&route);
            }
            Err(unknown) => {
                outcome = Outcome::Found;
                failed += 1;
                requests.refuse(index, &unknown);
            }
        }
    }
    for name in &options.types {
        if !selection.add_type(name) {
            outcome = Outcome::Found;
            report::fail(&unknown_type(&schema, name));
        }
    }
    if selection.is_empty() {
        if let Some(path) = &options.output {
            report::print_line(&format!("{}: not written", path.display()));
        }
        return Ok(outcome);
    }
    let declared = declarations(&selection, &options.service)?;
    let Some(path) = &options.output else {
        output::print(&declared.file())?;
        return Ok(outcome);
    };
    let files = match is_file(path) {
        true => vec![(path.clone(), declared.file())],
        false => {
            std::fs::create_dir_all(path).map_err(|error| cannot_write(path, &error))?;
            let files = declared.files().into_iter();
            files.map(|(name, text)| (path.join(name), text)).collect()
        }
    };
    for (path, _) in &files {
        may_replace(path, "import", options.force)?;
    }
    for (path, text) in &files {
        std::fs::write(path, text).map_err(|error| cannot_write(path, &error))?;
    }
    say_what_is_missing(path, failed);
    Ok(outcome)
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()), "")
}

fn unknown_type(schema: &Schema, name: &str) -> Failure {
    let records = schema.records.iter().map(|it| it.name.as_str());
    let enumerations = schema.enumerations.iter().map(|it| it.name.as_str());
    let near = graph_syntax::suggest(name, records.chain(enumerations));
    let help = near
        .unwrap_or_else(|| "a type is named with its namespace: `microsoft.graph.user`".to_owned());
    Failure::new(format!("`{name}` is not a type of the schema"), help)
}

/// Whether a path names a file of Rust, or something that is no directory, such as `/dev/stdout`.
fn is_file(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "rs") || (path.exists() && !path.is_dir())
}

/// The declarations of a selection: one for each namespace.
///
/// # Errors
///
/// If the schema has something that the language has no words for.
pub fn declarations<'a>(
    selection: &Selection<'a>,
    service: &Service,
) -> Result<Declarations<'a>, Failure> {
    let (mut modules, names) = names::settle(|names| print::modules(selection, service, names))?;
    declarations::allow(selection.schema, &mut modules);
    Ok(Declarations {
        schema: selection.schema,
        modules,
        names,
    })
}
