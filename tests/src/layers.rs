//! Checks the layers of a crate: reads the imports in its source, and reports circles and imports of higher layers.
//!
//! An import is a `use`, or a path that begins with `crate`, `self` or `super`. Re-exports are followed to the module that defines
//! the item. Code under `#[cfg(test)]` is skipped. Parents and children may import each other; all other modules below one parent
//! must not form a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A module's path in the crate; empty for the root.
type ModulePath = Vec<String>;

/// The modules of a crate, with what each imports.
#[derive(Debug, Default)]
pub struct Modules {
    modules: BTreeMap<ModulePath, Module>,
}

#[derive(Debug, Default)]
struct Module {
    /// The paths that the source names, relative to the module.
    paths: Vec<Vec<String>>,
    /// The names that a `use` brings into the module, with their paths.
    names: BTreeMap<String, Vec<String>>,
}

impl Modules {
    /// Reads the modules of a crate, beginning with `lib.rs` in the folder `src`.
    ///
    /// # Errors
    /// Fails if a file cannot be read, or if it is not made of Rust's tokens.
    pub fn read(src: &Path) -> io::Result<Self> {
        let mut modules = Self::default();
        modules.read_file(&src.join("lib.rs"), src, Vec::new())?;
        Ok(modules)
    }

    /// Checks the crate against the order of its top-level modules, from the bottom to the top. Returns a sentence for each
    /// violation.
    #[must_use]
    pub fn violations(&self, order: &[&str]) -> Vec<String> {
        let mut violations = Vec::new();
        let top_level = self.modules.keys().filter(|path| path.len() == 1);
        let top_level: BTreeSet<&str> = top_level.map(|path| path[0].as_str()).collect();
        for name in &top_level {
            if !order.contains(name) {
                violations.push(format!("`{name}` is in no layer: add it to the order"));
            }
        }
        for name in order.iter().filter(|name| !top_level.contains(**name)) {
            violations.push(format!("the layer `{name}` does not exist"));
        }
        let edges = self.edges();
        let rank = |name: &String| order.iter().position(|layer| layer == name);
        for (siblings, importers) in &edges {
            if !siblings.is_empty() {
                continue;
            }
            for ((from, to), example) in importers {
                if rank(from) < rank(to) {
                    violations.push(format!("{example}, but `{to}` is above `{from}`"));
                }
            }
        }
        for importers in edges.values() {
            violations.extend(find_circle(importers));
        }
        violations
    }

    fn read_file(&mut self, file: &Path, folder: &Path, path: ModulePath) -> io::Result<()> {
        let named = |error: &dyn std::fmt::Display| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{}: {error}", file.display()),
            )
        };
        let text = fs::read_to_string(file).map_err(|error| named(&error))?;
        let tokens: TokenStream = text.parse().map_err(|error| named(&error))?;
        self.read_tokens(tokens, folder, path)
    }

    /// Reads a module. `folder` is where the files of its children are.
    fn read_tokens(
        &mut self,
        tokens: TokenStream,
        folder: &Path,
        path: ModulePath,
    ) -> io::Result<()> {
        let mut module = Module::default();
        let mut children = Vec::new();
        collect(tokens, &mut module, &mut children);
        self.modules.insert(path.clone(), module);
        for (name, inline) in children {
            let folder_of_child = folder.join(&name);
            let mut child = path.clone();
            child.push(name.clone());
            match inline {
                Some(tokens) => self.read_tokens(tokens, &folder_of_child, child)?,
                None => {
                    let flat = folder.join(format!("{name}.rs"));
                    let nested = folder_of_child.join("mod.rs");
                    let file = if flat.exists() { flat } else { nested };
                    self.read_file(&file, &folder_of_child, child)?;
                }
            }
        }
        Ok(())
    }

    /// Returns the imports between the children of each module, with a sentence about one import for each pair.
    fn edges(&self) -> BTreeMap<ModulePath, BTreeMap<(String, String), String>> {
        let mut edges: BTreeMap<ModulePath, BTreeMap<_, _>> = BTreeMap::new();
        for (from, module) in &self.modules {
            for path in &module.paths {
                let Some(to) = self.resolve(from, path, 0) else {
                    continue;
                };
                let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
                // A module and the modules below it may import each other.
                if let (Some(importer), Some(imported)) = (from.get(common), to.get(common)) {
                    let pair = (importer.clone(), imported.clone());
                    edges
                        .entry(from[..common].to_vec())
                        .or_default()
                        .entry(pair)
                        .or_insert_with(|| {
                            format!("`{}` imports `{}`", from.join("::"), path.join("::"))
                        });
                }
            }
        }
        edges
    }

    /// Returns the module that defines the item at `path`, as `from` names it. Returns `None` for items of other crates.
    fn resolve(&self, from: &ModulePath, path: &[String], depth: usize) -> Option<ModulePath> {
        // Globs and aliases can form endless chains of names.
        if depth > 16 {
            return None;
        }
        let mut module = from.clone();
        let mut segments = path;
        match segments.first()?.as_str() {
            "crate" => {
                module.clear();
                segments = &segments[1..];
            }
            "self" => segments = &segments[1..],
            "super" => {}
            first => {
                let names = &self.modules.get(from)?.names;
                if !self.is_child(from, first) && !names.contains_key(first) {
                    return None;
                }
            }
        }
        while let Some((name, rest)) = segments.split_first() {
            if name == "super" {
                module.pop()?;
            } else if self.is_child(&module, name) {
                module.push(name.clone());
            } else {
                let names = &self.modules.get(&module)?.names;
                let Some(target) = names.get(name).filter(|target| *target != path) else {
                    break;
                };
                let whole: Vec<String> = target.iter().chain(rest).cloned().collect();
                return self.resolve(&module, &whole, depth + 1);
            }
            segments = rest;
        }
        Some(module)
    }

    fn is_child(&self, module: &ModulePath, name: &str) -> bool {
        let child: ModulePath = module.iter().cloned().chain([name.to_owned()]).collect();
        self.modules.contains_key(&child)
    }
}

/// Finds a circle among siblings.
fn find_circle(importers: &BTreeMap<(String, String), String>) -> Option<String> {
    let mut remaining: BTreeMap<&(String, String), &String> = importers.iter().collect();
    // Modules without an import, or without an importer, are not part of a circle.
    loop {
        let before = remaining.len();
        let from: BTreeSet<&String> = remaining.keys().map(|(from, _)| from).collect();
        let to: BTreeSet<&String> = remaining.keys().map(|(_, to)| to).collect();
        remaining
            .retain(|(importer, imported), _| from.contains(imported) && to.contains(importer));
        if remaining.len() == before {
            break;
        }
    }
    if remaining.is_empty() {
        return None;
    }
    let imports: Vec<&str> = remaining.values().map(|text| text.as_str()).collect();
    Some(format!("a circle: {}", imports.join("; ")))
}

/// Collects the paths, the names and the children of a module.
fn collect(
    tokens: TokenStream,
    module: &mut Module,
    children: &mut Vec<(String, Option<TokenStream>)>,
) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if let Some(TokenTree::Group(attribute)) = tokens.get(index)
                    && attribute.stream().to_string().replace(' ', "") == "cfg(test)"
                {
                    index = end_of_item(&tokens, index + 1);
                }
            }
            TokenTree::Ident(word) if word == "use" => {
                let end = (index..tokens.len()).find(|at| is_punct(&tokens[*at], ';'));
                let end = end.unwrap_or(tokens.len());
                collect_use(&tokens[index..end], &[], module);
                index = end;
            }
            TokenTree::Ident(word) if word == "mod" => {
                if let Some(TokenTree::Ident(name)) = tokens.get(index) {
                    match tokens.get(index + 1) {
                        Some(TokenTree::Group(body)) => {
                            children.push((name.to_string(), Some(body.stream())));
                            index += 2;
                        }
                        _ => children.push((name.to_string(), None)),
                    }
                }
            }
            TokenTree::Ident(word) if word == "crate" || word == "self" || word == "super" => {
                let (path, end) = parse_path(&tokens, index - 1);
                if path.len() > 1 {
                    module.paths.push(path);
                }
                index = end;
            }
            TokenTree::Group(group) => collect(group.stream(), module, children),
            _ => {}
        }
    }
}

/// Returns the index after the item that begins at `index`: after its braces or its semicolon.
fn end_of_item(tokens: &[TokenTree], index: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    };
    let end = tokens.iter().skip(index).position(is_end);
    end.map_or(tokens.len(), |length| index + length + 1)
}

/// Parses identifiers that are joined by `::`, and returns the index after them.
fn parse_path(tokens: &[TokenTree], mut index: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while let Some(TokenTree::Ident(name)) = tokens.get(index) {
        path.push(name.to_string());
        index += 1;
        let is_joined = [index, index + 1]
            .iter()
            .all(|at| tokens.get(*at).is_some_and(|token| is_punct(token, ':')));
        if !is_joined {
            break;
        }
        index += 2;
    }
    (path, index)
}

/// Collects the paths and names of a `use`, which follow `prefix`.
fn collect_use(tokens: &[TokenTree], prefix: &[String], module: &mut Module) {
    let (path, end) = parse_path(tokens, 0);
    let path = [prefix, &path].concat();
    match tokens.get(end) {
        Some(TokenTree::Group(group)) => {
            let list: Vec<TokenTree> = group.stream().into_iter().collect();
            for item in list.split(|token| is_punct(token, ',')) {
                if !item.is_empty() {
                    collect_use(item, &path, module);
                }
            }
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '*' => module.paths.push(path),
        rest => {
            let mut path = path;
            if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let alias = match (rest, tokens.get(end + 1)) {
                (Some(_), Some(TokenTree::Ident(alias))) => Some(alias.to_string()),
                _ => path.last().cloned(),
            };
            if let Some(name) = alias {
                module.names.insert(name, path.clone());
            }
            module.paths.push(path);
        }
    }
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}
