//! Defines the nodes of the store's tree, and infers the kind of a node from its position.

use super::children::Children;
use super::{NodeKind, Object};
use crate::path::{ResourcePath, is_qualified_name};

/// A path segment, with the resource and the nodes below it.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) object: Option<Object>,
    /// The path of the entity that this node links to. A link never leads to another link.
    pub(super) link: Option<ResourcePath>,
    /// True for a collection that exists even when empty: seeded as an array, posted to, or emptied.
    pub(super) is_declared_collection: bool,
    pub(super) children: Children<Node>,
    /// The number of the last change of the resource.
    pub(super) changed: u64,
    /// The items that were removed from this collection.
    pub(super) removed: Vec<Removed>,
}

/// An item that was removed from a collection.
#[derive(Debug)]
pub(super) struct Removed {
    /// The number of the change that removed it.
    pub(super) change: u64,
    pub(super) key: String,
    /// True if the item can be restored.
    pub(super) softly: bool,
}

impl Node {
    fn has_items(&self) -> bool {
        self.children.iter().any(|(key, child)| child.is_item(key))
    }

    /// Returns true if the node is an item with this key. A resource whose `id` differs from its segment is not an item: its
    /// segment is a property's name.
    pub(super) fn is_item(&self, key: &str) -> bool {
        let object = self.object.as_ref();
        self.link.is_some()
            || object.is_some_and(|object| object.get("id").is_none_or(|id| id == key))
    }

    /// Returns the node below, and inserts the nodes that are missing.
    pub(super) fn descend(&mut self, segments: &[String]) -> &mut Self {
        segments
            .iter()
            .fold(self, |node, name| node.children.get_or_insert(name))
    }
}

/// One step of a walk along a path. The node may not exist.
pub(super) struct Position<'s> {
    pub(super) node: Option<&'s Node>,
    pub(super) name: &'s str,
    /// The number of segments up to this one.
    pub(super) depth: usize,
    pub(super) parent: NodeKind,
}

impl<'s> Position<'s> {
    pub(super) fn root(node: &'s Node) -> Self {
        Self {
            node: Some(node),
            name: "",
            depth: 0,
            parent: NodeKind::Prefix,
        }
    }

    pub(super) fn child(&self, name: &'s str) -> Self {
        Self {
            node: self.node.and_then(|node| node.children.get(name)),
            name,
            depth: self.depth + 1,
            parent: self.kind(),
        }
    }

    pub(super) fn kind(&self) -> NodeKind {
        let Some(node) = self.node else {
            return NodeKind::Absent;
        };
        if node.object.is_some() || node.link.is_some() {
            NodeKind::Resource
        } else if node.is_declared_collection || (self.may_be_collection() && node.has_items()) {
            NodeKind::Collection
        } else {
            NodeKind::Prefix
        }
    }

    /// Returns true if the segment is a key in a collection.
    pub(super) fn is_item_slot(&self) -> bool {
        self.parent == NodeKind::Collection
    }

    /// Returns false for a version, for an item of a collection, and for a segment that is not a valid property name and
    /// therefore must be a key.
    fn may_be_collection(&self) -> bool {
        self.depth > 1 && !self.is_item_slot() && is_qualified_name(self.name)
    }

    pub(super) fn may_become_collection(&self) -> bool {
        let is_known = self.node.is_some() || self.parent == NodeKind::Resource;
        is_known && self.may_be_collection()
    }

    pub(super) fn may_become_resource(&self) -> bool {
        match self.parent {
            NodeKind::Absent => false,
            NodeKind::Resource | NodeKind::Collection => true,
            NodeKind::Prefix => self.depth > 2 || (self.depth == 2 && self.node.is_some()),
        }
    }
}
