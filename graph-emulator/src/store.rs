//! The resources, by path. Paths and objects come in; what is then stored goes out, or why the request is refused.
//!
//! There is no schema: what a path is follows from what has been seeded and created (see [`Place`]).

use serde_json::Value;

use crate::children::Children;
use crate::ids;
use crate::merge::merge;
use crate::path::{ResourcePath, is_qualified_name};

mod links;
mod reading;
mod seeding;

pub(crate) use links::Linkable;
pub(crate) use reading::Items;

/// A resource's properties.
pub(crate) type Object = serde_json::Map<String, Value>;

/// The annotation that holds an etag.
pub(crate) const ETAG: &str = "@odata.etag";

/// What a request wants done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Read,
    Create,
    Merge,
    Replace,
    Remove,
    Unknown,
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// An item of a collection, or a single resource.
    Resource,
    Collection,
    /// Nothing itself, though something is below it.
    Prefix,
    Absent,
}

/// Why a request is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Absent,
    /// The action does not fit what is at the path.
    Unfit(Place),
    Duplicate(String),
    KeyChanged,
    KeyInvalid,
    /// A `$ref` is asked for what no link does.
    UnfitForLink,
}

/// Why a value cannot be seeded at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SeedFault {
    TooShort,
    NotAResource,
    ItemNotAnObject,
    ItemWithoutId,
    ItemTwice,
    CollectionThere,
    ResourceThere,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stored {
    Resource(Value),
    Collection(Vec<Value>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Replaced {
    Created(Value),
    Updated(Value),
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    root: Node,
    created: u64,
    /// Counts every change; what a resource's etag and a delta link are made of.
    changes: u64,
    pub(crate) has_etags: bool,
}

#[derive(Debug, Default)]
struct Node {
    object: Option<Object>,
    /// Where the entity is that is shown here: a link, which leads to no other link.
    link: Option<ResourcePath>,
    /// A collection even when nothing is in it: seeded as an array, posted to, or emptied.
    is_declared_collection: bool,
    children: Children<Node>,
    /// The change that made it what it is.
    changed: u64,
    /// The items that were removed from it.
    removed: Vec<Removed>,
}

/// An item that was removed.
#[derive(Debug)]
struct Removed {
    /// By which change.
    change: u64,
    key: String,
    /// Whether it can come back.
    softly: bool,
}

impl Node {
    fn place(&self, site: &Site<'_>) -> Place {
        if self.object.is_some() || self.link.is_some() {
            Place::Resource
        } else if self.is_declared_collection || (site.may_be_collection() && self.has_items()) {
            Place::Collection
        } else {
            Place::Prefix
        }
    }

    fn has_items(&self) -> bool {
        self.children.iter().any(|(key, child)| child.is_item(key))
    }

    /// A resource with another id than its segment is addressed by something else than its key: a single resource's name, say.
    fn is_item(&self, key: &str) -> bool {
        let object = self.object.as_ref();
        self.link.is_some()
            || object.is_some_and(|object| object.get("id").is_none_or(|id| id == key))
    }

    fn descend(&mut self, segments: &[String]) -> &mut Self {
        segments
            .iter()
            .fold(self, |node, name| node.children.get_or_insert(name))
    }
}

/// One step of a walk along a path.
struct Site<'s> {
    node: Option<&'s Node>,
    name: &'s str,
    depth: usize,
    parent: Place,
}

impl Site<'_> {
    fn place(&self) -> Place {
        self.node.map_or(Place::Absent, |node| node.place(self))
    }

    /// Neither a version nor an item's place holds items, and what cannot be a property's name is a key.
    fn may_be_collection(&self) -> bool {
        self.depth > 1 && self.parent != Place::Collection && is_qualified_name(self.name)
    }

    fn may_become_collection(&self) -> bool {
        let is_known = self.node.is_some() || self.parent == Place::Resource;
        is_known && self.may_be_collection()
    }

    fn may_become_resource(&self) -> bool {
        match self.parent {
            Place::Absent => false,
            Place::Resource | Place::Collection => true,
            Place::Prefix => self.depth > 2 || (self.depth == 2 && self.node.is_some()),
        }
    }
}

impl Store {
    fn site<'s>(&'s self, path: &'s ResourcePath) -> Site<'s> {
        let mut site = Site {
            node: Some(&self.root),
            name: "",
            depth: 0,
            parent: Place::Prefix,
        };
        for name in path.segments() {
            let parent = site.place();
            let node = site.node.and_then(|node| node.children.get(name));
            site = Site {
                node,
                name,
                depth: site.depth + 1,
                parent,
            };
        }
        site
    }

    fn node_mut(&mut self, segments: &[String]) -> Option<&mut Node> {
        segments
            .iter()
            .try_fold(&mut self.root, |node, name| node.children.get_mut(name))
    }

    /// Whether the action fits what is at the path; asked before the request's body is looked at.
    pub(crate) fn check(&self, path: &ResourcePath, action: Action) -> Result<(), Refusal> {
        let site = self.site(path);
        let place = site.place();
        let fits = match place {
            Place::Resource => !matches!(action, Action::Create | Action::Unknown),
            Place::Collection => matches!(action, Action::Read | Action::Create),
            Place::Prefix | Place::Absent => match action {
                Action::Create if site.may_become_collection() => true,
                Action::Replace if site.may_become_resource() => true,
                _ => return Err(Refusal::Absent),
            },
        };
        if fits {
            Ok(())
        } else {
            Err(Refusal::Unfit(place))
        }
    }

    fn next_change(&mut self) -> u64 {
        self.changes += 1;
        self.changes
    }

    /// The resource at the path, with its id where it is an item.
    fn resource(&self, path: &ResourcePath) -> Option<Value> {
        let site = self.site(path);
        let key = (site.parent == Place::Collection).then_some(site.name);
        self.present(site.node?, key)
    }

    pub(crate) fn create(
        &mut self,
        path: &ResourcePath,
        mut object: Object,
    ) -> Result<Value, Refusal> {
        self.check(path, Action::Create)?;
        let key = match object.get("id") {
            None | Some(Value::Null) => self.next_id(path),
            Some(Value::String(id)) if !id.is_empty() => id.clone(),
            Some(_) => return Err(Refusal::KeyInvalid),
        };
        let change = self.next_change();
        let collection = self.root.descend(path.segments());
        let item = collection.children.get_or_insert(&key);
        if item.object.is_some() || item.link.is_some() {
            return Err(Refusal::Duplicate(key));
        }
        object.insert("id".to_owned(), Value::String(key.clone()));
        item.object = Some(object);
        item.changed = change;
        collection.is_declared_collection = true;
        let collection = self.site(path).node;
        let item = collection.and_then(|node| node.children.get(&key));
        item.and_then(|item| self.present(item, Some(&key)))
            .ok_or(Refusal::Absent)
    }

    fn next_id(&mut self, path: &ResourcePath) -> String {
        loop {
            self.created += 1;
            let id = ids::resource_id(self.created);
            let taken = self
                .site(path)
                .node
                .is_some_and(|node| node.children.get(&id).is_some());
            if !taken {
                return id;
            }
        }
    }

    pub(crate) fn merge(&mut self, path: &ResourcePath, patch: Object) -> Result<Value, Refusal> {
        self.check(path, Action::Merge)?;
        self.check_key(path, &patch)?;
        let change = self.next_change();
        let node = self.node_mut(path.segments()).ok_or(Refusal::Absent)?;
        node.changed = change;
        merge(node.object.as_mut().ok_or(Refusal::Absent)?, patch);
        self.resource(path).ok_or(Refusal::Absent)
    }

    pub(crate) fn replace(
        &mut self,
        path: &ResourcePath,
        mut object: Object,
    ) -> Result<Replaced, Refusal> {
        self.check(path, Action::Replace)?;
        self.check_key(path, &object)?;
        let before = self.resource(path);
        if let Some(id) = before.as_ref().and_then(|before| before.get("id")) {
            object.insert("id".to_owned(), id.clone());
        }
        self.put(path, object);
        let after = self.resource(path).ok_or(Refusal::Absent)?;
        Ok(if before.is_some() {
            Replaced::Updated(after)
        } else {
            Replaced::Created(after)
        })
    }

    fn put(&mut self, path: &ResourcePath, object: Object) {
        let change = self.next_change();
        let node = self.root.descend(path.segments());
        node.object = Some(object);
        node.link = None;
        node.changed = change;
    }

    /// A key never changes: neither that of a resource that is there, nor the one that a new item's URL gives it.
    fn check_key(&self, path: &ResourcePath, body: &Object) -> Result<(), Refusal> {
        let Some(new) = body.get("id") else {
            return Ok(());
        };
        let site = self.site(path);
        let old = match self.resource(path) {
            Some(resource) => resource.get("id").cloned(),
            None => (site.parent == Place::Collection).then(|| site.name.into()),
        };
        if old.is_none_or(|old| old == *new) {
            Ok(())
        } else {
            Err(Refusal::KeyChanged)
        }
    }

    /// Removes the resource and everything below it; a link by itself.
    pub(crate) fn remove(&mut self, path: &ResourcePath) -> Result<(), Refusal> {
        self.remove_as(path, false)
    }

    /// Removes the resource as one that can come back.
    pub(crate) fn remove_softly(&mut self, path: &ResourcePath) -> Result<(), Refusal> {
        self.remove_as(path, true)
    }

    fn remove_as(&mut self, path: &ResourcePath, softly: bool) -> Result<(), Refusal> {
        self.check(path, Action::Remove)?;
        let was_item = self.site(path).parent == Place::Collection;
        let (name, above) = path.segments().split_last().ok_or(Refusal::Absent)?;
        let change = self.next_change();
        let parent = self.node_mut(above).ok_or(Refusal::Absent)?;
        parent.children.remove(name);
        if was_item {
            let key = name.clone();
            parent.removed.push(Removed {
                change,
                key,
                softly,
            });
        }
        // A collection stays one when its last item goes.
        parent.is_declared_collection |= was_item;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
