//! Creates, updates, replaces and deletes resources.

use serde_json::Value;

use super::merge::merge;
use super::node::Removed;
use super::{Object, Replaced, Store, StoreError, Verb};
use crate::ids;
use crate::path::ResourcePath;

impl Store {
    /// Adds an item to a collection, and generates its `id` if it has none.
    ///
    /// # Errors
    /// Fails if the path cannot be a collection, or if the `id` is invalid or exists already.
    pub(crate) fn create(
        &mut self,
        path: &ResourcePath,
        mut object: Object,
    ) -> Result<Value, StoreError> {
        self.check(path, Verb::Create)?;
        let key = match object.get("id") {
            None | Some(Value::Null) => self.generate_id(path),
            Some(Value::String(id)) if !id.is_empty() => id.clone(),
            Some(_) => return Err(StoreError::KeyInvalid),
        };
        let change = self.next_change();
        let collection = self.root.descend(path.segments());
        let item = collection.children.get_or_insert(&key);
        if item.object.is_some() || item.link.is_some() {
            return Err(StoreError::Duplicate(key));
        }
        object.insert("id".to_owned(), Value::String(key.clone()));
        item.object = Some(object);
        item.changed = change;
        collection.is_declared_collection = true;
        let collection = self.position(path).node;
        let item = collection.and_then(|node| node.children.get(&key));
        item.and_then(|item| self.present(item, Some(&key)))
            .ok_or(StoreError::Absent)
    }

    fn generate_id(&mut self, path: &ResourcePath) -> String {
        loop {
            self.generated_ids += 1;
            let id = ids::resource_id(self.generated_ids);
            let collection = self.position(path).node;
            let is_taken = collection.is_some_and(|node| node.children.get(&id).is_some());
            if !is_taken {
                return id;
            }
        }
    }

    /// Merges a patch into a resource, and returns the updated resource.
    ///
    /// # Errors
    /// Fails if there is no resource at the path, or if the patch changes its `id`.
    pub(crate) fn update(
        &mut self,
        path: &ResourcePath,
        patch: Object,
    ) -> Result<Value, StoreError> {
        self.check(path, Verb::Update)?;
        self.check_key(path, &patch)?;
        let change = self.next_change();
        let node = self.node_mut(path.segments()).ok_or(StoreError::Absent)?;
        node.changed = change;
        merge(node.object.as_mut().ok_or(StoreError::Absent)?, patch);
        self.resource(path).ok_or(StoreError::Absent)
    }

    /// Replaces a resource, or creates it. A resource keeps its `id`.
    ///
    /// # Errors
    /// Fails if the path cannot hold a resource, or if the object changes the `id`.
    pub(crate) fn replace(
        &mut self,
        path: &ResourcePath,
        mut object: Object,
    ) -> Result<Replaced, StoreError> {
        self.check(path, Verb::Replace)?;
        self.check_key(path, &object)?;
        let before = self.resource(path);
        if let Some(id) = before.as_ref().and_then(|before| before.get("id")) {
            object.insert("id".to_owned(), id.clone());
        }
        self.put(path, object);
        let after = self.resource(path).ok_or(StoreError::Absent)?;
        Ok(if before.is_some() {
            Replaced::Updated(after)
        } else {
            Replaced::Created(after)
        })
    }

    pub(super) fn put(&mut self, path: &ResourcePath, object: Object) {
        let change = self.next_change();
        let node = self.root.descend(path.segments());
        node.object = Some(object);
        node.link = None;
        node.changed = change;
    }

    /// Checks that a body does not change a key: neither the `id` of an existing resource, nor the key in a new item's URL.
    fn check_key(&self, path: &ResourcePath, body: &Object) -> Result<(), StoreError> {
        let Some(new) = body.get("id") else {
            return Ok(());
        };
        let position = self.position(path);
        let old = match self.resource(path) {
            Some(resource) => resource.get("id").cloned(),
            None => position.is_item_slot().then(|| position.name.into()),
        };
        if old.is_none_or(|old| old == *new) {
            Ok(())
        } else {
            Err(StoreError::KeyChanged)
        }
    }

    /// Removes the resource and everything below it. Removes only the link if the path is a link.
    ///
    /// # Errors
    /// Fails if there is no resource at the path.
    pub(crate) fn remove(&mut self, path: &ResourcePath) -> Result<(), StoreError> {
        self.remove_as(path, false)
    }

    /// Removes the resource as one that can be restored.
    ///
    /// # Errors
    /// Fails if there is no resource at the path.
    pub(crate) fn remove_softly(&mut self, path: &ResourcePath) -> Result<(), StoreError> {
        self.remove_as(path, true)
    }

    fn remove_as(&mut self, path: &ResourcePath, softly: bool) -> Result<(), StoreError> {
        self.check(path, Verb::Delete)?;
        let was_item = self.position(path).is_item_slot();
        let (name, above) = path.segments().split_last().ok_or(StoreError::Absent)?;
        let change = self.next_change();
        let parent = self.node_mut(above).ok_or(StoreError::Absent)?;
        parent.children.remove(name);
        if was_item {
            let key = name.clone();
            parent.removed.push(Removed {
                change,
                key,
                softly,
            });
        }
        // A collection remains a collection when its last item is removed.
        parent.is_declared_collection |= was_item;
        Ok(())
    }
}
