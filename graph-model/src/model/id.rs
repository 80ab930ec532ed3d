//! Ids that belong to one entity type.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use super::value::Declared;

/// The id of an `X`. The id of one entity type is not accepted where another's is wanted.
///
/// `X` is the type at the root of its hierarchy: subtypes share the ids of their base.
pub struct Id<X> {
    text: Box<str>,
    of: PhantomData<fn() -> X>,
}

impl<X> Id<X> {
    /// An id from its text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Id {
            text: text.into(),
            of: PhantomData,
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A type whose values have ids: those of its `Root`, the type at the root of its hierarchy.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity that `graph_resource!` declares",
    label = "not an entity",
    note = "an entity has an id; complex values and enumerations have none"
)]
pub trait Identified: Declared {
    /// The type at the root of the hierarchy, which the ids are of.
    type Root;
}

impl<X> Clone for Id<X> {
    fn clone(&self) -> Self {
        Id::new(self.text.clone())
    }
}

impl<X> PartialEq for Id<X> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<X> Eq for Id<X> {}

impl<X> PartialEq<str> for Id<X> {
    fn eq(&self, other: &str) -> bool {
        *self.text == *other
    }
}

impl<X> PartialEq<&str> for Id<X> {
    fn eq(&self, other: &&str) -> bool {
        *self.text == **other
    }
}

impl<X> PartialOrd for Id<X> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<X> Ord for Id<X> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl<X> Hash for Id<X> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<X> AsRef<str> for Id<X> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<X> fmt::Display for Id<X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<X> fmt::Debug for Id<X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<X> From<&str> for Id<X> {
    fn from(text: &str) -> Self {
        Id::new(text)
    }
}

impl<X> From<String> for Id<X> {
    fn from(text: String) -> Self {
        Id::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Anything;

    #[test]
    fn ids_are_their_text() {
        let id = Id::<Anything>::new("b/1");
        assert_eq!(id, Id::from("b/1".to_owned()));
        assert_eq!(id.clone(), "b/1");
        assert_eq!(id, *"b/1");
        assert_ne!(id, Id::from("B/1"));
        assert_eq!(id.cmp(&Id::from("a")), std::cmp::Ordering::Greater);
        assert_eq!(
            (id.to_string(), format!("{id:?}")),
            ("b/1".to_owned(), "\"b/1\"".to_owned())
        );
        let ids = std::collections::HashSet::from([id.clone(), Id::from("b/1")]);
        assert_eq!(ids.len(), 1);
    }
}
