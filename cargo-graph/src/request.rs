//! `cargo graph request`: the `graph_request!` line for a request as documentation writes it, or a Rust module of many.
//!
//! In: a schema, and requests. Out: a line for each on standard output, or a module with a function for each; those that the
//! schema does not know on standard error.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::csdl::{self, Schema};
use crate::import::{Service, read_requests};
use crate::report::{self, Failure};
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
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
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
    let mut requests = options.request.clone();
    if let Some(path) = &options.requests {
        requests.extend(read_requests(path)?);
    }
    let (text, failed) = match &options.output {
        Some(_) => {
            let written = module(&schema, &options.service, &options.declarations, &requests)?;
            (written.text, written.failed)
        }
        None => lines(&schema, &options.service, &requests),
    };
    for (request, unknown) in &failed {
        let text = format!("{request}: {}", unknown.text);
        report::fail(&Failure::new(text, unknown.help.clone()));
    }
    let (place, written) = match &options.output {
        Some(path) => (path.display().to_string(), std::fs::write(path, text)),
        None => (
            "standard output".to_owned(),
            std::io::stdout().lock().write_all(text.as_bytes()),
        ),
    };
    written.map_err(|error| Failure::new(format!("{place}: {error}"), ""))?;
    Ok(match failed.is_empty() {
        true => Outcome::Fine,
        false => Outcome::Found,
    })
}

/// The lines of requests, and those that have none.
fn lines(
    schema: &Schema,
    service: &Service,
    requests: &[String],
) -> (String, Vec<(String, Unknown)>) {
    let mut lines = String::new();
    let mut failed = Vec::new();
    for request in requests {
        match follow(schema, request) {
            Ok(route) => {
                let body = takes_body(&route).then_some("body");
                lines.push_str(&macro_line(&service.name, &route, body));
                lines.push('\n');
            }
            Err(unknown) => failed.push((request.clone(), unknown)),
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
