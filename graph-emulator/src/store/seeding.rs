//! What a test puts into the store: objects and arrays come in, resources and collections are there.

use serde_json::Value;

use super::{Object, Place, SeedFault, Store};
use crate::children::Children;
use crate::path::ResourcePath;

impl Store {
    /// Puts an object at the path, or an array's objects below it, over what is there. What is below stays.
    pub(crate) fn seed(&mut self, path: &ResourcePath, value: Value) -> Result<(), SeedFault> {
        if path.segments().len() < 2 {
            return Err(SeedFault::TooShort);
        }
        match value {
            Value::Object(object) => self.seed_resource(path, object),
            Value::Array(items) => self.seed_collection(path, items),
            _ => Err(SeedFault::NotAResource),
        }
    }

    fn seed_resource(&mut self, path: &ResourcePath, object: Object) -> Result<(), SeedFault> {
        if self
            .site(path)
            .node
            .is_some_and(|node| node.is_declared_collection)
        {
            return Err(SeedFault::CollectionThere);
        }
        self.put(path, object);
        Ok(())
    }

    fn seed_collection(&mut self, path: &ResourcePath, items: Vec<Value>) -> Result<(), SeedFault> {
        if self.site(path).place() == Place::Resource {
            return Err(SeedFault::ResourceThere);
        }
        let mut keyed = Children::<Option<Object>>::default();
        for item in items {
            let Value::Object(object) = item else {
                return Err(SeedFault::ItemNotAnObject);
            };
            let key = match object.get("id") {
                Some(Value::String(id)) if !id.is_empty() => id.clone(),
                _ => return Err(SeedFault::ItemWithoutId),
            };
            if keyed.get_or_insert(&key).replace(object).is_some() {
                return Err(SeedFault::ItemTwice);
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
