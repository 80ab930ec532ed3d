//! Seeds resources and collections, without the rules that requests must follow.

use serde_json::Value;

use super::children::Children;
use super::{InvalidSeed, NodeKind, Object, Store};
use crate::path::ResourcePath;

impl Store {
    /// Stores an object at the path, or the objects of an array below it. Replaces resources that exist, and keeps what is
    /// below them.
    ///
    /// # Errors
    /// Fails if the path is too short, or if the value does not fit the path.
    pub(crate) fn seed(&mut self, path: &ResourcePath, value: Value) -> Result<(), InvalidSeed> {
        if path.segments().len() < 2 {
            return Err(InvalidSeed::TooShort);
        }
        match value {
            Value::Object(object) => self.seed_resource(path, object),
            Value::Array(items) => self.seed_collection(path, items),
            _ => Err(InvalidSeed::NotAResource),
        }
    }

    fn seed_resource(&mut self, path: &ResourcePath, object: Object) -> Result<(), InvalidSeed> {
        if self
            .position(path)
            .node
            .is_some_and(|node| node.is_declared_collection)
        {
            return Err(InvalidSeed::CollectionExists);
        }
        self.put(path, object);
        Ok(())
    }

    fn seed_collection(
        &mut self,
        path: &ResourcePath,
        items: Vec<Value>,
    ) -> Result<(), InvalidSeed> {
        if self.position(path).kind() == NodeKind::Resource {
            return Err(InvalidSeed::ResourceExists);
        }
        let mut keyed = Children::<Option<Object>>::default();
        for item in items {
            let Value::Object(object) = item else {
                return Err(InvalidSeed::ItemNotAnObject);
            };
            let key = match object.get("id") {
                Some(Value::String(id)) if !id.is_empty() => id.clone(),
                _ => return Err(InvalidSeed::ItemWithoutId),
            };
            if keyed.get_or_insert(&key).replace(object).is_some() {
                return Err(InvalidSeed::ItemTwice);
            }
        }
        let change = self.next_change();
        let collection = self.root.descend(path.segments());
        collection.is_declared_collection = true;
        for (key, object) in keyed.iter() {
            let item = collection.children.get_or_insert(key);
            item.object = object.clone();
            item.link = None;
            item.changed = change;
        }
        Ok(())
    }
}
