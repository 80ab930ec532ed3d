//! The text of declarations, in the order of the schema.

use std::fmt::Write as _;

use graph_schema::csdl::{Annotations, Enumeration, StructuredKind, StructuredType, TypeRef};
use graph_syntax::Edm;

use super::Service;
use super::names::Names;
use super::namespaces::{main_namespace, path_from};
use super::select::{Origin, Part, Selection};

mod members;

use members::braces;

/// A module of the output.
pub(super) struct Module {
    /// The namespace of its types.
    pub(super) namespace: String,
    /// The content of the braces of `graph_resource!`.
    pub(super) text: String,
    /// For each of its lines, what of the schema it says.
    pub(super) origins: Vec<Origin>,
}

/// The declarations of a selection, one for each namespace that it has types of.
pub(super) fn modules(selection: &Selection<'_>, service: &Service, names: &Names) -> Vec<Module> {
    let mut modules = Vec::new();
    let main = main_namespace(selection.schema);
    let namespaces = selection.schema.namespaces.iter().map(String::as_str);
    for namespace in std::iter::once(main).chain(namespaces.filter(|namespace| *namespace != main))
    {
        let mut printer = Printer {
            selection,
            names,
            namespace,
            text: String::new(),
            origins: Vec::new(),
            origin: Origin::Nothing,
        };
        if namespace == main {
            printer.service(service);
        }
        for record in selection
            .schema
            .structured_types
            .iter()
            .filter(|record| record.namespace() == namespace)
        {
            if let Some(part) = selection.part(record) {
                printer.record(record, part);
            }
        }
        for enumeration in selection
            .schema
            .enumerations
            .iter()
            .filter(|enumeration| enumeration.namespace() == namespace)
        {
            if selection.enumerations.contains(&enumeration.name) {
                printer.enumeration(enumeration);
            }
        }
        if !printer.text.is_empty() {
            modules.push(Module {
                namespace: namespace.to_owned(),
                text: printer.text,
                origins: printer.origins,
            });
        }
    }
    modules
}

struct Printer<'p, 'a> {
    selection: &'p Selection<'a>,
    names: &'p Names,
    namespace: &'p str,
    text: String,
    origins: Vec<Origin>,
    /// The part that is being printed.
    origin: Origin,
}

impl Printer<'_, '_> {
    fn line(&mut self, depth: usize, line: &str) {
        for _ in 0..depth {
            self.text.push_str("    ");
        }
        self.text.push_str(line);
        self.text.push('\n');
        self.origins.push(self.origin.clone());
    }

    fn blank_line(&mut self) {
        self.text.push('\n');
        self.origins.push(Origin::Nothing);
    }

    fn docs(&mut self, depth: usize, said: &Annotations) {
        const WIDTH: usize = 110;
        for text in [&said.description, &said.long_description]
            .into_iter()
            .flatten()
        {
            let mut line = String::from("///");
            for word in text.split_whitespace() {
                if line.len() + word.len() >= WIDTH && line.len() > 3 {
                    self.line(depth, &line);
                    line = String::from("///");
                }
                line.push(' ');
                line.push_str(word);
            }
            if line.len() > 3 {
                self.line(depth, &line);
            }
        }
        if let Some(note) = &said.deprecated {
            let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
            if note.is_empty() {
                self.line(depth, "#[deprecated]")
            } else {
                self.line(depth, &format!("#[deprecated(note = {note:?})]"))
            }
        }
    }

    fn rust_name(&mut self, depth: usize, owner: &str, member: &str) {
        if let Some(name) = self.names.get(owner, member) {
            let line = format!("#[rust_name = {name}]");
            self.line(depth, &line);
        }
    }

    fn service(&mut self, service: &Service) {
        let roots: Vec<_> = self.selection.schema.roots.iter().collect();
        if !roots
            .iter()
            .any(|root| self.selection.roots.contains_key(&root.name))
        {
            return;
        }
        self.line(0, &format!("/// The service, at `/{}`.", service.version));
        self.line(
            0,
            &format!("pub service {} = {:?} {{", service.name, service.version),
        );
        for root in roots {
            if let Some(asked) = self.selection.roots.get(&root.name) {
                self.origin = Origin::Root(root.name.clone());
                self.docs(1, &root.annotations);
                self.rust_name(1, "", &root.name);
                let verbs = self.verbs(root.ty.is_collection, &root.annotations, asked);
                let ty = self.ty(&root.ty);
                self.line(1, &format!("{}: {ty}{verbs},", root.name));
            }
        }
        self.origin = Origin::Nothing;
        self.line(0, "}");
        self.blank_line();
    }

    fn ty(&self, ty: &TypeRef) -> String {
        let name = self.type_name(&ty.name);
        if ty.is_collection {
            format!("[{name}]")
        } else {
            name
        }
    }

    fn type_name(&self, name: &str) -> String {
        let is_edm = |short: &str| Edm::from_name(short).is_some();
        if let Some(edm) = name.strip_prefix("Edm.") {
            // `Edm.Untyped` is JSON.
            return Edm::from_name(edm).map_or("Json", Edm::name).to_owned();
        }
        let (namespace, short) = name.rsplit_once('.').unwrap_or(("", name));
        // One that is called like a primitive type is named by its path.
        if namespace == self.namespace && !is_edm(short) {
            // A name in upper case would be a Rust path, were it not declared here.
            return short.to_owned();
        }
        path_from(self.selection.schema, self.names, self.namespace, name)
    }

    fn record(&mut self, record: &StructuredType, part: &Part) {
        self.origin = Origin::Type(record.name.clone());
        self.docs(0, &record.annotations);
        self.rust_name(0, &record.name, "");
        if !part.stream.is_empty() {
            self.line(0, &format!("#[media {}]", braces(&part.stream)));
        } else if record.has_stream && self.selection.is_all {
            self.line(0, "#[media]");
        }
        if let Some(verbs) = &part.at_path {
            self.line(0, &format!("#[path_addressed {}]", braces(verbs)));
        }
        if self.selection.is_keyless(record) {
            self.line(0, "#[keyless]");
        }
        let mut head = String::from("pub ");
        head.push_str(if record.is_abstract { "abstract " } else { "" });
        head.push_str(if record.is_open { "open " } else { "" });
        head.push_str(match record.kind {
            StructuredKind::Entity => "entity ",
            StructuredKind::Complex => "complex ",
        });
        head.push_str(record.short_name());
        if let Some(base) = self.selection.base(record) {
            // Writing to a string does not fail.
            let _ = write!(head, ": {}", self.type_name(base));
        }
        let before = self.text.len();
        self.line(0, &format!("{head} {{"));
        let opened = self.text.len();
        self.members(record, part);
        self.origin = Origin::Type(record.name.clone());
        if self.text.len() == opened {
            self.text.truncate(before);
            self.origins.pop();
            self.line(0, &format!("{head} {{}}"));
        } else {
            self.line(0, "}");
        }
        self.blank_line();
    }

    fn enumeration(&mut self, enumeration: &Enumeration) {
        self.origin = Origin::Type(enumeration.name.clone());
        self.docs(0, &enumeration.annotations);
        self.rust_name(0, &enumeration.name, "");
        let flags = if enumeration.is_flags { "flags " } else { "" };
        self.line(
            0,
            &format!("pub {flags}enum {} {{", enumeration.short_name()),
        );
        for member in &enumeration.members {
            let origin = Origin::Member(enumeration.name.clone(), member.name.clone());
            if self.selection.left_out.contains(&origin) {
                continue;
            }
            self.origin = origin;
            self.docs(1, &member.annotations);
            self.rust_name(1, &enumeration.name, &member.name);
            let value = member.value.filter(|_| enumeration.has_values());
            let value = value.map_or_else(String::new, |value| format!(" = {value}"));
            self.line(1, &format!("{}{value},", member.name));
        }
        self.origin = Origin::Type(enumeration.name.clone());
        self.line(0, "}");
        self.blank_line();
    }
}
