//! `cargo graph request`: the `graph_request!` line for a request as documentation writes it, or a Rust module of many.
//!
//! In: a schema, and requests. Out: a line for each on standard output, or a module with a function for each; those that the
//! schema does not know on standard error.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::csdl;
use crate::import::Service;
use crate::output::{self, may_replace};
use crate::report::Failure;
use crate::requests::{Requests, say_what_is_missing};
use crate::route::{Route, Unknown, follow};

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
    let followed: Vec<(&str, _)> = requests
        .texts()
        .iter()
        .map(|text| (text.as_str(), follow(&schema, text)))
        .collect();
    let (text, refused) = match &options.output {
        Some(path) => {
            may_replace(path, "request", options.force)?;
            let (service, declarations) = (&options.service, &options.declarations);
            let written = module(&schema, service, declarations, &followed)?;
            let refused = written.names.into_iter().map(Result::err).collect();
            (written.text, refused)
        }
        None => lines(&options.service, &followed),
    };
    for (index, ((_, route), refused)) in followed.iter().zip(&refused).enumerate() {
        match (refused, route) {
            (Some(unknown), _) => requests.refuse(index, unknown),
            (None, Ok(route)) => requests.note(index, route, &options.service),
            (None, Err(_)) => {}
        }
    }
    let failed = refused.iter().flatten().count();
    match &options.output {
        Some(path) => {
            std::fs::write(path, text)
                .map_err(|error| Failure::new(format!("{}: {error}", path.display()), ""))?;
            say_what_is_missing(path, failed);
        }
        None => output::print(&text)?,
    }
    Ok(match failed {
        0 => Outcome::Fine,
        _ => Outcome::Found,
    })
}

/// The lines of requests, and, for each request, why it has none.
fn lines(
    service: &Service,
    followed: &[(&str, Result<Route<'_>, Unknown>)],
) -> (String, Vec<Option<Unknown>>) {
    let mut lines = String::new();
    let refused = followed.iter().map(|(_, route)| match route {
        Ok(route) if route.refused().is_some() => route.refused(),
        Ok(route) => {
            let body = takes_body(route).then_some("body");
            lines.push_str(&macro_line(&service.name, route, body));
            lines.push_str(&line::calls(route).concat());
            lines.push('\n');
            None
        }
        Err(unknown) => Some(unknown.clone()),
    });
    let refused = refused.collect();
    (lines, refused)
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
