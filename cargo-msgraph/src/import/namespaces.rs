//! The Rust modules of Graph's namespaces, and the paths of types in them.

use graph_schema::csdl::Schema;
use graph_syntax::type_name;

use super::names::Names;

/// The namespace of Graph, in which those of its parts are.
pub(super) const GRAPH: &str = "microsoft.graph";

/// The namespace whose types stand in no module of their own.
pub(super) fn main_namespace(schema: &Schema) -> &str {
    let mut namespaces = schema.namespaces.iter();
    let graph = namespaces.find(|namespace| *namespace == GRAPH);
    graph
        .or(schema.namespaces.first())
        .map_or(GRAPH, String::as_str)
}

/// The Rust module of a namespace; `None` for the main one.
pub(super) fn module_of(schema: &Schema, namespace: &str) -> Option<String> {
    let main = main_namespace(schema);
    if namespace == main {
        return None;
    }
    let below = namespace
        .strip_prefix(main)
        .and_then(|rest| rest.strip_prefix('.'));
    let parts = below.unwrap_or(namespace).split('.');
    let parts: Vec<String> = parts.map(graph_syntax::snake_case).collect();
    let name = parts.join("_");
    Some(match graph_syntax::escape(&name) {
        Some(escaped) if escaped == name => name,
        _ => format!("{name}_"),
    })
}

/// The path of a type, for a declaration of another namespace.
pub(super) fn path_from(schema: &Schema, names: &Names, from: &str, name: &str) -> String {
    let (namespace, short) = name.rsplit_once('.').unwrap_or(("", name));
    let rust = rust_name(names, name, short);
    let around = if module_of(schema, from).is_some() {
        "super"
    } else {
        "self"
    };
    match module_of(schema, namespace) {
        Some(module) => format!("{around}::{module}::{rust}"),
        None => format!("{around}::{rust}"),
    }
}

/// Returns the Rust name of a type.
pub(super) fn rust_name(names: &Names, name: &str, short: &str) -> String {
    names
        .get(name, "")
        .map_or_else(|| type_name(short), str::to_owned)
}
