//! Resolves Rust paths in declarations to types and services of other declarations in the same sources.
//!
//! In: all declarations. Out: Graph's name for a path, if the sources have exactly one answer. A path to another crate, or one
//! that two declarations could be meant by, has none, and is not compared.

use std::collections::HashMap;
use std::path::{Component, Path};

use graph_syntax::Item;

use super::sources::{Found, Sources};

pub(super) struct Names {
    by_rust_name: HashMap<String, Vec<Candidate>>,
    /// The module that each file is, in its directories.
    files: Vec<Vec<String>>,
}

struct Candidate {
    named: Named,
    /// The module that it is in, if its place says so.
    module: Option<String>,
}

/// The target of a Rust path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// A type, by its qualified name.
    Type(String),
    Service,
}

impl Names {
    pub(super) fn new(sources: &Sources) -> Self {
        let mut names = Names {
            by_rust_name: HashMap::new(),
            files: sources
                .files
                .iter()
                .map(|file| module_of_file(&file.name))
                .collect(),
        };
        for found in &sources.declarations {
            let namespace = &found.declaration.namespace.text;
            let module = names.module(found).pop();
            for item in &found.declaration.items {
                let (rust_name, named) = match item {
                    Item::Record(record) => (
                        record.rust_name(),
                        Named::Type(format!("{namespace}.{}", record.name.wire)),
                    ),
                    Item::Enumeration(enumeration) => (
                        enumeration.rust_name(),
                        Named::Type(format!("{namespace}.{}", enumeration.name.wire)),
                    ),
                    Item::Service(service) => (service.name.to_string(), Named::Service),
                    Item::Extension(_) => continue,
                };
                names
                    .by_rust_name
                    .entry(rust_name)
                    .or_default()
                    .push(Candidate {
                        named,
                        module: module.clone(),
                    });
            }
        }
        names
    }

    /// Resolves a path in the declaration `from`.
    pub(super) fn named(&self, path: &syn::Path, from: &Found) -> Option<Named> {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| {
                segment
                    .ident
                    .to_string()
                    .trim_start_matches("r#")
                    .to_owned()
            })
            .collect();
        let (last, before) = segments.split_last()?;
        let all = self.by_rust_name.get(last)?;
        // Of several that the path could mean, the one in the module that it names.
        let module = self.module_named(before, from);
        let near: Vec<&Candidate> = match &module {
            Some(_) => all.iter().filter(|known| known.module == module).collect(),
            None => Vec::new(),
        };
        let choices = if near.is_empty() {
            all.iter().collect()
        } else {
            near
        };
        let first = choices.first()?;
        choices
            .iter()
            .all(|other| other.named == first.named)
            .then(|| first.named.clone())
    }

    /// The last of the modules before a name; `self` and `super` are those around the one who writes it.
    fn module_named(&self, before: &[String], from: &Found) -> Option<String> {
        match before.last()?.as_str() {
            "self" | "super" => {
                let mut around = self.module(from);
                let up = before.iter().filter(|segment| *segment == "super").count();
                around.truncate(around.len().saturating_sub(up));
                around.pop()
            }
            module => Some(module.to_owned()),
        }
    }

    fn module(&self, found: &Found) -> Vec<String> {
        let mut module = self.files.get(found.file).cloned().unwrap_or_default();
        module.extend(found.modules.iter().cloned());
        module
    }
}

fn module_of_file(name: &str) -> Vec<String> {
    let mut path = Path::new(name).with_extension("");
    if ["mod", "lib", "main"]
        .iter()
        .any(|item| path.ends_with(item))
    {
        path.pop();
    }
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        _ => None,
    });
    parts.collect()
}
