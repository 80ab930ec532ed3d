//! Rust names that do not follow from Graph's names.

use std::collections::HashMap;

/// Names in Rust that do not follow from Graph's.
#[derive(Default)]
pub(super) struct Names {
    names: HashMap<(String, String), String>,
}

impl Names {
    /// That of a member of a type, or, for an empty member, of the type itself.
    pub(super) fn get(&self, owner: &str, member: &str) -> Option<&str> {
        let key = (owner.to_owned(), member.to_owned());
        self.names.get(&key).map(String::as_str)
    }

    /// The member that an operation is, by its place in the type: overloads share their names.
    pub(super) fn operation(place: usize) -> String {
        format!("()#{place}")
    }

    /// The member that a key is which the service knows by name: a property can have the same.
    pub(super) fn known_key(name: &str) -> String {
        format!("key {name}")
    }

    /// Sets a name, and returns whether it is new.
    pub(super) fn set(&mut self, owner: &str, member: &str, name: String) -> bool {
        let key = (owner.to_owned(), member.to_owned());
        self.names.insert(key, name.clone()).as_ref() != Some(&name)
    }
}
