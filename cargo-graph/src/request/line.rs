//! The call of `graph_request!` for a request.

use std::fmt::Write as _;

use graph_syntax::Verb;

use crate::csdl::OperationKind;
use crate::route::{Route, Step};

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
        Step::Key(_, name) => write!(line, "/{{{name}}}"),
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
                OperationKind::Action => write!(line, "/{name}"),
                OperationKind::Function => {
                    write!(line, "/{name}({})", arguments.join(","))
                }
            }
        }
    };
}
