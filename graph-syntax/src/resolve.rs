//! Resolves the names of a syntax tree.
//!
//! A name that does not resolve is reported, and left out or replaced by the nearest sensible name. So the rest can be checked and
//! expanded, and no consequence is reported as a second error.

use std::collections::{HashMap, HashSet};

use crate::ast::{
    Declaration, Enumeration, Extension, Item, Name, Namespace, Navigation, Operation, Record,
    RecordKind, Service, TypeName,
};
use crate::errors::Errors;

mod cycles;
mod duplicates;
mod extensions;
mod members;
mod rust_names;
#[cfg(test)]
mod tests;
mod types;

/// A declaration with resolved names.
pub struct Model {
    /// The path of the runtime, if it is not `::graph_runtime`.
    pub crate_path: Option<syn::Path>,
    /// The namespace of the types.
    pub namespace: Namespace,
    /// The services.
    pub services: Vec<Service>,
    /// The entities and complex types.
    pub records: Vec<Record>,
    /// The enumerations.
    pub enumerations: Vec<Enumeration>,
    /// The additions to types of other declarations.
    pub extensions: Vec<Extension>,
    types: HashMap<String, Declared>,
    ancestors: Vec<Vec<usize>>,
    descendants: Vec<Vec<usize>>,
    boxed: HashSet<(usize, usize)>,
    addressed: HashSet<usize>,
    with_graphs_id: HashSet<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    Record(usize),
    Enumeration(usize),
}

/// A navigation property of a type: its own, or one of a base.
pub struct InheritedNavigation<'a> {
    /// The type that declares it.
    pub owner: usize,
    /// The navigation property.
    pub navigation: &'a Navigation,
}

impl Model {
    /// Returns the record of a name, if it is declared here.
    pub fn record_of(&self, name: &TypeName) -> Option<usize> {
        match name {
            TypeName::Declared(name) => match self.types.get(&name.wire) {
                Some(Declared::Record(index)) => Some(*index),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the enumeration of a name, if it is declared here.
    pub fn enumeration_of(&self, name: &TypeName) -> Option<usize> {
        match name {
            TypeName::Declared(name) => match self.types.get(&name.wire) {
                Some(Declared::Enumeration(index)) => Some(*index),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the bases of a record that are declared here, the nearest first.
    pub fn ancestors(&self, record: usize) -> &[usize] {
        &self.ancestors[record]
    }

    /// Returns the direct and indirect subtypes of a record, in the order of the source.
    pub fn descendants(&self, record: usize) -> &[usize] {
        &self.descendants[record]
    }

    /// Returns the topmost base of a record that is declared here, or the record itself.
    pub fn root(&self, record: usize) -> usize {
        self.ancestors[record].last().copied().unwrap_or(record)
    }

    /// Tests if the value of a property is boxed because its type contains itself.
    pub fn is_boxed(&self, record: usize, property: usize) -> bool {
        self.boxed.contains(&(record, property))
    }

    /// Returns the record and its bases that are declared here, the nearest first.
    pub fn lineage(&self, record: usize) -> impl Iterator<Item = usize> {
        std::iter::once(record).chain(self.ancestors[record].iter().copied())
    }

    /// Tests if paths can lead to a record: it is an entity, or a complex type with a URL of its own.
    pub fn has_path(&self, record: usize) -> bool {
        self.records[record].kind == RecordKind::Entity || self.addressed.contains(&record)
    }

    /// Tests if a record is an entity with Graph's `id`: its hierarchy begins here, at a type without `#[keyless]`, and no type of
    /// the hierarchy declares a `#[key]`.
    ///
    /// A key is declared by a type whose bases have none (OData CSDL 4.01, section 6.5), so one that is declared on a subtype says
    /// that its bases have no key, the implied `id` included.
    pub fn has_graphs_id(&self, record: usize) -> bool {
        self.with_graphs_id.contains(&self.root(record))
    }

    /// Returns the base of a record, among those that are declared here, that declares a key.
    pub fn base_with_key(&self, record: usize) -> Option<usize> {
        let bases = self.ancestors[record].iter().copied();
        bases
            .into_iter()
            .find(|base| self.records[*base].key().is_some())
    }

    /// Returns the navigation properties of paths to a record: its own, then those of its bases that it does not redeclare.
    pub fn navigations(&self, record: usize) -> Vec<InheritedNavigation<'_>> {
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        for owner in std::iter::once(record).chain(self.ancestors[record].iter().copied()) {
            for navigation in &self.records[owner].navigations {
                if seen.insert(navigation.name.wire.as_str()) {
                    all.push(InheritedNavigation { owner, navigation });
                }
            }
        }
        all
    }
}

impl Model {
    /// Returns the operations of paths to a record, and of paths to collections of it: its own, then those of its bases that it does
    /// not override.
    pub fn operations(&self, record: usize) -> Vec<(usize, &Operation)> {
        let mut seen = HashSet::new();
        let mut all = self.overloads(record);
        all.retain(|(_, operation)| {
            seen.insert((operation.method_name(), operation.on_collection))
        });
        all
    }

    /// Returns the same as [`operations`](Self::operations), and also those whose Rust names are taken.
    fn overloads(&self, record: usize) -> Vec<(usize, &Operation)> {
        let mut all: Vec<(usize, &Operation)> = Vec::new();
        for owner in self.lineage(record) {
            for operation in &self.records[owner].operations {
                let is_overridden = all
                    .iter()
                    .any(|(nearer, known)| *nearer != owner && known.overrides(operation));
                if !is_overridden {
                    all.push((owner, operation));
                }
            }
        }
        all
    }
}

/// Resolves all names of a declaration.
pub fn resolve(declaration: Declaration, errors: &mut Errors) -> Model {
    let mut model = Model {
        crate_path: declaration.crate_path,
        namespace: declaration.namespace,
        services: Vec::new(),
        records: Vec::new(),
        enumerations: Vec::new(),
        extensions: Vec::new(),
        types: HashMap::new(),
        ancestors: Vec::new(),
        descendants: Vec::new(),
        boxed: HashSet::new(),
        addressed: HashSet::new(),
        with_graphs_id: HashSet::new(),
    };
    collect_items(declaration.items, &mut model, errors);
    extensions::resolve_targets(&mut model, errors);
    adopt_declared_names(&mut model, errors);
    types::resolve_bases(&mut model, errors);
    members::resolve_members(&mut model, errors);
    cycles::link_hierarchies(&mut model, errors);
    duplicates::drop_duplicate_members(&mut model, errors);
    model.boxed = cycles::find_boxed(&model);
    model.addressed = find_addressed(&model);
    model.with_graphs_id = find_roots_with_graphs_id(&model);
    rust_names::resolve_rust_names(&mut model, errors);
    model
}

/// Finds the entities without a base that give their hierarchies Graph's `id`.
fn find_roots_with_graphs_id(model: &Model) -> HashSet<usize> {
    let is_root = |index: usize| {
        let record = &model.records[index];
        record.kind == RecordKind::Entity
            && record.base.is_none()
            && record.attributes.keyless.is_none()
    };
    let has_key = |index: &usize| model.records[*index].key().is_some();
    (0..model.records.len())
        .filter(|index| is_root(*index) && !has_key(index))
        .filter(|index| !model.descendants[*index].iter().any(has_key))
        .collect()
}

/// Finds the complex types that a path can lead to, with all their bases and subtypes.
fn find_addressed(model: &Model) -> HashSet<usize> {
    let mut addressed = HashSet::new();
    for (index, record) in model.records.iter().enumerate() {
        let targets = record
            .properties
            .iter()
            .filter(|property| property.verbs.is_some());
        let targets = targets.filter_map(|property| model.record_of(&property.ty.name));
        let has_segments = record.kind == RecordKind::Complex
            && (!record.navigations.is_empty()
                || record
                    .properties
                    .iter()
                    .any(|property| property.verbs.is_some()));
        let own = has_segments.then_some(index);
        for target in targets.chain(own) {
            let root = model.root(target);
            addressed.insert(root);
            addressed.extend(model.descendants(root));
        }
    }
    addressed
}

fn collect_items(items: Vec<Item>, model: &mut Model, errors: &mut Errors) {
    for item in items {
        match item {
            Item::Service(service) => add_service(service, model, errors),
            Item::Record(record) => {
                let declared = Declared::Record(model.records.len());
                if claim_name(&record.name, declared, model, errors) {
                    model.records.push(record);
                }
            }
            Item::Extension(extension) => model.extensions.push(extension),
            Item::Enumeration(enumeration) => {
                let declared = Declared::Enumeration(model.enumerations.len());
                if claim_name(&enumeration.name, declared, model, errors) {
                    model.enumerations.push(enumeration);
                }
            }
        }
    }
}

/// Adds a service, or merges it with an earlier one of the same name.
fn add_service(service: Service, model: &mut Model, errors: &mut Errors) {
    let Some(first) = model
        .services
        .iter_mut()
        .find(|known| known.name == service.name)
    else {
        model.services.push(service);
        return;
    };
    errors.push(
        service.name.span(),
        format!("the service `{}` is declared twice", service.name),
        "keep one of them, with the entity sets and singletons of both",
    );
    for root in service.roots {
        if !first
            .roots
            .iter()
            .any(|known| known.name.wire == root.name.wire)
        {
            first.roots.push(root);
        }
    }
}

fn claim_name(name: &Name, declared: Declared, model: &mut Model, errors: &mut Errors) -> bool {
    let is_new = !model.types.contains_key(&name.wire);
    if is_new {
        model.types.insert(name.wire.clone(), declared);
    } else {
        errors.push(
            name.span,
            format!("`{}` is declared twice", name.wire),
            "keep one declaration, with the members of both",
        );
    }
    is_new
}

/// Takes a name in upper case as a type of this declaration if one is declared in this spelling or in Graph's. It is a Rust path
/// otherwise.
fn adopt_declared_names(model: &mut Model, errors: &mut Errors) {
    let types = &model.types;
    let spellings: HashMap<String, String> = model
        .records
        .iter()
        .map(|record| (record.rust_name(), record.name.wire.clone()))
        .chain(
            model
                .enumerations
                .iter()
                .map(|enumeration| (enumeration.rust_name(), enumeration.name.wire.clone())),
        )
        .collect();
    let mut adopt = |name: &mut TypeName| {
        let TypeName::Path(path) = &*name else { return };
        let Some(ident) = path.get_ident() else {
            return;
        };
        let written = Name::from_ident(ident);
        if types.contains_key(&written.wire) {
            *name = TypeName::Declared(written);
        } else if let Some(wire) = spellings.get(&written.wire) {
            errors.push(
                written.span,
                format!("`{}` is declared here as `{wire}`", written.wire),
                format!("write `{wire}`: a declaration uses Graph's names"),
            );
            *name = TypeName::Declared(Name {
                wire: wire.clone(),
                span: written.span,
            });
        }
    };
    for record in &mut model.records {
        record.base.iter_mut().for_each(&mut adopt);
        for property in &mut record.properties {
            adopt(&mut property.ty.name);
        }
        for navigation in &mut record.navigations {
            adopt(&mut navigation.target.name);
        }
    }
    for extension in &mut model.extensions {
        for navigation in extension.roots.iter_mut().chain(&mut extension.navigations) {
            adopt(&mut navigation.target.name);
        }
    }
    let records = model
        .records
        .iter_mut()
        .flat_map(|record| &mut record.operations);
    let extensions = model
        .extensions
        .iter_mut()
        .flat_map(|extension| &mut extension.operations);
    for operation in records.chain(extensions) {
        let parameters = operation
            .parameters
            .iter_mut()
            .map(|parameter| &mut parameter.ty);
        for ty in parameters.chain(&mut operation.result) {
            adopt(&mut ty.name);
        }
    }
    for root in model
        .services
        .iter_mut()
        .flat_map(|service| &mut service.roots)
    {
        adopt(&mut root.target.name);
    }
}
