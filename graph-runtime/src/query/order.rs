//! The order of a collection's members.

use std::marker::PhantomData;

use super::filter::Operand;
use crate::property::Property;

/// An order of `X`s: a property, and a direction.
#[derive(Debug)]
pub struct Order<X> {
    text: String,
    of: PhantomData<fn() -> X>,
}

impl<X> Order<X> {
    pub(crate) fn new(text: String) -> Self {
        Order {
            text,
            of: PhantomData,
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

/// What `order_by` takes: a property, or one with its direction.
pub trait IntoOrder {
    /// The type that has the property.
    type Owner;

    /// The order.
    fn into_order(self) -> Order<Self::Owner>;
}

impl<X> IntoOrder for Order<X> {
    type Owner = X;

    fn into_order(self) -> Order<X> {
        self
    }
}

impl<O, V, A> IntoOrder for Property<O, V, A> {
    type Owner = O;

    fn into_order(self) -> Order<O> {
        self.asc()
    }
}
