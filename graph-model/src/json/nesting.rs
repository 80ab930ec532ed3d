//! How deep values are read one inside the other: as deep as the stack surely bears, and no deeper.
//!
//! What lies deeper is kept as its JSON text, like any value that does not fit its type, so that nesting neither makes
//! decoding fail nor overflows the stack, whatever the answer holds.

use super::reader::Reader;

/// How much of the stack may be used: a thread of Rust's or of tokio's has 2 MiB, the main thread of Windows has 1 MiB.
const STACK: usize = 768 << 10;

/// What a level uses, whatever its type is, and how often it holds a value of its type. Measured without optimization
/// (with it, a level uses a third) at 60 levels.
const PER_LEVEL: usize = 8 << 10;
const COPIES: usize = 11;

/// A level that was entered, and has to be left again.
#[must_use]
pub(crate) struct Level {
    cost: usize,
}

impl Level {
    /// Enters a level that reads a `T`; `None` if that is too deep.
    #[inline]
    pub(crate) fn enter<T>(reader: &mut Reader<'_>) -> Option<Level> {
        let cost = const { PER_LEVEL + COPIES * size_of::<T>() };
        // One level is always read, however large its type is.
        if reader.used > 0 && reader.used + cost > STACK {
            return None;
        }
        reader.used += cost;
        Some(Level { cost })
    }

    #[inline]
    pub(crate) fn leave(self, reader: &mut Reader<'_>) {
        reader.used -= self.cost;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels<T>(reader: &mut Reader<'_>) -> Vec<Level> {
        std::iter::from_fn(|| Level::enter::<T>(reader)).collect()
    }

    #[test]
    fn small_types_nest_deeper_than_answers_do() {
        assert!((60..120).contains(&levels::<[u8; 300]>(&mut Reader::new("")).len()));
    }

    #[test]
    fn large_types_nest_less_deep_but_are_always_read() {
        assert!(levels::<[u8; 5_000]>(&mut Reader::new("")).len() < 20);
        assert_eq!(levels::<[u8; 1 << 20]>(&mut Reader::new("")).len(), 1);
    }

    #[test]
    fn leaving_a_level_makes_room_again() {
        let reader = &mut Reader::new("");
        let all = levels::<()>(reader);
        let count = all.len();
        all.into_iter().for_each(|level| level.leave(reader));
        assert_eq!(levels::<()>(reader).len(), count);
    }
}
