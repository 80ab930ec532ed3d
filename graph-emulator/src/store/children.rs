//! A map from names to values that keeps the order of insertion.

use std::collections::{BTreeMap, HashMap};

/// A map from names to values in the order in which the names were first inserted. Each operation takes logarithmic time, so
/// that a collection can have a million items and be read from any rank on.
#[derive(Debug)]
pub(crate) struct Children<T> {
    ranks: HashMap<String, u64>,
    entries: BTreeMap<u64, (String, T)>,
    next_rank: u64,
}

impl<T> Default for Children<T> {
    fn default() -> Self {
        Self {
            ranks: HashMap::new(),
            entries: BTreeMap::new(),
            next_rank: 0,
        }
    }
}

impl<T> Children<T> {
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        let rank = self.ranks.get(name)?;
        self.entries.get(rank).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let rank = self.ranks.get(name)?;
        self.entries.get_mut(rank).map(|(_, value)| value)
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<T> {
        let rank = self.ranks.remove(name)?;
        self.entries.remove(&rank).map(|(_, value)| value)
    }

    /// Iterates over the entries whose rank is `rank` or more. The rank of an entry never changes while the entry exists.
    pub(crate) fn iter_from(&self, rank: u64) -> impl Iterator<Item = (u64, &str, &T)> {
        self.entries
            .range(rank..)
            .map(|(rank, (name, value))| (*rank, name.as_str(), value))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries
            .values()
            .map(|(name, value)| (name.as_str(), value))
    }
}

impl<T: Default> Children<T> {
    pub(crate) fn get_or_insert(&mut self, name: &str) -> &mut T {
        let rank = match self.ranks.get(name) {
            Some(rank) => *rank,
            None => {
                let rank = self.next_rank;
                self.next_rank += 1;
                self.ranks.insert(name.to_owned(), rank);
                rank
            }
        };
        let (_, value) = self
            .entries
            .entry(rank)
            .or_insert_with(|| (name.to_owned(), T::default()));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(children: &Children<u8>) -> Vec<&str> {
        children.iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn the_order_of_first_insertion_is_kept() {
        let mut children = Children::<u8>::default();
        for name in ["c", "a", "b", "a"] {
            *children.get_or_insert(name) += 1;
        }
        assert_eq!(names(&children), ["c", "a", "b"]);
        assert_eq!(children.get("a"), Some(&2));

        assert_eq!(children.remove("c"), Some(1));
        assert_eq!(children.remove("c"), None);
        children.get_or_insert("c");
        assert_eq!(names(&children), ["a", "b", "c"]);
        assert_eq!(children.get_mut("d"), None);
    }
}
