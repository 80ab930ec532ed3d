//! The declarations: their text, and the Rust names of their types.
//!
//! Out: one file, or a directory of them. Either has the declaration of the main namespace in itself, and each other namespace in
//! a module: `User`, `security::Alert`.

use graph_schema::csdl::{Operation, Schema, StructuredType};
use graph_syntax::method_name;

use super::names::Names;
use super::namespaces::{GRAPH, main_namespace, module_of, rust_name};
use super::print::Module;
use crate::check;
use crate::import::Selection;
use crate::report::Message;

const HEADER: &str = "// Written by `cargo msgraph import` from Microsoft Graph's schema.\n\n";

/// Declarations, printed, with the names that they have in Rust.
pub struct Declarations<'a> {
    pub(super) schema: &'a Schema,
    pub(super) modules: Vec<Module>,
    pub(super) names: Names,
    /// Warnings about selected parts that a declaration cannot express.
    pub left_out: Vec<Message>,
}

/// Says of what the documentation has and the schema does not that it is meant, so that `check` finds nothing to say.
pub(super) fn allow(schema: &Schema, modules: &mut [Module]) {
    let files: Vec<(String, &str, &str)> = modules
        .iter()
        .map(|module| {
            let name = module_of(schema, &module.namespace).unwrap_or_else(|| "mod".to_owned());
            (
                format!("{name}.rs"),
                module.namespace.as_str(),
                module.text.as_str(),
            )
        })
        .collect();
    let found = check::allowances(schema, &files);
    for (module, allowances) in modules.iter_mut().zip(found) {
        if allowances.is_empty() {
            continue;
        }
        let mut lines: Vec<String> = module.text.lines().map(str::to_owned).collect();
        for (line, allowance) in allowances {
            if let Some(line) = lines.get_mut(line) {
                line.push(' ');
                line.push_str(&allowance);
            }
        }
        module.text = lines.join("\n");
    }
}

impl Declarations<'_> {
    /// All in one file.
    pub fn file(&self) -> String {
        let mut text = HEADER.to_owned();
        for module in &self.modules {
            match module_of(self.schema, &module.namespace) {
                None => put_module(&mut text, 0, module),
                Some(name) => {
                    text.push_str(&format!("{}pub mod {name} {{\n", module_head(module)));
                    put_module(&mut text, 1, module);
                    text.push_str("}\n");
                }
            }
            text.push('\n');
        }
        ended(text)
    }

    /// As a module that is a directory: the names and the text of `mod.rs` and of a file for each other namespace.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let mut root = HEADER.to_owned();
        for module in &self.modules {
            let Some(name) = module_of(self.schema, &module.namespace) else {
                continue;
            };
            root.push_str(&format!("{}pub mod {name};\n", module_head(module)));
            let mut text = HEADER.to_owned();
            put_module(&mut text, 0, module);
            files.push((format!("{name}.rs"), ended(text)));
        }
        let main = main_namespace(self.schema);
        for module in self
            .modules
            .iter()
            .filter(|module| module.namespace == main)
        {
            root.push('\n');
            put_module(&mut root, 0, module);
        }
        files.insert(0, ("mod.rs".to_owned(), ended(root)));
        files
    }

    /// A type of the schema, as the module of the declarations calls it: `User`, `security::Alert`.
    pub fn type_path(&self, name: &str) -> String {
        self.path_with(name, |rust| rust)
    }

    /// Returns the path of a value's Rust type: the type itself or, if it has subtypes, `AnyX`.
    pub fn held_path(&self, selection: &Selection<'_>, name: &str) -> String {
        self.path_with(name, |rust| {
            if selection.has_subtypes(name) {
                format!("Any{rust}")
            } else {
                rust
            }
        })
    }

    /// The type of an action's arguments.
    pub fn arguments_path(
        &self,
        selection: &Selection<'_>,
        operation: &Operation,
    ) -> Option<String> {
        let (owner, place) = selection.declared_at(operation)?;
        let alias = self.names.get(owner, &Names::operation(place));
        let method = alias.map_or_else(|| method_name(operation.short_name()), str::to_owned);
        let on_collection = operation
            .binding
            .as_ref()
            .is_some_and(|ty| ty.is_collection);
        Some(self.path_with(owner, |rust| {
            graph_syntax::arguments_name(&rust, on_collection, &method)
        }))
    }

    fn path_with(&self, name: &str, of: impl FnOnce(String) -> String) -> String {
        let (namespace, short) = name.rsplit_once('.').unwrap_or(("", name));
        let rust = of(rust_name(&self.names, name, short));
        match module_of(self.schema, namespace) {
            Some(module) => format!("{module}::{rust}"),
            None => rust,
        }
    }
}

fn module_head(module: &Module) -> String {
    // The module around it may be private.
    format!("/// `{}`.\n#[allow(unreachable_pub)]\n", module.namespace)
}

fn put_module(text: &mut String, depth: usize, module: &Module) {
    let mut put = |indent: usize, line: &str| {
        if !line.is_empty() {
            text.push_str(&"    ".repeat(indent));
        }
        text.push_str(line);
        text.push('\n');
    };
    put(depth, "use graph_runtime::graph_resource;");
    put(0, "");
    put(depth, "graph_resource! {");
    if module.namespace != GRAPH {
        put(depth + 1, &format!("namespace {};", module.namespace));
        put(0, "");
    }
    for line in module.text.trim_end().lines() {
        put(depth + 1, line);
    }
    put(depth, "}");
}

fn ended(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

impl Selection<'_> {
    /// Returns whether a type has subtypes in its own declaration, so that it has an `AnyX`.
    fn has_subtypes(&self, name: &str) -> bool {
        let namespace = name.rsplit_once('.').map_or("", |(namespace, _)| namespace);
        let mut subtypes = self.schema.subtypes(name);
        subtypes.any(|record: &StructuredType| {
            record.namespace() == namespace
                && self.base(record).is_some()
                && self.part(record).is_some()
        })
    }

    /// The type in which an operation is declared, and its place among the operations there.
    fn declared_at(&self, operation: &Operation) -> Option<(&str, usize)> {
        let mut operations = self.schema.operations.iter();
        let index = operations.position(|known| std::ptr::eq(known, operation))?;
        self.records.iter().find_map(|(owner, part)| {
            let place = part.operations.keys().position(|key| *key == index)?;
            Some((owner.as_str(), place))
        })
    }
}
