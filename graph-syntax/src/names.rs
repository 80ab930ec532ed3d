//! Derives Rust's names from Graph's.

use std::borrow::Cow;

/// Returns the name of a type: `iosScepCertificateProfile` becomes `IosScepCertificateProfile`.
pub fn type_name(wire: &str) -> String {
    capitalized(wire)
}

/// Returns the name of an enumeration's variant: `policySets` becomes `PolicySets`.
pub fn variant_name(wire: &str) -> String {
    let name = capitalized(wire);
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}

/// Returns the name of a property's constant: `sourceId` becomes `SOURCE_ID`.
pub fn constant_name(wire: &str) -> String {
    snake_case(wire).to_uppercase()
}

/// Returns the name of the method for a segment of a path: `deviceConfigurations` becomes `device_configurations`.
///
/// A segment named like a verb gets an underscore, because paths have methods for the verbs.
pub fn method_name(wire: &str) -> String {
    let name = snake_case(wire);
    if is_reserved_method(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// Returns the name of the method for a segment with arguments: `delta(token='…')` is `delta_with_token`.
///
/// Parameters are distinguished by their names, in any order (OData 4.01, URL Conventions, section 4.5), so they are sorted.
pub fn method_name_with(wire: &str, parameters: &[&str]) -> String {
    let mut names: Vec<String> = parameters.iter().map(|name| snake_case(name)).collect();
    names.sort();
    format!("{}_with_{}", snake_case(wire), names.join("_and_"))
}

/// Returns the name of the type of an action's arguments, given the Rust name of the type that it is bound to and the action's method.
pub fn arguments_name(owner: &str, on_collection: bool, method: &str) -> String {
    let bound_to = if on_collection { "Collection" } else { "" };
    format!("{owner}{bound_to}{}", type_name(&camel(method)))
}

/// Returns the name of the method that `graph_path!` calls for a segment. Each spelling has its own method.
///
/// The name that [`method_name`] returns is for the camel case of its words, `deviceConfigurations`. Any other spelling
/// (`DeviceConfigurations`, `macOSDevices`, `beta_Dist`) has a method of its own, which exists if the segment is declared in this
/// spelling. The name of a method is also accepted, because rustc suggests it for a misspelt segment.
pub fn segment_method(wire: &str) -> String {
    if is_plain(wire) {
        method_name(wire)
    } else if is_method(wire) {
        wire.to_owned()
    } else {
        verbatim(wire)
    }
}

/// Tests if a name is in snake case, and not a method that every path has.
fn is_method(name: &str) -> bool {
    let is_own = name.starts_with("as_") || is_reserved_method(name);
    name.contains('_') && snake_case(name) == name && !is_own
}

/// Returns the same as [`segment_method`], for a segment with arguments.
pub fn segment_method_with(wire: &str, parameters: &[&str]) -> String {
    let spelt = |wire: &&str| {
        if is_plain(wire) {
            snake_case(wire)
        } else {
            verbatim(wire)
        }
    };
    let mut names: Vec<String> = parameters.iter().map(spelt).collect();
    names.sort();
    format!("{}_with_{}", spelt(&wire), names.join("_and_"))
}

/// Returns the name of the method that `graph_path!` calls for a type cast: `microsoft.graph.user` is `as_user`.
///
/// For types in other namespaces, the namespace is part of the name: `microsoft.graph.security.alert` is `as_security_alert`.
pub fn cast_segment_method(namespace: &str, name: &str) -> String {
    cast_name(namespace, name, |part| {
        if is_plain(part) {
            snake_case(part)
        } else {
            verbatim(part)
        }
    })
}

/// Returns the name of the method for a type cast, like [`cast_segment_method`], but in snake case.
pub fn cast_method(namespace: &str, name: &str) -> String {
    cast_name(namespace, name, snake_case)
}

fn cast_name(namespace: &str, name: &str, spell: impl Fn(&str) -> String) -> String {
    let namespace = match namespace.strip_prefix("microsoft.graph") {
        Some(rest) if rest.is_empty() || rest.starts_with('.') => rest,
        _ => namespace,
    };
    let parts = namespace.split('.').filter(|part| !part.is_empty());
    let mut method = "as".to_owned();
    for part in parts.chain([name]) {
        method.push('_');
        method.push_str(&spell(part));
    }
    method
}

/// Tests if a name is the camel case of its words. Of all spellings with the same snake case, only one is.
fn is_plain(wire: &str) -> bool {
    camel(&snake_case(wire)) == wire
}

/// Returns the camel case of a name in snake case.
fn camel(snake: &str) -> String {
    let mut name = String::with_capacity(snake.len());
    for (index, word) in snake.split('_').enumerate() {
        match index {
            0 => name.push_str(word),
            _ => name.push_str(&capitalized(word)),
        }
    }
    name
}

/// Returns a name that differs from every result of [`snake_case`], by a capital letter or two underscores.
fn verbatim(wire: &str) -> String {
    wire.replace('_', "__")
}

/// Tests if every path has a method of this name.
pub fn is_reserved_method(name: &str) -> bool {
    matches!(
        name,
        "get"
            | "post"
            | "post_body"
            | "post_without_body"
            | "put"
            | "patch"
            | "delete"
            | "id"
            | "by_id"
            | "count"
            | "value"
            | "reference"
            | "at_path"
            | "as_base"
            | "cast"
            | "from_raw"
            | "into_raw"
            | "upcast"
    )
}

/// Returns the name in snake case: `macOSWiredNetwork` becomes `mac_os_wired_network`, `windows81Trusted` becomes `windows81_trusted`.
pub fn snake_case(wire: &str) -> String {
    let mut name = String::with_capacity(wire.len() + 8);
    let mut chars = wire.chars();
    let mut before = '_';
    while let Some(char) = chars.next() {
        if char.is_uppercase() {
            let ends_acronym = || chars.clone().next().is_some_and(char::is_lowercase);
            let begins_word = before.is_lowercase()
                || before.is_ascii_digit()
                || (before.is_uppercase() && ends_acronym());
            if begins_word {
                name.push('_');
            }
            name.extend(char.to_lowercase());
        } else {
            name.push(char);
        }
        before = char;
    }
    name
}

fn capitalized(wire: &str) -> String {
    if wire.is_ascii() {
        let mut name = wire.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        return name;
    }
    let mut chars = wire.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Rust's keywords, strict and reserved (The Rust Reference, "Keywords"), in order.
const KEYWORDS: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

const LONGEST_KEYWORD: usize = "abstract".len();

/// Returns a name as a Rust identifier, `r#type` for a keyword, or `None` if it cannot be one.
pub fn escape(name: &str) -> Option<Cow<'_, str>> {
    if name == "_" || !is_identifier(name) {
        return None;
    }
    if !is_keyword(name) {
        return Some(Cow::Borrowed(name));
    }
    match name {
        "self" | "Self" | "super" | "crate" => None,
        _ => Some(Cow::Owned(format!("r#{name}"))),
    }
}

fn is_keyword(name: &str) -> bool {
    name.len() <= LONGEST_KEYWORD && KEYWORDS.binary_search(&name).is_ok()
}

fn is_identifier(name: &str) -> bool {
    for &byte in name.as_bytes() {
        if !byte.is_ascii_alphanumeric() && byte != b'_' {
            let is_of_words = |char: char| char == '_' || char.is_alphanumeric();
            return !begins_with_digit(name) && name.chars().all(is_of_words);
        }
    }
    !name.is_empty() && !begins_with_digit(name)
}

fn begins_with_digit(name: &str) -> bool {
    name.starts_with(|first: char| first.is_numeric())
}

#[cfg(test)]
mod tests;
