//! What is read of the store: one resource, a collection from any place on, and what has changed.

use serde_json::Value;

use super::{ETAG, Node, Place, Store, Stored};
use crate::path::ResourcePath;

/// Some of a collection's items, and where those begin that are left.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Items {
    pub(crate) values: Vec<Value>,
    pub(crate) next: Option<u64>,
}

impl Store {
    pub(crate) fn read(&self, path: &ResourcePath) -> Option<Stored> {
        let site = self.site(path);
        let node = site.node?;
        match site.place() {
            Place::Resource => self.resource(path).map(Stored::Resource),
            Place::Collection => Some(Stored::Collection(
                self.page(node, 0, usize::MAX, |_| true).values,
            )),
            Place::Prefix | Place::Absent => None,
        }
    }

    fn page(&self, node: &Node, from: u64, most: usize, fits: impl Fn(&Node) -> bool) -> Items {
        let mut items = Items::default();
        let left = node.children.iter_from(from);
        for (rank, key, child) in left.filter(|(_, key, child)| child.is_item(key) && fits(child)) {
            if items.values.len() == most {
                items.next = Some(rank);
                break;
            }
            items.values.extend(self.present(child, Some(key)));
        }
        items
    }

    fn collection<'s>(&'s self, path: &'s ResourcePath) -> Option<&'s Node> {
        let site = self.site(path);
        match site.place() {
            Place::Collection => site.node,
            _ => None,
        }
    }

    pub(crate) fn is_collection(&self, path: &ResourcePath) -> bool {
        self.collection(path).is_some()
    }

    /// Some items of a collection, from a place on that an earlier answer gave.
    pub(crate) fn items(&self, path: &ResourcePath, from: u64, most: usize) -> Option<Items> {
        Some(self.page(self.collection(path)?, from, most, |_| true))
    }

    pub(crate) fn count(&self, path: &ResourcePath) -> usize {
        let items = self.collection(path).map(|node| node.children.iter());
        items.map_or(0, |items| {
            items.filter(|(key, child)| child.is_item(key)).count()
        })
    }

    /// The number of the last change.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// Like [`items`](Self::items), of those that changed after the change `since`.
    pub(crate) fn changed_items(
        &self,
        path: &ResourcePath,
        since: u64,
        from: u64,
        most: usize,
    ) -> Option<Items> {
        Some(self.page(self.collection(path)?, from, most, |child| {
            child.changed > since
        }))
    }

    /// The ids of the items that were removed by a change after `since`, up to `until`, and are not there again; and whether
    /// they can come back.
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

    /// The etag of the resource at the path.
    pub(crate) fn etag(&self, path: &ResourcePath) -> Option<String> {
        let node = self.site(path).node?;
        node.object.as_ref().map(|_| etag(node))
    }

    pub(super) fn present(&self, node: &Node, key: Option<&str>) -> Option<Value> {
        if let Some(link) = &node.link {
            let target = self.site(link).node?;
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
