//! Stores links between resources, and resolves paths that lead through links.

use super::node::Node;
use super::{NodeKind, Store, StoreError, Verb};
use crate::path::ResourcePath;

/// The kind of path to which `/$ref` can be appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkTarget {
    /// A navigation property to one entity.
    Single,
    /// A navigation property to a collection.
    Collection,
    /// A member of such a collection.
    Member,
}

impl Store {
    /// Returns the path of the entity itself if the path leads through a link, otherwise `None`.
    pub(crate) fn resolve(&self, path: &ResourcePath) -> Option<ResourcePath> {
        let mut node = &self.root;
        for (index, name) in path.segments().iter().enumerate() {
            node = node.children.get(name)?;
            if let Some(link) = &node.link {
                let rest = path.segments().get(index + 1..).unwrap_or_default();
                let segments = [link.segments(), rest].concat();
                return Some(ResourcePath::from_segments(&segments));
            }
        }
        None
    }

    /// Returns the path after links have been followed.
    pub(crate) fn resolve_or_same(&self, path: &ResourcePath) -> ResourcePath {
        self.resolve(path).unwrap_or_else(|| path.clone())
    }

    /// Returns the kind of link at the path. Returns `None` where nothing can be linked: at a version, at an entity set, and at
    /// an entity in its own set.
    pub(crate) fn link_target(&self, path: &ResourcePath) -> Option<LinkTarget> {
        let position = self.position(path);
        match (position.kind(), position.parent) {
            (NodeKind::Resource, NodeKind::Collection) if position.depth > 3 => {
                Some(LinkTarget::Member)
            }
            (NodeKind::Resource, NodeKind::Resource) => Some(LinkTarget::Single),
            (NodeKind::Collection, _) if position.depth > 2 => Some(LinkTarget::Collection),
            // Nothing is there yet, but the entity above exists: the request's method decides.
            (NodeKind::Absent | NodeKind::Prefix, NodeKind::Resource) => Some(LinkTarget::Single),
            _ => None,
        }
    }

    /// Finds the entity that an `@odata.id` names: by its own path, through a link, or by its id among the `directoryObjects`.
    pub(crate) fn entity(&self, path: &ResourcePath) -> Option<ResourcePath> {
        let path = self.resolve_or_same(path);
        if self.position(&path).kind() == NodeKind::Resource {
            return Some(path);
        }
        let [version, set, id] = path.segments() else {
            return None;
        };
        if set != "directoryObjects" {
            return None;
        }
        let sets = self.root.children.get(version)?.children.iter();
        sets.filter(|(_, set)| set.children.get(id).is_some_and(|item| item.is_item(id)))
            .map(|(name, _)| {
                ResourcePath::from_segments(&[version.clone(), name.to_owned(), id.clone()])
            })
            .next()
    }

    /// Adds a link to a collection.
    ///
    /// # Errors
    /// Fails if the path cannot be a collection, or if it contains the entity already.
    pub(crate) fn add_link(
        &mut self,
        collection: &ResourcePath,
        entity: ResourcePath,
    ) -> Result<(), StoreError> {
        self.check(collection, Verb::Create)?;
        let key = entity.segments().last().ok_or(StoreError::Absent)?.clone();
        let change = self.next_change();
        let node = self.root.descend(collection.segments());
        node.is_declared_collection = true;
        let member = node.children.get_or_insert(&key);
        if member.is_item(&key) {
            return Err(StoreError::Duplicate(key));
        }
        *member = Node {
            link: Some(entity),
            changed: change,
            ..Node::default()
        };
        Ok(())
    }

    /// Links a single-valued navigation property to an entity.
    pub(crate) fn set_link(&mut self, path: &ResourcePath, entity: ResourcePath) {
        let change = self.next_change();
        *self.root.descend(path.segments()) = Node {
            link: Some(entity),
            changed: change,
            ..Node::default()
        };
    }
}
