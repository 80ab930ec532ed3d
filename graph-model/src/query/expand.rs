//! What an answer is to hold of related entities.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::filter::Filter;
use super::options::{ExpandTarget, names_of};
use super::order::IntoOrder;
use super::queried_by::QueriedBy;
use super::select::Selection;
use crate::request::{InvalidRequest, ORDER_BY, Options, SELECT, TOP};
use crate::schema::{Multiple, Nav};

/// A navigation property to expand, with options of its own.
///
/// Made of a [`Nav`] by its first option: `User::MESSAGES.select(Message::SUBJECT).top(5)`.
#[derive(Debug)]
#[must_use = "an expansion does nothing until a request takes it: `.expand(…)`"]
pub struct Expand<X, T, K> {
    name: Cow<'static, str>,
    options: Options,
    of: Marker<(X, T, K)>,
}

type Marker<T> = PhantomData<fn() -> T>;

impl<X, T, K> Nav<X, T, K> {
    fn expanded(self) -> Expand<X, T, K> {
        Expand {
            name: self.route().to(self.name()),
            options: Options::default(),
            of: PhantomData,
        }
    }

    /// Expands it with some of the properties.
    pub fn select<W>(self, properties: impl Selection<T, W>) -> Expand<X, T, K> {
        self.expanded().select(properties)
    }

    /// Expands it, and a navigation property of what it leads to.
    pub fn expand<E: ExpandTarget, W>(self, target: E) -> Expand<X, T, K>
    where
        E::Owner: QueriedBy<T, W>,
    {
        self.expanded().expand(target)
    }
}

// Bounds on the methods rather than on their impl, so that rustc says why one is not there.
impl<X, T, K> Nav<X, T, K> {
    /// Expands those that fulfil the condition.
    pub fn filter<O, W>(self, filter: Filter<O>) -> Expand<X, T, K>
    where
        K: Multiple,
        O: QueriedBy<T, W>,
    {
        self.expanded().filter(filter)
    }

    /// Expands them in an order.
    pub fn order_by<I: IntoOrder, W>(self, order: I) -> Expand<X, T, K>
    where
        K: Multiple,
        I::Owner: QueriedBy<T, W>,
    {
        self.expanded().order_by(order)
    }

    /// Expands the first ones only.
    pub fn top(self, count: u32) -> Expand<X, T, K>
    where
        K: Multiple,
    {
        self.expanded().top(count)
    }
}

impl<X, T, K> Expand<X, T, K> {
    /// With some of the properties.
    pub fn select<W>(mut self, properties: impl Selection<T, W>) -> Self {
        self.options.add(SELECT, names_of(properties));
        self
    }

    /// With a navigation property of what it leads to.
    pub fn expand<E: ExpandTarget, W>(mut self, target: E) -> Self
    where
        E::Owner: QueriedBy<T, W>,
    {
        self.options.add_expansion(&target);
        self
    }
}

impl<X, T, K> Expand<X, T, K> {
    /// Those that fulfil the condition.
    pub fn filter<O, W>(mut self, filter: Filter<O>) -> Self
    where
        K: Multiple,
        O: QueriedBy<T, W>,
    {
        self.options.add_filter(filter);
        self
    }

    /// In an order.
    pub fn order_by<I: IntoOrder, W>(mut self, order: I) -> Self
    where
        K: Multiple,
        I::Owner: QueriedBy<T, W>,
    {
        self.options.add(ORDER_BY, order.into_order().as_str());
        self
    }

    /// The first ones only.
    pub fn top(mut self, count: u32) -> Self
    where
        K: Multiple,
    {
        self.options.add(TOP, count.to_string());
        self
    }
}

#[diagnostic::do_not_recommend]
impl<X, T, K> ExpandTarget for Nav<X, T, K> {
    type Owner = X;

    fn text(&self) -> String {
        self.route().to(self.name()).into_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<X, T, K> ExpandTarget for Expand<X, T, K> {
    type Owner = X;

    fn text(&self) -> String {
        format!("{}({})", self.name, self.options.nested())
    }

    fn problem(&self) -> Option<Box<InvalidRequest>> {
        self.options.problem()
    }
}
