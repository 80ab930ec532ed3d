//! Prints the members of a type.

use std::fmt::Write as _;

use graph_schema::csdl::{
    Annotations, Navigation, Operation, OperationKind, Property, StructuredKind, StructuredType,
    TypeRef,
};
use graph_syntax::Verb;

use super::Printer;
use crate::import::names::Names;
use crate::import::select::{Asked, Origin, Part, Verbs};

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

pub(super) fn braces(verbs: &Verbs) -> String {
    let words: Vec<&str> = verbs.iter().map(|verb| verb.word()).collect();
    format!("{{ {} }}", words.join(", "))
}

/// The verbs of a link in braces; GET, where none was asked for.
///
/// A `ref` reads the entities behind it by the GET of its link.
fn link_verbs(is_many: bool, asked: &Asked, is_reference: bool) -> String {
    let or_get = |link: &Verbs, own: &Verbs| {
        let mut verbs = link.clone();
        if verbs.is_empty() || (is_reference && own.contains(&Verb::Get)) {
            verbs.insert(Verb::Get);
        }
        braces(&verbs)
    };
    let end = or_get(&asked.link, &asked.end);
    if !is_many {
        return end;
    }
    format!("{end} each {}", or_get(&asked.link_of_each, &asked.each))
}

/// The link behind a `nav`; nothing, where none was asked for.
fn link(is_many: bool, asked: &Asked) -> String {
    if asked.link.is_empty() && asked.link_of_each.is_empty() {
        String::new()
    } else {
        format!(" ref {}", link_verbs(is_many, asked, false))
    }
}

impl Printer<'_, '_> {
    /// The verbs in braces; nothing, where those that make sense are allowed.
    pub(super) fn verbs(&self, is_many: bool, said: &Annotations, asked: &Asked) -> String {
        let (usual_end, usual_each): (&[Verb], &[Verb]) = if is_many {
            (
                &[Verb::Get, Verb::Post],
                &[Verb::Get, Verb::Patch, Verb::Delete],
            )
        } else {
            (&[Verb::Get, Verb::Patch, Verb::Delete], &[])
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
        if is_many {
            format!(" {} each {}", braces(&end), braces(&each))
        } else {
            format!(" {}", braces(&end))
        }
    }

    pub(super) fn members(&mut self, record: &StructuredType, part: &Part) {
        let key = self.selection.key(record);
        // Where the key is Graph's `id`, every declared entity has it already.
        let has_implied_id = self.selection.has_implied_id(record);
        for property in &record.properties {
            let is_key = key == Some(property.name.as_str());
            let verbs = part.addressed.get(&property.name);
            let is_alternate = part.alternate_keys.contains(&property.name);
            let is_named = part.has_properties || part.named.contains(&property.name);
            let origin = Origin::Member(record.name.clone(), property.name.clone());
            let is_wanted = is_named || is_key || verbs.is_some() || is_alternate;
            let is_wanted = is_wanted && !self.selection.left_out.contains(&origin);
            if is_wanted && !(has_implied_id && property.name == "id") {
                self.origin = origin;
                self.property(record, property, verbs, is_key, is_alternate);
            }
        }
        for name in &part.known_keys {
            self.rust_name(1, &record.name, &Names::known_key(name));
            self.line(1, &format!("key {name},"));
        }
        for (name, implicit) in &part.implicit {
            self.origin = Origin::Member(record.name.clone(), name.clone());
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
            let verbs = self.verbs(implicit.is_many, &Annotations::default(), &implicit.asked)
                + &link(implicit.is_many, &implicit.asked);
            self.line(1, &format!("implicit nav {name}: {ty}{verbs},"));
        }
        for navigation in &record.navigations {
            if let Some(asked) = part.navigations.get(&navigation.name) {
                self.origin = Origin::Member(record.name.clone(), navigation.name.clone());
                self.navigation(record, navigation, asked);
            }
        }
        for (place, (index, asked)) in part.operations.iter().enumerate() {
            if let Some(operation) = self.selection.schema.operations.get(*index) {
                self.origin = Origin::Operation(record.name.clone(), *index);
                let result = part.results.get(index).or(operation.result.as_ref());
                self.operation(record, operation, result, asked, place);
            }
        }
    }

    fn property(
        &mut self,
        record: &StructuredType,
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
        let is_record = self
            .selection
            .schema
            .structured_type(&property.ty.name)
            .is_some();
        let ty = if is_stream && property.ty.is_collection {
            "[Json]".to_owned()
        } else {
            self.ty(&property.ty)
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
                if kept.is_empty() {
                    " { get }".to_owned()
                } else {
                    format!(" {}", braces(&kept))
                }
            }
            Some(verbs) => format!(" {}", braces(verbs)),
        };
        self.line(1, &format!("{marks}{}: {ty}{verbs},", property.name));
    }

    fn navigation(&mut self, record: &StructuredType, navigation: &Navigation, asked: &Asked) {
        self.docs(1, &navigation.annotations);
        self.rust_name(1, &record.name, &navigation.name);
        // The documentation has a request that writes it, which counts more than the schema.
        let mut written = asked.end.iter().chain(&asked.each);
        let is_reference = !navigation.is_contained && !written.any(|verb| *verb != Verb::Get);
        let ty = self.ty(&navigation.ty);
        let is_many = navigation.ty.is_collection;
        let (word, verbs) = match is_reference {
            true if self.selection.is_all => ("ref", String::new()),
            // Without braces, entities could be linked and unlinked.
            true => ("ref", format!(" {}", link_verbs(is_many, asked, true))),
            false => {
                let own = self.verbs(is_many, &navigation.annotations, asked);
                ("nav", own + &link(is_many, asked))
            }
        };
        self.line(1, &format!("{word} {}: {ty}{verbs},", navigation.name));
    }

    /// The verbs at what a function returns; nothing where GET is all that was asked for, or all that there can be.
    fn verbs_at_result(&self, operation: &Operation, result: &TypeRef, asked: &Asked) -> String {
        let record = self.selection.schema.structured_type(&result.name);
        let is_entity = record.is_some_and(|record| record.kind == StructuredKind::Entity);
        if operation.kind == OperationKind::Action || !is_entity {
            return String::new();
        }
        let with_get = |asked: &Verbs| {
            let mut verbs = asked.clone();
            verbs.insert(Verb::Get);
            verbs
        };
        let (end, each) = (with_get(&asked.end), with_get(&asked.each));
        let is_read_only = end.len() == 1 && each.len() == 1;
        // Of a type in another declaration, braces alone say that it is an entity.
        let is_foreign = record.is_some_and(|record| record.namespace() != self.namespace);
        if is_read_only && !is_foreign {
            return String::new();
        }
        if result.is_collection {
            format!(" {} each {}", braces(&end), braces(&each))
        } else {
            format!(" {}", braces(&end))
        }
    }

    fn operation(
        &mut self,
        record: &StructuredType,
        operation: &Operation,
        result: Option<&TypeRef>,
        asked: &Asked,
        place: usize,
    ) {
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
        if let Some(result) = result {
            let verbs = self.verbs_at_result(operation, result, asked);
            let _ = write!(line, " -> {}{verbs}", self.ty(result));
        }
        if let Some(alias) = self.names.get(&record.name, &Names::operation(place)) {
            let _ = write!(line, " as {alias}");
        }
        line.push(',');
        self.line(1, &line);
    }
}
