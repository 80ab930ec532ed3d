//! Links between resources: what leads where. A path through a link comes in, the path of the entity itself goes out.

use super::{Action, Node, Place, Refusal, Store};
use crate::path::ResourcePath;

/// What a `$ref` stands behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Linkable {
    /// A navigation property to one entity.
    One,
    /// A navigation property to a collection.
    Many,
    /// A member of such a collection.
    Member,
}

impl Store {
    /// Where a path leads that goes through links; `None` if it goes through none.
    pub(crate) fn resolve(&self, path: &ResourcePath) -> Option<ResourcePath> {
        let mut node = &self.root;
        for (at, name) in path.segments().iter().enumerate() {
            node = node.children.get(name)?;
            if let Some(link) = &node.link {
                let rest = path.segments().get(at + 1..).unwrap_or_default();
                let segments = [link.segments(), rest].concat();
                return Some(ResourcePath::of(&segments));
            }
        }
        None
    }

    /// Whether something of its own is at the path.
    pub(crate) fn is_seeded(&self, path: &ResourcePath) -> bool {
        matches!(self.site(path).place(), Place::Resource | Place::Collection)
    }

    /// What a `$ref` behind this path is about; `None` where nothing can be linked: at the version, at an entity set, and at an
    /// entity in its set, which is no reference to itself.
    pub(crate) fn linkable(&self, path: &ResourcePath) -> Option<Linkable> {
        let site = self.site(path);
        match (site.place(), site.parent) {
            (Place::Resource, Place::Collection) if site.depth > 3 => Some(Linkable::Member),
            (Place::Resource, Place::Resource) => Some(Linkable::One),
            (Place::Collection, _) if site.depth > 2 => Some(Linkable::Many),
            // Nothing is there yet, below an entity that is: what is asked of it decides.
            (Place::Absent | Place::Prefix, Place::Resource) => Some(Linkable::One),
            _ => None,
        }
    }

    /// The entity that an `@odata.id` names: by its own path, through a link, or by its id among the `directoryObjects`.
    pub(crate) fn entity(&self, path: &ResourcePath) -> Option<ResourcePath> {
        let path = self.resolve(path).unwrap_or_else(|| path.clone());
        if self.site(&path).place() == Place::Resource {
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
            .map(|(name, _)| ResourcePath::of(&[version.clone(), name.to_owned(), id.clone()]))
            .next()
    }

    /// Adds a link to a collection.
    pub(crate) fn add_link(
        &mut self,
        collection: &ResourcePath,
        target: ResourcePath,
    ) -> Result<(), Refusal> {
        self.check(collection, Action::Create)?;
        let key = target.segments().last().ok_or(Refusal::Absent)?.clone();
        let change = self.next_change();
        let node = self.root.descend(collection.segments());
        node.is_declared_collection = true;
        let member = node.children.get_or_insert(&key);
        if member.is_item(&key) {
            return Err(Refusal::Duplicate(key));
        }
        *member = Node {
            link: Some(target),
            changed: change,
            ..Node::default()
        };
        Ok(())
    }

    /// Makes a navigation property lead somewhere else.
    pub(crate) fn set_link(&mut self, path: &ResourcePath, target: ResourcePath) {
        let change = self.next_change();
        *self.root.descend(path.segments()) = Node {
            link: Some(target),
            changed: change,
            ..Node::default()
        };
    }

    /// Where the link at the path leads, or the path itself: what is seeded there stands for what it shows.
    pub(crate) fn referenced(&self, path: &ResourcePath) -> ResourcePath {
        self.resolve(path).unwrap_or_else(|| path.clone())
    }
}
