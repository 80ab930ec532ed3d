//! What a check asks of the schema: types by their qualified name, what they inherit, who derives from them.
//!
//! In: the document's types. Out: answers that survive any schema: bases that are missing or go in circles.

use std::collections::{HashMap, HashSet};

/// The schema, by name.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) types: HashMap<String, Type>,
    pub(super) operations: HashMap<String, Vec<Operation>>,
    pub(super) roots: Vec<Root>,
    pub(super) namespaces: Vec<String>,
    /// From a type to those that name it as their base, sorted.
    derived: HashMap<String, Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Entity,
    Complex,
    Enum,
}

/// A type; what does not apply to its kind is empty.
#[derive(Debug)]
pub(super) struct Type {
    /// Qualified.
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Qualified.
    pub(super) base: Option<String>,
    pub(super) is_abstract: bool,
    pub(super) is_open: bool,
    pub(super) has_stream: bool,
    pub(super) is_flags: bool,
    pub(super) keys: Vec<String>,
    pub(super) properties: Vec<Property>,
    pub(super) navigations: Vec<Navigation>,
    pub(super) members: Vec<String>,
    pub(super) deprecated: Option<String>,
}

/// `Edm.String` or a qualified name, or a collection of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypeUse {
    pub(super) name: String,
    pub(super) is_collection: bool,
}

#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) ty: TypeUse,
    pub(super) is_nullable: bool,
    pub(super) is_computed: bool,
    pub(super) is_immutable: bool,
    pub(super) deprecated: Option<String>,
}

#[derive(Debug)]
pub(super) struct Navigation {
    pub(super) name: String,
    pub(super) ty: TypeUse,
    pub(super) is_contained: bool,
    pub(super) refused: Refused,
    pub(super) deprecated: Option<String>,
}

/// What the capabilities say cannot be done.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) insert: bool,
    pub(super) update: bool,
    pub(super) delete: bool,
}

#[derive(Debug)]
pub(super) struct Operation {
    pub(super) name: String,
    pub(super) is_action: bool,
    /// What it is bound to.
    pub(super) bound_to: TypeUse,
    /// Without the one that it is bound to.
    pub(super) parameters: Vec<Parameter>,
    pub(super) result: Option<TypeUse>,
    pub(super) deprecated: Option<String>,
}

#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) ty: TypeUse,
    pub(super) is_optional: bool,
}

/// An entity set or a singleton.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) name: String,
    pub(super) ty: TypeUse,
    pub(super) refused: Refused,
}

impl Facts {
    pub(super) fn new(
        types: Vec<Type>,
        operations: Vec<Operation>,
        roots: Vec<Root>,
        namespaces: Vec<String>,
    ) -> Self {
        let mut facts = Facts {
            roots,
            namespaces,
            ..Facts::default()
        };
        for ty in types {
            if let Some(base) = &ty.base {
                let derived = facts.derived.entry(base.clone()).or_default();
                derived.push(ty.name.clone());
            }
            facts.types.insert(ty.name.clone(), ty);
        }
        for derived in facts.derived.values_mut() {
            derived.sort();
        }
        for operation in operations {
            let same = facts.operations.entry(operation.name.clone()).or_default();
            same.push(operation);
        }
        facts
    }

    /// The type and what it derives from, itself first.
    pub(super) fn lineage<'a>(&'a self, ty: &'a Type) -> Vec<&'a Type> {
        let mut lineage = vec![ty];
        let mut seen = HashSet::from([ty.name.as_str()]);
        let mut next = ty;
        while let Some(base) = next.base.as_ref().and_then(|base| self.types.get(base)) {
            if !seen.insert(&base.name) {
                break;
            }
            lineage.push(base);
            next = base;
        }
        lineage
    }

    /// All types below this one, without it.
    pub(super) fn descendants(&self, ty: &Type) -> Vec<&Type> {
        let mut seen = HashSet::from([ty.name.as_str()]);
        let mut found = Vec::new();
        let mut left = vec![ty.name.as_str()];
        while let Some(name) = left.pop() {
            for derived in self.derived.get(name).into_iter().flatten() {
                if let Some(derived) = self.types.get(derived)
                    && seen.insert(&derived.name)
                {
                    found.push(derived);
                    left.push(&derived.name);
                }
            }
        }
        found
    }

    pub(super) fn is_or_derives(&self, name: &str, ancestor: &str) -> bool {
        name == ancestor
            || self
                .types
                .get(name)
                .is_some_and(|ty| self.lineage(ty).iter().any(|base| base.name == ancestor))
    }

    pub(super) fn property<'a>(&'a self, ty: &'a Type, name: &str) -> Option<&'a Property> {
        self.lineage(ty)
            .into_iter()
            .find_map(|ty| ty.properties.iter().find(|property| property.name == name))
    }

    pub(super) fn navigation<'a>(&'a self, ty: &'a Type, name: &str) -> Option<&'a Navigation> {
        self.lineage(ty).into_iter().find_map(|ty| {
            ty.navigations
                .iter()
                .find(|navigation| navigation.name == name)
        })
    }

    /// The operations that can be called on a type, or on collections of it, the nearest first.
    pub(super) fn operations_of<'a>(&'a self, ty: &'a Type) -> Vec<&'a Operation> {
        let lineage = self.lineage(ty);
        let mut found: Vec<(usize, &Operation)> = self
            .operations
            .values()
            .flatten()
            .filter_map(|operation| {
                lineage
                    .iter()
                    .position(|ty| ty.name == operation.bound_to.name)
                    .map(|distance| (distance, operation))
            })
            .collect();
        found.sort_by(|(a, x), (b, y)| (a, &x.name).cmp(&(b, &y.name)));
        found.into_iter().map(|(_, operation)| operation).collect()
    }

    /// The key that an entity has, its base's if it has none of its own.
    pub(super) fn keys<'a>(&'a self, ty: &'a Type) -> &'a [String] {
        self.lineage(ty)
            .into_iter()
            .map(|ty| ty.keys.as_slice())
            .find(|keys| !keys.is_empty())
            .unwrap_or_default()
    }
}

impl Type {
    pub(super) fn namespace(&self) -> &str {
        self.name
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace)
    }

    pub(super) fn short_name(&self) -> &str {
        short(&self.name)
    }
}

/// The name without its namespace.
pub(super) fn short(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, name)| name)
}
