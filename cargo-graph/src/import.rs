//! `cargo graph import`: declarations from the schema, the least that is needed for what was asked.
//!
//! In: a schema, and requests, types or `--all`. Out: `graph_resource!` in the language of graph-syntax, formatted, documented and in
//! the order of the schema. What is printed has been parsed, resolved and checked.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;

use crate::cli::Outcome;
use crate::csdl;
use crate::report::{self, Failure};
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
    /// Declare all of the schema
    #[arg(long)]
    all: bool,
    /// Name of the declared service, and the version in its URLs
    #[arg(long, value_name = "NAME=VERSION", default_value = "Beta=beta")]
    service: Service,
    /// File to write, or directory, which becomes a module: what ends in `.rs` is a file. Standard output without it
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
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
        || !options.types.is_empty();
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
    let mut requests = options.request.clone();
    if let Some(path) = &options.requests {
        requests.extend(read_requests(path)?);
    }
    for request in &requests {
        match follow(&schema, request) {
            Ok(route) => selection.add_route(&route),
            Err(unknown) => {
                outcome = Outcome::Found;
                report::fail(&Failure::new(
                    format!("{request}: {}", unknown.text),
                    unknown.help,
                ));
            }
        }
    }
    for name in &options.types {
        if !selection.add_type(name) {
            outcome = Outcome::Found;
            report::fail(&Failure::new(
                format!("`{name}` is not a type of the schema"),
                "a type is named with its namespace: `microsoft.graph.user`",
            ));
        }
    }
    if selection.is_empty() {
        return Ok(outcome);
    }
    let declared = declarations(&selection, &options.service)?;
    let written = match &options.output {
        None => std::io::stdout()
            .lock()
            .write_all(declared.file().as_bytes()),
        Some(path) if is_file(path) => std::fs::write(path, declared.file()),
        Some(path) => write_files(path, declared.files()),
    };
    written.map_err(|error| {
        let place = options.output.as_deref();
        let place = place.unwrap_or(Path::new("standard output"));
        Failure::new(format!("{}: {error}", place.display()), "")
    })?;
    Ok(outcome)
}

/// Whether a path names a file of Rust, or something that is no directory, such as `/dev/stdout`.
fn is_file(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "rs") || (path.exists() && !path.is_dir())
}

fn write_files(directory: &Path, files: Vec<(String, String)>) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    for (name, text) in files {
        std::fs::write(directory.join(name), text)?;
    }
    Ok(())
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
    let (modules, names) = names::settle(|names| print::modules(selection, service, names))?;
    Ok(Declarations {
        schema: selection.schema,
        modules,
        names,
    })
}

/// The lines of a file that are requests: not empty, and not a comment behind `#`.
pub(crate) fn read_requests(path: &Path) -> Result<Vec<String>, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display()), ""))?;
    let lines = text.lines().map(str::trim);
    let requests = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(requests.map(str::to_owned).collect())
}
