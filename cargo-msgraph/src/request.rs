//! `cargo msgraph request`: the `graph_request!` line for a request as documentation writes it, or a Rust module of many.
//!
//! In: a schema, and requests. Out: a line for each on standard output, or a module with a function for each; those that the
//! schema does not know on standard error.

use std::path::PathBuf;

use clap::Args;
use graph_schema::csdl::Schema;
use graph_schema::route::{RequestError, Route, follow};

use crate::asked::AskedFor;
use crate::import::{Selection, Service};
use crate::outcome::{Outcome, Verbosity};
use crate::output::{self, may_replace};
use crate::report::Failure;
use crate::requests::{Requests, nothing_is_written, say_what_is_missing};
use crate::schema_file::SchemaFile;

mod line;
mod module;
mod names;
mod signature;
#[cfg(test)]
mod tests;

pub use line::{macro_line, takes_body};
pub use module::{Functions, module};

/// Print requests of the documentation as `graph_request!` lines, or write functions for them
#[derive(Debug, Args)]
pub struct Options {
    /// Schema to look them up in: the service's `$metadata` document
    #[arg(long, value_name = "FILE")]
    metadata: PathBuf,
    /// Declared service that the paths begin at, and the version in its URLs: `V1=v1.0`
    ///
    /// Without it, the version is that of the requests, `GET /v1.0/users`, or the name of the schema's file, `v1.0.csdl`.
    #[arg(long, value_name = "NAME=VERSION")]
    service: Option<Service>,
    /// File of requests, one a line
    #[arg(long, value_name = "FILE")]
    requests: Option<PathBuf>,
    /// Module to write, with a function for each request; without it, lines go to standard output
    ///
    /// A function takes the keys and arguments of its path, and its body, if it has one, and returns a `Request`.
    /// An existing file is replaced only if `cargo msgraph request` wrote it. Changes to it are lost.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace a file that `cargo msgraph request` did not write
    #[arg(long, requires = "output")]
    force: bool,
    /// Rust path of the module with the declarations, as `cargo msgraph import` writes it for the same requests
    #[arg(
        long,
        value_name = "PATH",
        default_value = "crate::graph",
        requires = "output",
        value_parser = rust_path
    )]
    declarations: String,
    /// Write the functions of those requests that have one if others have none
    #[arg(long)]
    keep_going: bool,
    #[command(flatten)]
    verbosity: Verbosity,
    /// Request as the documentation writes it, such as 'GET /users/{id}/messages'
    #[arg(value_name = "REQUEST", required_unless_present = "requests")]
    request: Vec<String>,
}

/// Prints the lines, or writes the module.
///
/// # Errors
///
/// Returns an error if a file cannot be read or written, or is no schema.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let file = SchemaFile::read(&options.metadata)?;
    let schema = &file.schema;
    let requests = Requests::read(&options.request, options.requests.as_deref())?;
    let followed: Vec<(&str, _)> = requests
        .texts()
        .iter()
        .map(|text| (text.as_str(), follow(schema, text)))
        .collect();
    file.say_notes(&asked(schema, &followed), options.verbosity);
    let routes = || followed.iter().filter_map(|(_, route)| route.as_ref().ok());
    let versions = routes().filter_map(|route| route.version.as_deref());
    let service = Service::choose(options.service.as_ref(), versions, &options.metadata);
    let service = match routes().next() {
        Some(_) => service?,
        // Nothing is printed with it.
        None => Service::none(),
    };
    let (text, refused) = match &options.output {
        Some(path) => {
            may_replace(path, "request", options.force)?;
            let declarations = &options.declarations;
            let written = module(schema, &service, declarations, &followed)?;
            let refused = written.names.into_iter().map(Result::err).collect();
            (written.text, refused)
        }
        None => lines(&service, &followed),
    };
    for (index, ((_, route), refused)) in followed.iter().zip(&refused).enumerate() {
        match (refused, route) {
            (Some(unknown), _) => requests.refuse(index, unknown),
            (None, Ok(route)) if !options.verbosity.quiet => requests.note(index, route, &service),
            (None, _) => {}
        }
    }
    let failed = refused.iter().flatten().count();
    if failed > 0 && options.output.is_some() && !options.keep_going {
        return Err(nothing_is_written(failed, followed.len()));
    }
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

/// Returns the parts of the schema that the requests are about, to select warnings.
fn asked(schema: &Schema, followed: &[(&str, Result<Route<'_>, RequestError>)]) -> AskedFor {
    let mut selection = Selection::new(schema);
    let mut asked = AskedFor::default();
    for (text, route) in followed {
        asked.add_request(text);
        if let Ok(route) = route {
            selection.add_route(route);
        }
    }
    selection.ask(&mut asked);
    asked
}

/// The lines of requests, and, for each request, why it has none.
fn lines(
    service: &Service,
    followed: &[(&str, Result<Route<'_>, RequestError>)],
) -> (String, Vec<Option<RequestError>>) {
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
    if is_path {
        Ok(text.to_owned())
    } else {
        Err("write a Rust path: `crate::graph`".to_owned())
    }
}
