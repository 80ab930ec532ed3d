//! `cargo graph request`: the `graph_request!` line for a request as documentation writes it.
//!
//! In: a schema, and requests. Out: a line for each on standard output; those that the schema does not know on standard error.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use graph_syntax::Verb;

use crate::cli::Outcome;
use crate::import::{Service, read_requests, read_schema};
use crate::report::{self, Failure};
use crate::route::{Route, Step, follow};

/// Print requests of the documentation as `graph_request!` lines
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
    /// Request as the documentation writes it, such as 'GET /users/{id}/messages'
    #[arg(value_name = "REQUEST", required_unless_present = "requests")]
    request: Vec<String>,
}

/// Prints the lines.
///
/// # Errors
///
/// If a file cannot be read or is no schema.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let schema = read_schema(&options.metadata)?;
    let mut requests = options.request.clone();
    if let Some(path) = &options.requests {
        requests.extend(read_requests(path)?);
    }
    let mut outcome = Outcome::Fine;
    let mut lines = String::new();
    for request in &requests {
        match follow(&schema, request) {
            Ok(route) => {
                let body = takes_body(&route).then_some("body");
                lines.push_str(&macro_line(&options.service.name, &route, body));
                lines.push('\n');
            }
            Err(unknown) => {
                outcome = Outcome::Found;
                let text = format!("{request}: {}", unknown.text);
                report::fail(&Failure::new(text, unknown.help));
            }
        }
    }
    let written = std::io::stdout().lock().write_all(lines.as_bytes());
    written.map_err(|error| Failure::new(format!("standard output: {error}"), ""))?;
    Ok(outcome)
}

/// Whether a request has a body: all that create and change, but for actions without parameters.
pub fn takes_body(route: &Route<'_>) -> bool {
    match (route.verb, route.steps.last()) {
        (Verb::Get | Verb::Delete, _) => false,
        (_, Some(Step::Call { operation, .. })) => !operation.parameters.is_empty(),
        _ => true,
    }
}

/// The call of the macro for a request.
pub fn macro_line(service: &str, route: &Route<'_>, body: Option<&str>) -> String {
    let mut line = format!(
        "graph_request!({service}: {} ",
        route.verb.word().to_uppercase()
    );
    for step in &route.steps {
        write_step(step, &mut line);
    }
    if let Some(body) = body {
        // Writing to a string does not fail.
        let _ = write!(line, ", {body}");
    }
    line.push(')');
    line
}

fn write_step(step: &Step<'_>, line: &mut String) {
    let _ = match step {
        Step::Root(root) => write!(line, "/{}", root.name),
        Step::Key(name) => write!(line, "/{{{name}}}"),
        Step::AlternateKey(_, property, value) => write!(line, "({}={{{value}}})", property.name),
        Step::Navigation { navigation, .. } => write!(line, "/{}", navigation.name),
        Step::Cast(record) => write!(line, "/{}", record.name),
        Step::Property(_, property) => write!(line, "/{}", property.name),
        Step::AtPath(_, name) => write!(line, ":/{{{name}}}:"),
        Step::System(word, _) => write!(line, "/${word}"),
        Step::Call {
            operation,
            arguments,
            ..
        } => {
            let name = operation.short_name();
            let arguments: Vec<String> = arguments
                .iter()
                .map(|(name, value)| format!("{name}={{{value}}}"))
                .collect();
            match operation.kind {
                crate::csdl::OperationKind::Action => write!(line, "/{name}"),
                crate::csdl::OperationKind::Function => {
                    write!(line, "/{name}({})", arguments.join(","))
                }
            }
        }
    };
}
