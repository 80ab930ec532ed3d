//! How deep values are read one inside the other: as deep as the stack surely bears, and no deeper.
//!
//! What lies deeper is kept as its JSON text, like any value that does not fit its type, so that nesting neither makes
//! decoding fail nor overflows the stack, whatever the answer holds.

use std::cell::Cell;

/// How much of the stack may be used: a thread of Rust's or of tokio's has 2 MiB, the main thread of Windows has 1 MiB.
const STACK: usize = 768 << 10;

/// What a level uses, whatever its type is, and how often it holds a value of its type. Measured without optimization
/// (with it, a level uses a third) at 60 levels, the type being read a second time at each, which uses most.
///
/// Together they allow fewer levels than the 128 at which serde_json ends with an error.
const PER_LEVEL: usize = 8 << 10;
const COPIES: usize = 11;

thread_local! {
    // Not passed along: levels nest through `Deserialize`, and through texts that were kept and are read again, which
    // have deserializers of their own that begin to count anew.
    static USED: Cell<usize> = const { Cell::new(0) };
}

/// A level that was entered; dropping it leaves it.
pub(crate) struct Level {
    cost: usize,
}

impl Level {
    /// Enters a level that reads a `T`; `None` if that is too deep.
    #[inline]
    pub(crate) fn enter<T>() -> Option<Level> {
        USED.with(|used| {
            let before = used.get();
            let cost = PER_LEVEL + COPIES * size_of::<T>();
            // One level is always read, however large its type is.
            if before > 0 && before + cost > STACK {
                return None;
            }
            used.set(before + cost);
            Some(Level { cost })
        })
    }
}

impl Drop for Level {
    #[inline]
    fn drop(&mut self) {
        USED.with(|used| used.set(used.get() - self.cost));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels<T>() -> usize {
        std::iter::from_fn(|| Level::enter::<T>())
            .collect::<Vec<_>>()
            .len()
    }

    #[test]
    fn small_types_nest_deeper_than_answers_and_less_deep_than_serde_json_allows() {
        assert!((60..120).contains(&levels::<[u8; 300]>()));
        assert!(levels::<()>() < 120);
    }

    #[test]
    fn large_types_nest_less_deep_but_are_always_read() {
        assert!(levels::<[u8; 5_000]>() < 20);
        assert_eq!(levels::<[u8; 1 << 20]>(), 1);
    }

    #[test]
    fn leaving_a_level_makes_room_again() {
        let all = levels::<()>();
        let outer = Level::enter::<()>();
        assert_eq!(levels::<()>(), all - 1);
        drop(outer);
        assert_eq!(levels::<()>(), all);
    }
}
