//! Elements of collections, in the conditions of `any` and `all`.

use std::cell::Cell;
use std::marker::PhantomData;

use super::filter::Filter;
use crate::model::Inherits;

/// An element of a collection, in the condition of `any` or `all`, as often as the condition names it.
#[derive(Debug)]
pub struct Element<V> {
    depth: usize,
    of: PhantomData<fn() -> V>,
}

impl<V> Clone for Element<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Element<V> {}

impl<V> Element<V> {
    /// The name of its variable.
    pub(super) fn variable(self) -> String {
        format!("x{}", self.depth)
    }
}

/// Conditions of one element can be joined.
#[diagnostic::do_not_recommend]
impl<V> Inherits<Element<V>> for Element<V> {}

thread_local! {
    /// How many conditions on elements are being made, one inside the other.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// One condition more, until it is dropped.
struct Inner(usize);

impl Inner {
    fn enter() -> Self {
        let depth = DEPTH.get() + 1;
        DEPTH.set(depth);
        Inner(depth)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        DEPTH.set(self.0 - 1);
    }
}

/// Each variable has a name that none of those around it has, so that a condition can name them all.
pub(super) fn lambda<X, V>(
    collection: &str,
    is_advanced: bool,
    word: &str,
    condition: impl FnOnce(Element<V>) -> Filter<Element<V>>,
) -> Filter<X> {
    let inner = Inner::enter();
    let depth = inner.0;
    let condition = condition(Element {
        depth,
        of: PhantomData,
    });
    drop(inner);
    let text = format!("{collection}/{word}(x{depth}:{})", condition.as_str());
    let is_advanced = condition.is_advanced() || is_advanced;
    let problem = condition.problem().map(|mut problem| {
        problem.rename_element(&format!("x{depth}"), collection);
        problem
    });
    Filter::new(text, is_advanced).with_problem(problem)
}
