//! What Rust paths in declarations name: types and services of other declarations in the same sources.
//!
//! In: all declarations. Out: Graph's name for a path, if the sources have exactly one answer. A path to another crate, or one
//! that two declarations could be meant by, has none, and is not compared.

use std::collections::HashMap;

use graph_syntax::Item;

use super::sources::{Found, Sources};

pub(super) struct Names {
    by_rust_name: HashMap<String, Vec<Candidate>>,
}

struct Candidate {
    named: Named,
    /// What may stand before its name in a path: modules, and the name of its file.
    places: Vec<String>,
}

/// What a path names.
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
        };
        for found in &sources.declarations {
            let namespace = &found.declaration.namespace.text;
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
                        places: places(sources, found),
                    });
            }
        }
        names
    }

    pub(super) fn named(&self, path: &syn::Path) -> Option<Named> {
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
        let near: Vec<&Candidate> = match before.last() {
            Some(module) => all
                .iter()
                .filter(|candidate| candidate.places.contains(module))
                .collect(),
            None => Vec::new(),
        };
        let choices = match near.is_empty() {
            true => all.iter().collect(),
            false => near,
        };
        let first = choices.first()?;
        choices
            .iter()
            .all(|other| other.named == first.named)
            .then(|| first.named.clone())
    }
}

fn places(sources: &Sources, found: &Found) -> Vec<String> {
    let mut places: Vec<String> = found.modules.last().cloned().into_iter().collect();
    if places.is_empty()
        && let Some(file) = sources.files.get(found.file)
    {
        let mut path = std::path::Path::new(&file.name).with_extension("");
        if path.ends_with("mod") {
            path.pop();
        }
        places.extend(
            path.file_name()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    places
}
