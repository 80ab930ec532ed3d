//! The part of the schema that is declared.

use std::collections::{BTreeMap, BTreeSet};

use graph_schema::csdl::{Operation, Schema, StructuredKind, StructuredType, Type, TypeRef};
use graph_schema::route::{End, Needs, Route, Step};
use graph_syntax::Verb;

use crate::verbs::verb;

mod needs;

/// The base of nearly all entities, which has the key alone: Graph's `id`, that every entity of a declaration has.
pub(super) const ENTITY: &str = "microsoft.graph.entity";

/// Verbs that were asked for.
pub(super) type Verbs = BTreeSet<Verb>;

/// The part of the schema that a line of a declaration comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// No single thing.
    Nothing,
    /// An entity set or singleton.
    Root(String),
    /// A type.
    Type(String),
    /// A property of a type, or a member of an enumeration.
    Member(String, String),
    /// An operation, by its place in the schema, as a member of a type.
    Operation(String, usize),
}

/// A part of a schema.
#[derive(Clone)]
pub struct Selection<'a> {
    pub(super) schema: &'a Schema,
    pub(super) is_all: bool,
    pub(super) records: BTreeMap<String, Part>,
    pub(super) enumerations: BTreeSet<String>,
    pub(super) roots: BTreeMap<String, Asked>,
    /// Types that have no more properties than those that were named.
    limited: BTreeSet<String>,
    /// The parts that cannot be declared.
    pub(super) left_out: BTreeSet<Origin>,
}

/// The declared part of an entity or complex type.
#[derive(Default, Clone)]
pub(super) struct Part {
    /// All of its properties.
    pub(super) has_properties: bool,
    /// Properties that were named one by one.
    pub(super) named: BTreeSet<String>,
    /// Keys that the service knows by name.
    pub(super) known_keys: BTreeSet<String>,
    /// Properties with a URL of their own, and the verbs there.
    pub(super) addressed: BTreeMap<String, Verbs>,
    /// Navigation properties.
    pub(super) navigations: BTreeMap<String, Asked>,
    /// Navigation properties of subtypes, and what they lead to.
    pub(super) implicit: BTreeMap<String, Implicit>,
    /// Operations, by their place in the schema, and what was asked of their results.
    pub(super) operations: BTreeMap<usize, Asked>,
    /// What those return that are called without a type cast, where it is not what the schema says of one subtype.
    pub(super) results: BTreeMap<usize, TypeRef>,
    /// Properties that are alternate keys.
    pub(super) alternate_keys: BTreeSet<String>,
    /// The verbs of its stream, which the schema may not know of.
    pub(super) stream: Verbs,
    /// The verbs of what is addressed by a path below it; `None` if nothing is.
    pub(super) at_path: Option<Verbs>,
}

/// The verbs that requests use on a navigation property.
#[derive(Default, Clone)]
pub(super) struct Asked {
    pub(super) end: Verbs,
    pub(super) each: Verbs,
    /// By `$ref`, of it as a whole.
    pub(super) link: Verbs,
    /// By `$ref`, of a member.
    pub(super) link_of_each: Verbs,
}

impl Asked {
    fn merge(&mut self, other: Asked) {
        self.end.extend(other.end);
        self.each.extend(other.each);
        self.link.extend(other.link);
        self.link_of_each.extend(other.link_of_each);
    }
}

/// A navigation without a type cast.
#[derive(Clone)]
pub(super) struct Implicit {
    pub(super) target: String,
    pub(super) is_many: bool,
    pub(super) asked: Asked,
}

/// Returns whether a key follows, and the steps after it and after type casts. All of these lead to the same resource.
fn without_casts<'s, 'a>(behind: &'s [Step<'a>]) -> (bool, &'s [Step<'a>]) {
    let (mut is_keyed, mut rest) = (false, behind);
    loop {
        rest = match rest {
            [Step::Cast(_), rest @ ..] => rest,
            [
                Step::Key(..) | Step::KnownKey(..) | Step::AlternateKey(..),
                rest @ ..,
            ] => {
                is_keyed = true;
                rest
            }
            rest => return (is_keyed, rest),
        };
    }
}

/// Notes what a request asks of the navigation at a place of its path: its verb, if the path ends there, with or without a key.
fn ask(asked: &mut Asked, route: &Route<'_>, index: usize) {
    let behind = route.steps.get(index + 1..).unwrap_or_default();
    let (is_keyed, end) = without_casts(behind);
    let verbs = match (end, is_keyed) {
        ([], false) => &mut asked.end,
        ([], true) => &mut asked.each,
        // OData also unlinks members from the collection, which `$id` then names (OData 4.01, Protocol, section 11.4.6.2).
        ([Step::System("ref", Some(of))], false) => match (of.is_many, verb(route.method)) {
            (true, Verb::Delete) => &mut asked.link_of_each,
            (true, Verb::Get | Verb::Post) | (false, Verb::Get | Verb::Put | Verb::Delete) => {
                &mut asked.link
            }
            _ => return,
        },
        ([Step::System("ref", _)], true) => match verb(route.method) {
            Verb::Get | Verb::Delete => &mut asked.link_of_each,
            _ => return,
        },
        ([Step::System("count", _)], false) => {
            asked.end.insert(Verb::Get);
            return;
        }
        _ => return,
    };
    verbs.insert(verb(route.method));
}

impl<'a> Selection<'a> {
    /// Nothing yet.
    pub fn new(schema: &'a Schema) -> Self {
        Selection {
            schema,
            is_all: false,
            records: BTreeMap::new(),
            enumerations: BTreeSet::new(),
            roots: BTreeMap::new(),
            limited: BTreeSet::new(),
            left_out: BTreeSet::new(),
        }
    }

    /// The schema that it is a part of.
    pub(crate) fn schema(&self) -> &'a Schema {
        self.schema
    }

    /// Returns whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.enumerations.is_empty() && self.roots.is_empty()
    }

    /// Adds all of the schema.
    pub fn add_all(&mut self) {
        self.is_all = true;
        let schema = self.schema;
        for record in &schema.structured_types {
            let part = self.records.entry(record.name.clone()).or_default();
            part.has_properties = true;
            for navigation in &record.navigations {
                part.navigations.entry(navigation.name.clone()).or_default();
            }
        }
        for enumeration in &schema.enumerations {
            self.enumerations.insert(enumeration.name.clone());
        }
        for (index, operation) in schema.operations.iter().enumerate() {
            let binding = operation.binding.as_ref();
            if let Some(part) = binding.and_then(|ty| self.records.get_mut(&ty.name)) {
                part.operations.entry(index).or_default();
            }
        }
        for root in &schema.roots {
            self.roots.entry(root.name.clone()).or_default();
        }
    }

    /// Adds a type with its properties, bases, subtypes, and the types of their values. `false` if the schema does not have it.
    pub fn add_type(&mut self, name: &str) -> bool {
        match self.schema.find(name) {
            None => false,
            Some(Type::Enumeration(_)) => {
                self.enumerations.insert(name.to_owned());
                true
            }
            Some(Type::Structured(_)) => {
                self.add_values(name);
                true
            }
        }
    }

    /// Adds what a request needs: nothing, if its verb does not fit what its path ends in.
    pub fn add_route(&mut self, route: &Route<'_>) {
        if route.refused().is_some() {
            return;
        }
        let schema = self.schema;
        let last = route.steps.len().saturating_sub(1);
        for (index, step) in route.steps.iter().enumerate() {
            let is_last = index == last;
            let asked = |asked: &mut Asked| ask(asked, route, index);
            match step {
                Step::Root(root) => {
                    asked(self.roots.entry(root.name.clone()).or_default());
                    self.add_record(&root.ty.name);
                }
                Step::Key(..) => {}
                Step::KnownKey(record, name) => {
                    self.add_record(&record.name);
                    let part = self.records.entry(record.name.clone()).or_default();
                    part.known_keys.insert(name.clone());
                }
                Step::AlternateKey(record, property, _) => {
                    self.add_record(&record.name);
                    let part = self.records.entry(record.name.clone()).or_default();
                    part.alternate_keys.insert(property.name.clone());
                }
                Step::Navigation {
                    at,
                    owner,
                    navigation,
                    implicit,
                } => {
                    self.add_record(&at.name);
                    match implicit {
                        None => {
                            self.add_record(&owner.name);
                            let part = self.records.entry(owner.name.clone()).or_default();
                            asked(part.navigations.entry(navigation.name.clone()).or_default());
                            self.add_record(&navigation.ty.name);
                        }
                        Some(target) => {
                            self.add_record(&target.name);
                            let part = self.records.entry(at.name.clone()).or_default();
                            let implicit = part
                                .implicit
                                .entry(navigation.name.clone())
                                .or_insert_with(|| Implicit {
                                    target: target.name.clone(),
                                    is_many: navigation.ty.is_collection,
                                    asked: Asked::default(),
                                });
                            asked(&mut implicit.asked);
                        }
                    }
                }
                Step::Cast(record) => self.add_record(&record.name),
                Step::Property(owner, property) => {
                    self.add_record(&owner.name);
                    let part = self.records.entry(owner.name.clone()).or_default();
                    let verbs = part.addressed.entry(property.name.clone()).or_default();
                    if is_last {
                        _ = verbs.insert(verb(route.method))
                    } else {
                        _ = verbs.insert(Verb::Get)
                    }
                    let is_raw =
                        matches!(route.steps.get(index + 1), Some(Step::System("value", _)));
                    if is_last || is_raw {
                        self.add_whole(&property.ty.name, route)
                    } else {
                        self.add_record(&property.ty.name)
                    }
                }
                Step::Call {
                    at,
                    is_implicit,
                    operation,
                    result,
                    ..
                } => {
                    let declared = match *is_implicit && *result != operation.result {
                        true => self.add_shared_operation(at, operation, result.as_ref()),
                        false => self.add_operation(at, *is_implicit, operation),
                    };
                    if let Some(declared) = declared {
                        asked(declared);
                    }
                    if let Some(result) = result {
                        if is_last || schema.structured_type(&result.name).is_none() {
                            self.add_whole(&result.name, route)
                        } else {
                            self.add_record(&result.name)
                        }
                    }
                }
                Step::AtPath(record, _) => {
                    self.add_record(&record.name);
                    let part = self.records.entry(record.name.clone()).or_default();
                    let verbs = part.at_path.get_or_insert_default();
                    // A path that continues can be read up to here.
                    let is_end = without_casts(route.steps.get(index + 1..).unwrap_or_default());
                    verbs.insert(match is_end {
                        (false, []) => verb(route.method),
                        _ => Verb::Get,
                    });
                }
                Step::System("value", Some(End { ty: record, .. })) => {
                    self.add_record(&record.name);
                    let part = self.records.entry(record.name.clone()).or_default();
                    part.stream.insert(verb(route.method));
                }
                Step::System(..) => {}
            }
        }
        if let Some(end) = route.end {
            self.add_whole(&end.ty.name, route);
        }
        if let Some((record, needs)) = &route.needs {
            self.add_needs(record, needs, route);
        }
    }

    /// Adds what a request reads or writes at its end: all of the type, unless the query of one that only reads selects from it.
    fn add_whole(&mut self, name: &str, route: &Route<'_>) {
        let is_selected = |(record, needs): &(&StructuredType, Needs<'_>)| {
            record.name == name && needs.selected.is_some()
        };
        if verb(route.method) == Verb::Get && route.needs.as_ref().is_some_and(is_selected) {
            self.add_record(name)
        } else {
            self.add_values(name)
        }
    }

    /// Adds a type that paths lead through: itself and its bases.
    fn add_record(&mut self, name: &str) {
        let schema = self.schema;
        for record in schema.lineage(name) {
            if record.name != ENTITY || name == ENTITY {
                self.records.entry(record.name.clone()).or_default();
            }
        }
    }

    /// Adds a type whose values are read or written: its properties, those of its bases and subtypes, and their types.
    fn add_values(&mut self, name: &str) {
        let schema = self.schema;
        let mut waiting = vec![name.to_owned()];
        while let Some(name) = waiting.pop() {
            if schema.enumeration(&name).is_some() {
                self.enumerations.insert(name);
                continue;
            }
            if self.limited.contains(&name) {
                self.add_record(&name);
                continue;
            }
            let mut family: Vec<&StructuredType> = schema.lineage(&name).collect();
            // Everything would be a subtype of `entity`.
            if name != ENTITY {
                family.extend(schema.descendants(&name));
            }
            for record in family {
                if record.name == ENTITY && name != ENTITY {
                    continue;
                }
                let part = self.records.entry(record.name.clone()).or_default();
                if self.limited.contains(&record.name) {
                    continue;
                }
                if !std::mem::replace(&mut part.has_properties, true) {
                    let types = record.properties.iter().map(|property| &property.ty.name);
                    waiting.extend(types.filter(|ty| !ty.starts_with("Edm.")).cloned());
                }
            }
        }
    }

    /// Adds a function that several subtypes have, and that is called without a type cast. Each subtype overrides it by its own.
    fn add_shared_operation(
        &mut self,
        at: &StructuredType,
        operation: &Operation,
        result: Option<&TypeRef>,
    ) -> Option<&mut Asked> {
        let mut operations = self.schema.operations.iter();
        let index = operations.position(|other| std::ptr::eq(other, operation))?;
        self.add_record(&at.name);
        let types = operation.parameters.iter().map(|parameter| &parameter.ty);
        for ty in types.filter(|ty| !ty.name.starts_with("Edm.")) {
            self.add_values(&ty.name);
        }
        let part = self.records.entry(at.name.clone()).or_default();
        if let Some(result) = result {
            part.results.insert(index, result.clone());
        }
        Some(part.operations.entry(index).or_default())
    }

    /// Adds an operation. Returns what was asked of its result.
    fn add_operation(
        &mut self,
        at: &StructuredType,
        is_implicit: bool,
        operation: &Operation,
    ) -> Option<&mut Asked> {
        let schema = self.schema;
        let mut operations = schema.operations.iter();
        let index = operations.position(|known| std::ptr::eq(known, operation))?;
        let binding = operation.binding.as_ref()?;
        self.add_record(&at.name);
        self.add_record(&binding.name);
        // Without a type cast, it is declared where it is called.
        let owner = if is_implicit {
            at.name.as_str()
        } else {
            binding.name.as_str()
        };
        let types = operation.parameters.iter().map(|parameter| &parameter.ty);
        for ty in types.filter(|ty| !ty.name.starts_with("Edm.")) {
            self.add_values(&ty.name);
        }
        // A base that has it hands it down, so that it has one name.
        let mut bases = schema.lineage(owner).skip(1);
        let base = bases.find(|base| {
            let part = self.records.get(&base.name);
            part.is_some_and(|part| {
                part.operations.contains_key(&index) && !part.results.contains_key(&index)
            })
        });
        let mut moved = Asked::default();
        if base.is_none() {
            for subtype in schema.descendants(owner) {
                if let Some(part) = self.records.get_mut(&subtype.name)
                    && let Some(asked) = part.operations.remove(&index)
                {
                    moved.merge(asked);
                }
            }
        }
        let owner = base.map_or(owner, |base| base.name.as_str());
        let part = self.records.entry(owner.to_owned()).or_default();
        let asked = part.operations.entry(index).or_default();
        asked.merge(moved);
        Some(asked)
    }

    /// Returns the declared part of a structured type, if it is declared.
    pub(super) fn part(&self, record: &StructuredType) -> Option<&Part> {
        self.records.get(&record.name)
    }

    /// The base that a declaration names: not `entity`, which says no more than that there is an `id`.
    pub(super) fn base<'r>(&self, record: &'r StructuredType) -> Option<&'r str> {
        record.base.as_deref().filter(|base| *base != ENTITY)
    }

    /// The property that is marked as the key: one of the type's own that is not Graph's `id`, which needs no mark.
    pub(super) fn key<'r>(&self, record: &'r StructuredType) -> Option<&'r str> {
        let key = record.keys.first()?;
        let mut properties = record.properties.iter();
        let property = properties.find(|property| property.name == *key)?;
        let is_text = ["Edm.String", "Edm.Guid"].contains(&property.ty.name.as_str());
        let is_graphs_id = key == "id" && is_text && self.base(record).is_none();
        (record.kind == StructuredKind::Entity && !is_graphs_id).then_some(key)
    }

    /// Returns whether a hierarchy begins at a type without a key whose subtypes declare keys.
    pub(super) fn is_keyless(&self, record: &StructuredType) -> bool {
        let subtypes = || self.schema.descendants(&record.name);
        record.kind == StructuredKind::Entity
            && self.base(record).is_none()
            && self.schema.keys(record).is_empty()
            && subtypes().iter().any(|subtype| !subtype.keys.is_empty())
    }

    /// Returns whether a declaration of the type has Graph's `id` implicitly.
    pub(super) fn has_implied_id(&self, record: &StructuredType) -> bool {
        record.kind == StructuredKind::Entity
            && self.base(record).is_none()
            && self.key(record).is_none()
            && !self.is_keyless(record)
    }
}
