//! Stores resources by path: takes paths and JSON objects, and returns what is stored or why the request does not fit.
//!
//! The store knows no HTTP and no schema. It infers what is at a path from what was seeded and created; see [`NodeKind`].

use serde_json::Value;

use crate::path::ResourcePath;

mod children;
mod links;
mod merge;
mod node;
mod read;
mod seed;
mod write;

pub(crate) use links::LinkTarget;
use node::{Node, Position};
pub(crate) use read::Items;

/// The properties of a resource.
pub(crate) type Object = serde_json::Map<String, Value>;

/// The annotation that holds an etag.
pub(crate) const ETAG: &str = "@odata.etag";

/// The operation that a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Read,
    Create,
    Update,
    Replace,
    Delete,
    Unknown,
}

/// The kind of node at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeKind {
    /// An item of a collection, or a single resource.
    Resource,
    Collection,
    /// A node without a resource of its own, above other nodes.
    Prefix,
    Absent,
}

/// The reason why the store refuses a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StoreError {
    Absent,
    /// The verb does not apply to this kind of node.
    VerbNotAllowed(NodeKind),
    /// A resource with this id exists already.
    Duplicate(String),
    KeyChanged,
    KeyInvalid,
}

/// The reason why a value cannot be seeded at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InvalidSeed {
    TooShort,
    NotAResource,
    ItemNotAnObject,
    ItemWithoutId,
    ItemTwice,
    CollectionExists,
    ResourceExists,
}

/// The content of a path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stored {
    Resource(Value),
    Collection(Vec<Value>),
}

/// The resource after a replacement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Replaced {
    Created(Value),
    Updated(Value),
}

/// All resources, as a tree of path segments.
#[derive(Debug, Default)]
pub(crate) struct Store {
    root: Node,
    /// The number of ids that were generated.
    generated_ids: u64,
    /// The number of changes so far. Etags and delta links are made of it.
    changes: u64,
    pub(crate) has_etags: bool,
}

impl Store {
    fn position<'s>(&'s self, path: &'s ResourcePath) -> Position<'s> {
        let root = Position::root(&self.root);
        path.segments()
            .iter()
            .fold(root, |position, name| position.child(name))
    }

    fn node_mut(&mut self, segments: &[String]) -> Option<&mut Node> {
        segments
            .iter()
            .try_fold(&mut self.root, |node, name| node.children.get_mut(name))
    }

    /// Checks that the verb applies to the path. Handlers call it before they look at the request's body.
    ///
    /// # Errors
    /// Returns [`StoreError::Absent`] or [`StoreError::VerbNotAllowed`].
    pub(crate) fn check(&self, path: &ResourcePath, verb: Verb) -> Result<(), StoreError> {
        let position = self.position(path);
        let kind = position.kind();
        let applies = match kind {
            NodeKind::Resource => !matches!(verb, Verb::Create | Verb::Unknown),
            NodeKind::Collection => matches!(verb, Verb::Read | Verb::Create),
            NodeKind::Prefix | NodeKind::Absent => match verb {
                Verb::Create if position.may_become_collection() => true,
                Verb::Replace if position.may_become_resource() => true,
                _ => return Err(StoreError::Absent),
            },
        };
        if applies {
            Ok(())
        } else {
            Err(StoreError::VerbNotAllowed(kind))
        }
    }

    fn next_change(&mut self) -> u64 {
        self.changes += 1;
        self.changes
    }

    /// Returns the resource at the path. An item without an `id` gets its key as `id`.
    fn resource(&self, path: &ResourcePath) -> Option<Value> {
        let position = self.position(path);
        let key = position.is_item_slot().then_some(position.name);
        self.present(position.node?, key)
    }
}

#[cfg(test)]
mod tests;
