//! Reads resources, parts of collections, and changes.

use serde_json::Value;

use super::node::Node;
use super::{ETAG, NodeKind, Store, Stored};
use crate::path::ResourcePath;

/// Some items of a collection, and the rank at which the remaining items begin.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Items {
    pub(crate) values: Vec<Value>,
    /// `None` if no items remain.
    pub(crate) next: Option<u64>,
}

impl Store {
    /// Returns the resource or all items of the collection at the path.
    pub(crate) fn read(&self, path: &ResourcePath) -> Option<Stored> {
        let position = self.position(path);
        let node = position.node?;
        match position.kind() {
            NodeKind::Resource => self.resource(path).map(Stored::Resource),
            NodeKind::Collection => Some(Stored::Collection(
                self.select(node, 0, usize::MAX, |_| true).values,
            )),
            NodeKind::Prefix | NodeKind::Absent => None,
        }
    }

    fn select(
        &self,
        node: &Node,
        from: u64,
        max: usize,
        is_selected: impl Fn(&Node) -> bool,
    ) -> Items {
        let mut items = Items::default();
        let remaining = node.children.iter_from(from);
        for (rank, key, child) in
            remaining.filter(|(_, key, child)| child.is_item(key) && is_selected(child))
        {
            if items.values.len() == max {
                items.next = Some(rank);
                break;
            }
            items.values.extend(self.present(child, Some(key)));
        }
        items
    }

    fn collection<'s>(&'s self, path: &'s ResourcePath) -> Option<&'s Node> {
        let position = self.position(path);
        match position.kind() {
            NodeKind::Collection => position.node,
            _ => None,
        }
    }

    pub(crate) fn is_collection(&self, path: &ResourcePath) -> bool {
        self.collection(path).is_some()
    }

    /// Returns true if a resource or a collection is at the path.
    pub(crate) fn contains(&self, path: &ResourcePath) -> bool {
        matches!(
            self.position(path).kind(),
            NodeKind::Resource | NodeKind::Collection
        )
    }

    /// Returns at most `max` items of a collection, from the rank `from` on; see [`Items::next`].
    pub(crate) fn items(&self, path: &ResourcePath, from: u64, max: usize) -> Option<Items> {
        Some(self.select(self.collection(path)?, from, max, |_| true))
    }

    /// Counts the items of a collection; 0 if the path is not a collection.
    pub(crate) fn count(&self, path: &ResourcePath) -> usize {
        let items = self.collection(path).map(|node| node.children.iter());
        items.map_or(0, |items| {
            items.filter(|(key, child)| child.is_item(key)).count()
        })
    }

    /// Returns the number of the last change.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// Returns [`items`](Self::items) that changed after the change `since`.
    pub(crate) fn changed_items(
        &self,
        path: &ResourcePath,
        since: u64,
        from: u64,
        max: usize,
    ) -> Option<Items> {
        Some(self.select(self.collection(path)?, from, max, |child| {
            child.changed > since
        }))
    }

    /// Returns the ids of the items that were removed after the change `since`, up to the change `until`, and have not been
    /// created again. The flag is true for an item that can be restored.
    pub(crate) fn removed_items<'s>(
        &'s self,
        path: &'s ResourcePath,
        since: u64,
        until: u64,
    ) -> Vec<(&'s str, bool)> {
        let Some(node) = self.collection(path) else {
            return Vec::new();
        };
        let removed = node.removed.iter();
        removed
            .filter(|removed| removed.change > since && removed.change <= until)
            .filter(|removed| {
                let child = node.children.get(&removed.key);
                child.is_none_or(|child| !child.is_item(&removed.key))
            })
            .map(|removed| (removed.key.as_str(), removed.softly))
            .collect()
    }

    /// Returns the etag of the resource at the path.
    pub(crate) fn etag(&self, path: &ResourcePath) -> Option<String> {
        let node = self.position(path).node?;
        node.object.as_ref().map(|_| etag(node))
    }

    /// Returns the resource of a node as a client sees it: links are followed, and the `id` and the etag are added.
    pub(super) fn present(&self, node: &Node, key: Option<&str>) -> Option<Value> {
        if let Some(link) = &node.link {
            let target = self.position(link).node?;
            let key = link.segments().last().map(String::as_str);
            return match target.link {
                Some(_) => None,
                None => self.present(target, key),
            };
        }
        let mut object = node.object.clone()?;
        if let Some(key) = key {
            object.entry("id").or_insert_with(|| key.into());
        }
        if self.has_etags {
            object.insert(ETAG.to_owned(), etag(node).into());
        }
        Some(Value::Object(object))
    }
}

fn etag(node: &Node) -> String {
    format!("W/\"{}\"", node.changed)
}
