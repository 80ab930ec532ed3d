//! A Rust module with a function for each request.
//!
//! In: a schema, requests, and where their declarations are. Out: the module's text, in the order of the requests, and those that
//! failed. The same request, however the documentation writes it, has one function.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use graph_schema::csdl::Schema;
use graph_schema::route::{RequestError, Route, Step};

use super::line::{calls, macro_line, shape};
use super::names::{Taken, function_names};
use super::signature::{Signature, Types};
use crate::import::{Selection, Service, declarations};
use crate::report::Failure;

/// Rust's own limit, and rustfmt's, of a line.
const WIDTH: usize = 100;

/// The longest chain of calls that rustfmt leaves in a line.
const CHAIN: usize = 60;

/// Clippy says something about more.
const MOST_PARAMETERS: usize = 7;

/// A module of functions.
#[derive(Debug)]
pub struct Functions {
    /// The module.
    pub text: String,
    /// The name of each request's function, or why it has none, in the order of the requests.
    pub names: Vec<Result<String, RequestError>>,
}

struct Function<'a> {
    name: String,
    /// The requests as they were written.
    written: Vec<&'a str>,
    signature: Signature,
    line: String,
    /// The calls behind it.
    calls: Vec<String>,
    deprecated: Option<String>,
}

/// Writes a module for requests, with what following them found.
///
/// # Errors
///
/// Returns an error if the schema has something that declarations have no words for.
pub fn module(
    schema: &Schema,
    service: &Service,
    path: &str,
    requests: &[(&str, Result<Route<'_>, RequestError>)],
) -> Result<Functions, Failure> {
    let mut selection = Selection::new(schema);
    for (_, route) in requests {
        if let Ok(route) = route {
            selection.add_route(route);
        }
    }
    let declared = declarations(&selection, service)?;
    let mut types = Types {
        selection: &selection,
        declarations: &declared,
        prefix: format!("{}::", path.rsplit("::").next().unwrap_or(path)),
        used: BTreeSet::new(),
    };
    let mut functions: Vec<Function<'_>> = Vec::new();
    let mut by_shape: HashMap<String, usize> = HashMap::new();
    let mut taken = Taken::default();
    let mut names = Vec::new();
    for (request, route) in requests {
        let route = route.as_ref().map_err(RequestError::clone);
        let used = types.used.clone();
        let found = route.and_then(|route| Ok((types.signature(route)?, route)));
        let (signature, route) = match found {
            Ok(found) => found,
            Err(unknown) => {
                // No other function may need the names that it used, and an unused import is a warning.
                types.used = used;
                names.push(Err(unknown));
                continue;
            }
        };
        let line = macro_line(&service.name, route, signature.body.as_deref());
        let index = *by_shape.entry(shape(route)).or_insert_with(|| {
            functions.push(Function {
                name: taken.take(function_names(schema, route)),
                written: Vec::new(),
                signature,
                line,
                calls: calls(route),
                deprecated: deprecated(route),
            });
            functions.len() - 1
        });
        if let Some(function) = functions.get_mut(index) {
            names.push(Ok(function.name.clone()));
            if !function.written.contains(request) {
                function.written.push(request);
            }
        }
    }
    let mut body = String::new();
    for function in &functions {
        body.push('\n');
        write_function(function, &mut body);
    }
    let text = if functions.is_empty() {
        header(path)
    } else {
        format!(
            "{}{}{body}",
            header(path),
            uses(path, service, &types, &body)
        )
    };
    Ok(Functions { text, names })
}

/// The modules of `graph_runtime`, with the names in each that a request can need; all others are at the root.
const MODULES: [(&str, &[&str]); 5] = [
    ("model", &["Inherits", "ValueOf"]),
    ("path", &["Count", "Path", "RawText", "Reference", "Target"]),
    ("query", &["IntoLiteral"]),
    ("request", &["Body"]),
    ("schema", &["IntoValue"]),
];

fn header(path: &str) -> String {
    format!(
        "//! Requests of Microsoft Graph's documentation, to what `{path}` declares. Written by `cargo msgraph request`.\n\n\
         // Whoever has the module decides what of it is used, and by whom.\n#![allow(dead_code, unreachable_pub)]\n"
    )
}

fn uses(path: &str, service: &Service, types: &Types<'_>, body: &str) -> String {
    let mut used = types.used.clone();
    used.insert("graph_request");
    let mut names: Vec<&str> = used.into_iter().collect();
    // As rustfmt sorts them: capitals first.
    names.sort_unstable();
    let mut text = String::from("\n");
    for (module, of_module) in MODULES {
        let (chosen, rest): (Vec<&str>, Vec<&str>) =
            names.into_iter().partition(|name| of_module.contains(name));
        put_use(
            &mut text,
            &format!("use graph_runtime::{module}::"),
            &chosen,
        );
        names = rest;
    }
    put_use(&mut text, "use graph_runtime::", &names);
    let service = &service.name;
    // A module is brought in under its own name; what begins a path has one already.
    if path.contains("::") && body.contains(&types.prefix) {
        let _ = write!(text, "\nuse {path}::{{self, {service}}};\n");
    } else {
        let _ = write!(text, "\nuse {path}::{service};\n");
    }
    text
}

/// Writes the import of `names` from `module`, if there are any.
fn put_use(text: &mut String, module: &str, names: &[&str]) {
    if names.is_empty() {
        return;
    }
    text.push_str(module);
    match names {
        [name] => text.push_str(name),
        names => put_list(text, "{", names, "}"),
    }
    text.push_str(";\n");
}

/// In one line, or in as many as it takes.
fn put_list(text: &mut String, open: &str, items: &[&str], close: &str) {
    let before = text.rsplit('\n').next().unwrap_or("").len();
    let joined = items.join(", ");
    if before + open.len() + joined.len() + close.len() < WIDTH {
        let _ = write!(text, "{open}{joined}{close}");
        return;
    }
    let _ = write!(text, "{open}\n   ");
    let mut column = 3;
    for item in items {
        if column + item.len() + 2 > WIDTH {
            text.push_str("\n   ");
            column = 3;
        }
        let _ = write!(text, " {item},");
        column += item.len() + 2;
    }
    let _ = write!(text, "\n{close}");
}

fn write_function(function: &Function<'_>, text: &mut String) {
    for (index, written) in function.written.iter().enumerate() {
        if index > 0 {
            text.push_str("///\n");
        }
        // Two backticks may hold one.
        let mark = if written.contains('`') { "``" } else { "`" };
        let _ = writeln!(text, "/// {mark}{written}{mark}");
    }
    let signature = &function.signature;
    let mut allowed = Vec::new();
    if let Some(note) = &function.deprecated {
        if note.is_empty() {
            text.push_str("#[deprecated]\n")
        } else {
            let _ = writeln!(text, "#[deprecated(note = {note:?})]");
        }
        allowed.push("deprecated");
    }
    if signature.parameters.len() > MOST_PARAMETERS {
        allowed.push("clippy::too_many_arguments");
    }
    if !allowed.is_empty() {
        let _ = writeln!(text, "#[allow({})]", allowed.join(", "));
    }
    text.push_str(&head_of(function));
    let calls = function.calls.concat();
    let _ = if calls.is_empty() || function.line.len() + calls.len() <= CHAIN {
        writeln!(text, "    {}{calls}\n}}", function.line)
    } else {
        writeln!(
            text,
            "    {}\n        {}\n}}",
            function.line,
            function.calls.join("\n        ")
        )
    };
}

/// A function's line, or lines, before its body, as rustfmt breaks them.
fn head_of(function: &Function<'_>) -> String {
    let signature = &function.signature;
    let name = &function.name;
    let (generics, bounds) = (&signature.generics, &signature.bounds);
    let parameters: Vec<String> = signature
        .parameters
        .iter()
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    let answer = format!("-> Request<{}>", signature.answer);
    let (start, end) = if bounds.is_empty() {
        (String::new(), " {".to_owned())
    } else {
        (
            format!("<{}>", generics.join(", ")),
            format!("\nwhere\n    {},\n{{", bounds.join(",\n    ")),
        )
    };
    let first_line = format!("pub fn {name}{start}({}) {answer}", parameters.join(", "));
    let brace = if bounds.is_empty() { 2 } else { 0 };
    if first_line.len() + brace <= WIDTH {
        return format!("{first_line}{end}\n");
    }
    if parameters.is_empty() && first_line.len() <= WIDTH {
        return format!("{first_line}\n{{\n");
    }
    if parameters.is_empty() {
        return format!("pub fn {name}{start}()\n{answer}{end}\n");
    }
    let start = if start.is_empty() || "pub fn (".len() + name.len() + start.len() < WIDTH {
        start
    } else {
        format!("<\n    {},\n>", generics.join(",\n    "))
    };
    let parameters = parameters.join(",\n    ");
    format!("pub fn {name}{start}(\n    {parameters},\n) {answer}{end}\n")
}

/// Why what a request goes through is deprecated, if it is.
fn deprecated(route: &Route<'_>) -> Option<String> {
    let steps = route.steps.iter().flat_map(|step| match step {
        Step::Root(root) => vec![&root.annotations],
        Step::Key(record, _) | Step::KnownKey(record, _) => vec![&record.annotations],
        Step::AlternateKey(record, property, _) => vec![&record.annotations, &property.annotations],
        Step::Navigation { navigation, .. } => vec![&navigation.annotations],
        Step::Cast(record) => vec![&record.annotations],
        Step::Property(_, property) => vec![&property.annotations],
        Step::Call { operation, .. } => vec![&operation.annotations],
        Step::AtPath(..) | Step::System(..) => Vec::new(),
    });
    let end = route.end.map(|end| &end.ty.annotations);
    let note = steps.chain(end).find_map(|said| said.deprecated.as_ref())?;
    Some(note.split_whitespace().collect::<Vec<_>>().join(" "))
}
