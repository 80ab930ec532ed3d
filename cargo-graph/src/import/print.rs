//! The text of declarations, in the order of the schema.

use std::fmt::Write as _;

use graph_syntax::{Edm, Verb, type_name};

use super::Service;
use super::names::Names;
use super::select::{Asked, Part, Selection, Verbs};
use crate::csdl::{
    Annotations, Enumeration, Navigation, Operation, OperationKind, Property, Record, RecordKind,
    TypeRef,
};

/// A module of the output.
pub(super) struct Module {
    /// The namespace of its types.
    pub(super) namespace: String,
    /// What stands between the braces of `graph_resource!`.
    pub(super) text: String,
}

/// The declarations of a selection, one for each namespace that it has types of.
pub(super) fn modules(selection: &Selection<'_>, service: &Service, names: &Names) -> Vec<Module> {
    let mut modules = Vec::new();
    let root_namespace = selection
        .schema
        .namespaces
        .first()
        .map_or("", String::as_str);
    for namespace in &selection.schema.namespaces {
        let mut printer = Printer {
            selection,
            names,
            namespace,
            text: String::new(),
        };
        if namespace == root_namespace {
            printer.service(service);
        }
        for record in selection
            .schema
            .records
            .iter()
            .filter(|it| it.namespace() == namespace)
        {
            if let Some(part) = selection.part(record) {
                printer.record(record, part);
            }
        }
        for enumeration in selection
            .schema
            .enumerations
            .iter()
            .filter(|it| it.namespace() == namespace)
        {
            if selection.enumerations.contains(&enumeration.name) {
                printer.enumeration(enumeration);
            }
        }
        if !printer.text.is_empty() {
            modules.push(Module {
                namespace: namespace.clone(),
                text: printer.text,
            });
        }
    }
    modules
}

/// The Rust module of a namespace: its last part.
pub(super) fn module_name(namespace: &str) -> String {
    let last = namespace.rsplit('.').next().unwrap_or(namespace);
    graph_syntax::snake_case(last)
}

struct Printer<'p, 'a> {
    selection: &'p Selection<'a>,
    names: &'p Names,
    namespace: &'p str,
    text: String,
}

/// The verbs that the annotations leave.
fn allowed(verb: Verb, said: &Annotations) -> bool {
    let says = match verb {
        Verb::Get => said.readable,
        Verb::Post => said.insertable,
        Verb::Put | Verb::Patch => said.updatable,
        Verb::Delete => said.deletable,
    };
    says.unwrap_or(true)
}

fn braces(verbs: &Verbs) -> String {
    let words: Vec<&str> = verbs.iter().map(|verb| verb.word()).collect();
    format!("{{ {} }}", words.join(", "))
}

impl Printer<'_, '_> {
    fn line(&mut self, depth: usize, line: &str) {
        for _ in 0..depth {
            self.text.push_str("    ");
        }
        self.text.push_str(line);
        self.text.push('\n');
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
            match note.is_empty() {
                true => self.line(depth, "#[deprecated]"),
                false => self.line(depth, &format!("#[deprecated(note = {note:?})]")),
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
                self.docs(1, &root.annotations);
                self.rust_name(1, "", &root.name);
                let verbs = self.verbs(root.ty.is_collection, &root.annotations, asked);
                let ty = self.ty(&root.ty);
                self.line(1, &format!("{}: {ty}{verbs},", root.name));
            }
        }
        self.line(0, "}");
        self.text.push('\n');
    }

    /// The verbs in braces; nothing, where those that make sense are allowed.
    fn verbs(&self, is_many: bool, said: &Annotations, asked: &Asked) -> String {
        let (usual_end, usual_each): (&[Verb], &[Verb]) = match is_many {
            true => (
                &[Verb::Get, Verb::Post],
                &[Verb::Get, Verb::Patch, Verb::Delete],
            ),
            false => (&[Verb::Get, Verb::Patch, Verb::Delete], &[]),
        };
        let list = |usual: &[Verb], asked: &Verbs| {
            let mut verbs = asked.clone();
            if self.selection.is_all {
                verbs.extend(usual.iter().copied().filter(|verb| allowed(*verb, said)));
            }
            // A navigation that is only passed through allows to read.
            if verbs.is_empty() {
                verbs.insert(Verb::Get);
            }
            verbs
        };
        let (end, each) = (list(usual_end, &asked.end), list(usual_each, &asked.each));
        let is_usual = |verbs: &Verbs, usual: &[Verb]| verbs.iter().eq(usual.iter());
        if is_usual(&end, usual_end) && (!is_many || is_usual(&each, usual_each)) {
            return String::new();
        }
        match is_many {
            true => format!(" {} each {}", braces(&end), braces(&each)),
            false => format!(" {}", braces(&end)),
        }
    }

    fn ty(&self, ty: &TypeRef) -> String {
        let name = self.type_name(&ty.name);
        match ty.is_collection {
            true => format!("[{name}]"),
            false => name,
        }
    }

    fn type_name(&self, name: &str) -> String {
        if let Some(edm) = name.strip_prefix("Edm.") {
            // What holds any value is JSON.
            return Edm::from_name(edm).map_or("Json", Edm::name).to_owned();
        }
        let (namespace, short) = name.rsplit_once('.').unwrap_or(("", name));
        if namespace == self.namespace {
            // A name in upper case would be a Rust path, were it not declared here.
            return short.to_owned();
        }
        let rust = match self.names.get(name, "") {
            Some(other) => other.to_owned(),
            None => type_name(short),
        };
        format!("super::{}::{rust}", module_name(namespace))
    }

    fn record(&mut self, record: &Record, part: &Part) {
        self.docs(0, &record.annotations);
        self.rust_name(0, &record.name, "");
        if record.has_stream || part.is_media {
            self.line(0, "#[media]");
        }
        if part.is_path_addressed {
            self.line(0, "#[path_addressed]");
        }
        let mut head = String::from("pub ");
        head.push_str(if record.is_abstract { "abstract " } else { "" });
        head.push_str(if record.is_open { "open " } else { "" });
        head.push_str(match record.kind {
            RecordKind::Entity => "entity ",
            RecordKind::Complex => "complex ",
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
        if self.text.len() == opened {
            self.text.truncate(before);
            self.line(0, &format!("{head} {{}}"));
        } else {
            self.line(0, "}");
        }
        self.text.push('\n');
    }

    fn members(&mut self, record: &Record, part: &Part) {
        let key = self.selection.key(record);
        // Where the key is Graph's `id`, every declared entity has it already.
        let has_implied_id =
            record.kind == RecordKind::Entity && record.base.is_none() && key.is_none();
        for property in &record.properties {
            let is_key = key == Some(property.name.as_str());
            let verbs = part.addressed.get(&property.name);
            let is_alternate = part.alternate_keys.contains(&property.name);
            let is_wanted = part.has_properties || is_key || verbs.is_some() || is_alternate;
            if is_wanted && !(has_implied_id && property.name == "id") {
                self.property(record, property, verbs, is_key, is_alternate);
            }
        }
        for (name, implicit) in &part.implicit {
            self.line(
                1,
                "/// Declared on subtypes, documented without a type cast.",
            );
            self.rust_name(1, &record.name, name);
            let target = TypeRef {
                name: implicit.target.clone(),
                is_collection: implicit.is_many,
            };
            let ty = self.ty(&target);
            let verbs = self.verbs(implicit.is_many, &Annotations::default(), &implicit.asked);
            self.line(1, &format!("implicit nav {name}: {ty}{verbs},"));
        }
        for navigation in &record.navigations {
            if let Some(asked) = part.navigations.get(&navigation.name) {
                self.navigation(record, navigation, asked);
            }
        }
        for (place, index) in part.operations.iter().enumerate() {
            if let Some(operation) = self.selection.schema.operations.get(*index) {
                self.operation(record, operation, place);
            }
        }
    }

    fn property(
        &mut self,
        record: &Record,
        property: &Property,
        verbs: Option<&Verbs>,
        is_key: bool,
        is_alternate: bool,
    ) {
        self.docs(1, &property.annotations);
        self.rust_name(1, &record.name, &property.name);
        let is_stream = property.ty.name == "Edm.Stream";
        let said = &property.annotations;
        let mut marks = String::new();
        let all = [
            ("key", is_key),
            ("alternate_key", is_alternate),
            ("read_only", said.is_computed),
            ("immutable", said.is_immutable && !said.is_computed),
            (
                "not_null",
                !property.is_nullable && !is_stream && !is_key && !property.ty.is_collection,
            ),
        ];
        for (mark, _) in all.iter().filter(|(_, applies)| *applies) {
            let _ = write!(marks, "#[{mark}] ");
        }
        let is_record = self.selection.schema.record(&property.ty.name).is_some();
        let ty = match is_stream && property.ty.is_collection {
            true => "[Json]".to_owned(),
            false => self.ty(&property.ty),
        };
        let verbs = match verbs {
            None => String::new(),
            // A primitive value is read at its URL, and set to null by DELETE.
            Some(verbs) if !is_stream && !is_record => {
                let kept: Verbs = verbs
                    .iter()
                    .copied()
                    .filter(|verb| matches!(verb, Verb::Get | Verb::Delete))
                    .collect();
                match kept.is_empty() {
                    true => " { get }".to_owned(),
                    false => format!(" {}", braces(&kept)),
                }
            }
            Some(verbs) => format!(" {}", braces(verbs)),
        };
        self.line(1, &format!("{marks}{}: {ty}{verbs},", property.name));
    }

    fn navigation(&mut self, record: &Record, navigation: &Navigation, asked: &Asked) {
        self.docs(1, &navigation.annotations);
        self.rust_name(1, &record.name, &navigation.name);
        // What is documented as writable is, whatever the schema says of where it lives.
        let mut written = asked.end.iter().chain(&asked.each);
        let is_reference = !navigation.is_contained && !written.any(|verb| *verb != Verb::Get);
        let ty = self.ty(&navigation.ty);
        let verbs = match is_reference {
            true => String::new(),
            false => self.verbs(navigation.ty.is_collection, &navigation.annotations, asked),
        };
        let word = if is_reference { "ref" } else { "nav" };
        self.line(1, &format!("{word} {}: {ty}{verbs},", navigation.name));
    }

    fn operation(&mut self, record: &Record, operation: &Operation, place: usize) {
        self.docs(1, &operation.annotations);
        let mut line = String::new();
        if operation
            .binding
            .as_ref()
            .is_some_and(|ty| ty.is_collection)
        {
            line.push_str("collection ");
        }
        line.push_str(match operation.kind {
            OperationKind::Action => "action ",
            OperationKind::Function => "function ",
        });
        line.push_str(operation.short_name());
        let parameters: Vec<String> = operation
            .parameters
            .iter()
            .map(|parameter| {
                let mark = if parameter.annotations.is_optional {
                    "?"
                } else {
                    ""
                };
                format!("{}{mark}: {}", parameter.name, self.ty(&parameter.ty))
            })
            .collect();
        let _ = write!(line, "({})", parameters.join(", "));
        if let Some(result) = &operation.result {
            let _ = write!(line, " -> {}", self.ty(result));
        }
        if let Some(alias) = self.names.get(&record.name, &Names::operation(place)) {
            let _ = write!(line, " as {alias}");
        }
        line.push(',');
        self.line(1, &line);
    }

    fn enumeration(&mut self, enumeration: &Enumeration) {
        self.docs(0, &enumeration.annotations);
        self.rust_name(0, &enumeration.name, "");
        let flags = if enumeration.is_flags { "flags " } else { "" };
        self.line(
            0,
            &format!("pub {flags}enum {} {{", enumeration.short_name()),
        );
        for member in &enumeration.members {
            self.docs(1, &member.annotations);
            self.rust_name(1, &enumeration.name, &member.name);
            self.line(1, &format!("{},", member.name));
        }
        self.line(0, "}");
        self.text.push('\n');
    }
}

/// All modules as one file.
pub(super) fn file(modules: &[Module], default_namespace: &str) -> String {
    let mut text =
        String::from("// Written by `cargo graph import` from Microsoft Graph's schema.\n\n");
    let is_tree = modules.len() > 1;
    for module in modules {
        let depth = usize::from(is_tree);
        let mut put = |indent: usize, line: &str| {
            if !line.is_empty() {
                text.push_str(&"    ".repeat(indent));
            }
            text.push_str(line);
            text.push('\n');
        };
        if is_tree {
            put(0, &format!("/// `{}`.", module.namespace));
            put(0, &format!("pub mod {} {{", module_name(&module.namespace)));
        }
        put(depth, "use graph_runtime::graph_resource;");
        put(0, "");
        put(depth, "graph_resource! {");
        if module.namespace != default_namespace {
            put(depth + 1, &format!("namespace {};", module.namespace));
            put(0, "");
        }
        for line in module.text.trim_end().lines() {
            put(depth + 1, line);
        }
        put(depth, "}");
        if is_tree {
            put(0, "}");
        }
        put(0, "");
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
