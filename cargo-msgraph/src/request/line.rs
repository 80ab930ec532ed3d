//! The call of `graph_request!` for a request.

use std::fmt::Write as _;

use graph_schema::Method;
use graph_schema::csdl::OperationKind;
use graph_schema::route::{Route, Step, Text, TextPart};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::verbs::verb;

/// Returns whether a request has a body. Requests that create or change something have one, except actions without parameters.
pub fn takes_body(route: &Route<'_>) -> bool {
    match (route.method, route.steps.last()) {
        (Method::Get | Method::Delete, _) => false,
        (Method::Post, Some(Step::Call { operation, .. })) => !operation.parameters.is_empty(),
        _ => true,
    }
}

/// The call of the macro for a request.
pub fn macro_line(service: &str, route: &Route<'_>, body: Option<&str>) -> String {
    let mut line = format!("graph_request!({service}: {} ", route.method);
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

/// A request without the names of its placeholders, which documentation chooses as it likes: requests of the same shape are one.
pub(super) fn shape(route: &Route<'_>) -> String {
    let mut shape = verb(route.method).word().to_owned();
    for step in &route.steps {
        match step {
            Step::Key(_, text) => {
                let _ = write!(shape, "/{{{}}}", anonymous(text));
            }
            Step::AtPath(_, text) => {
                let _ = write!(shape, ":/{{{}}}:", anonymous(text));
            }
            Step::AlternateKey(_, property, _) => {
                let _ = write!(shape, "({}={{}})", property.name);
            }
            Step::Call {
                operation,
                arguments,
                ..
            } => {
                let names = arguments.iter().map(|(name, _)| name.as_str());
                let names: Vec<&str> = names.collect();
                let _ = write!(shape, "/{}({})", operation.short_name(), names.join(","));
            }
            step => write_step(step, &mut shape),
        }
    }
    shape + &calls(route).concat()
}

fn anonymous(text: &Text) -> String {
    match text {
        Text::Parameter(_) => String::new(),
        Text::Parts(parts) => parts
            .iter()
            .map(|part| match part {
                TextPart::Parameter(_) => "{}".to_owned(),
                TextPart::Literal(text) => format!("{text:?}"),
            })
            .collect(),
    }
}

/// The characters of a query that are not percent-encoded.
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\\');

/// The calls that give a request its query: the options that have nothing to be filled in.
pub(super) fn calls(route: &Route<'_>) -> Vec<String> {
    let mut calls = Vec::new();
    let options = route
        .query
        .iter()
        .filter(|option| !option.has_placeholder());
    for option in options {
        let name = option.written.split('=').next().unwrap_or(&option.name);
        let value = utf8_percent_encode(&option.value, QUERY);
        let text = if option.written.contains('=') {
            format!("{}={value}", option_name(name, &option.name))
        } else {
            name.to_owned()
        };
        calls.push(format!(".raw_query_option_unchecked({text:?})"));
    }
    calls
}

/// A name as it was written, but in OData's letter case.
fn option_name<'n>(written: &'n str, name: &'n str) -> &'n str {
    if written.starts_with(['$', '%']) {
        return name;
    }
    match name.strip_prefix('$') {
        Some(bare) if bare.eq_ignore_ascii_case(written) => bare,
        _ => written,
    }
}

/// The Rust expression for a key or a path.
fn expression(text: &Text) -> String {
    let parts = match text {
        Text::Parameter(name) => return name.clone(),
        Text::Parts(parts) => parts,
    };
    if let [TextPart::Literal(text)] = parts.as_slice() {
        return format!("{text:?}");
    }
    let mut format = String::new();
    for part in parts {
        match part {
            TextPart::Parameter(name) => {
                let _ = write!(format, "{{{name}}}");
            }
            TextPart::Literal(text) => {
                let text = format!("{text:?}").replace('{', "{{").replace('}', "}}");
                format.push_str(text.trim_start_matches('"').strip_suffix('"').unwrap_or(""));
            }
        }
    }
    format!("format!(\"{format}\")")
}

fn write_step(step: &Step<'_>, line: &mut String) {
    let _ = match step {
        Step::Root(root) => write!(line, "/{}", root.name),
        Step::Key(_, text) => write!(line, "/{{{}}}", expression(text)),
        Step::KnownKey(_, name) => write!(line, "/{name}"),
        Step::AlternateKey(_, property, value) => write!(line, "({}={{{value}}})", property.name),
        Step::Navigation { navigation, .. } => write!(line, "/{}", navigation.name),
        Step::Cast(record) => write!(line, "/{}", record.name),
        Step::Property(_, property) => write!(line, "/{}", property.name),
        Step::AtPath(_, text) => write!(line, ":/{{{}}}:", expression(text)),
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
