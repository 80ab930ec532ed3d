//! `cargo graph request`: the `graph_request!` line for a request as documentation writes it, or a Rust module of many.
//!
//! In: a schema, and requests. Out: a line for each on standard output, or a module with a function for each; those that the
//! schema does not know on standard error.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::csdl::{self, Schema};
use crate::import::Service;
use crate::output::may_replace;
use crate::report::Failure;
use crate::requests::{Requests, say_what_is_missing};
use crate::route::{Unknown, follow};

mod line;
mod module;
mod names;
mod signature;

pub use line::{macro_line, takes_body};
pub use module::{Functions, module};

/// Print requests of the documentation as `graph_request!` lines, or write functions for them
#[derive(Debug, Args)]
pub struct Options {
    /// Schema to look them up in: the service's `$metadata` document
    #[arg(long, value_name = "FILE")]
    metadata: PathBuf,
    /// Declared service that the paths begin at
    #[arg(long, value_name = "NAME=VERSION", default_value = "Beta=beta")]
    service: Service,
    /// File of requests, one a line
    #[arg(long, value_name = "FILE")]
    requests: Option<PathBuf>,
    /// Module to write, with a function for each request; without it, lines go to standard output
    ///
    /// A function takes the keys and arguments of its path, and its body, if it has one, and returns a `Request`.
    /// What is there is replaced if `cargo graph request` wrote it, with all that was changed in it; another file is not.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace a file that `cargo graph request` did not write
    #[arg(long, requires = "output")]
    force: bool,
    /// Rust path of the module with the declarations, as `cargo graph import` writes it for the same requests
    #[arg(
        long,
        value_name = "PATH",
        default_value = "crate::graph",
        requires = "output",
        value_parser = rust_path
    )]
    declarations: String,
    /// Request as the documentation writes it, such as 'GET /users/{id}/messages'
    #[arg(value_name = "REQUEST", required_unless_present = "requests")]
    request: Vec<String>,
}

/// Prints the lines, or writes the module.
///
/// # Errors
///
/// If a file cannot be read or written, or is no schema.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let schema = csdl::read_file(&options.metadata)?;
    let requests = Requests::read(&options.request, options.requests.as_deref())?;
    let (text, failed) = match &options.output {
        Some(path) => {
            may_replace(path, "request", options.force)?;
            let (service, texts) = (&options.service, requests.texts());
            let written = module(&schema, service, &options.declarations, texts)?;
            let without = (0..).zip(&written.names).filter(|(_, name)| name.is_none());
            let unknown = written.failed.into_iter().map(|(_, unknown)| unknown);
            let failed = without.map(|(index, _)| index).zip(unknown).collect();
            (written.text, failed)
        }
        None => lines(&schema, &options.service, requests.texts()),
    };
    say(&schema, &options.service, &requests, &failed);
    let (place, written) = match &options.output {
        Some(path) => (path.display().to_string(), std::fs::write(path, text)),
        None => (
            "standard output".to_owned(),
            std::io::stdout().lock().write_all(text.as_bytes()),
        ),
    };
    written.map_err(|error| Failure::new(format!("{place}: {error}"), ""))?;
    if let Some(path) = &options.output {
        say_what_is_missing(path, failed.len());
    }
    Ok(match failed.is_empty() {
        true => Outcome::Fine,
        false => Outcome::Found,
    })
}

/// The places of requests that have no code, and why.
type Failed = Vec<(usize, Unknown)>;

/// Says what is to be said of requests, in their order.
fn say(schema: &Schema, service: &Service, requests: &Requests, failed: &Failed) {
    let mut failed = failed.iter().peekable();
    for (index, request) in requests.texts().iter().enumerate() {
        if let Some((_, unknown)) = failed.next_if(|(at, _)| *at == index) {
            requests.refuse(index, unknown);
        } else if let Ok(route) = follow(schema, request) {
            requests.note(index, &route, service);
        }
    }
}

/// The lines of requests, and those that have none.
fn lines(schema: &Schema, service: &Service, requests: &[String]) -> (String, Failed) {
    let mut lines = String::new();
    let mut failed = Failed::new();
    for (index, request) in requests.iter().enumerate() {
        match follow(schema, request) {
            Ok(route) => {
                let body = takes_body(&route).then_some("body");
                lines.push_str(&macro_line(&service.name, &route, body));
                lines.push('\n');
            }
            Err(unknown) => failed.push((index, unknown)),
        }
    }
    (lines, failed)
}

fn rust_path(text: &str) -> Result<String, String> {
    let parts = || text.split("::");
    let is_path = parts().enumerate().all(|(index, part)| match part {
        "crate" | "self" => index == 0,
        "super" => parts().take(index).all(|before| before == "super"),
        name => graph_syntax::escape(name).is_some_and(|escaped| escaped == name),
    });
    match is_path {
        true => Ok(text.to_owned()),
        false => Err("write a Rust path: `crate::graph`".to_owned()),
    }
}
