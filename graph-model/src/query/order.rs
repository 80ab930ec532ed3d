//! The order of a collection's members.

use std::marker::PhantomData;

/// An order of `X`s: a property, and a direction.
#[derive(Debug)]
#[must_use = "an order does nothing until a request takes it: `.order_by(…)`"]
pub struct Order<X> {
    text: String,
    is_advanced: bool,
    of: PhantomData<fn() -> X>,
}

impl<X> Order<X> {
    pub(super) fn new(text: String, is_advanced: bool) -> Self {
        Order {
            text,
            is_advanced,
            of: PhantomData,
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether directory objects answer it only as an "advanced query".
    pub(super) fn is_advanced(&self) -> bool {
        self.is_advanced
    }
}

/// What `order_by` takes: a property, or one with its direction.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` is not something to order by",
    label = "not a property",
    note = "give a property, or one with its direction, `User::AGE.desc()`; `order_by` again orders what is equal by the first"
)]
pub trait IntoOrder {
    /// The type that has the property.
    type Owner;

    /// The order.
    fn into_order(self) -> Order<Self::Owner>;
}

#[diagnostic::do_not_recommend]
impl<X> IntoOrder for Order<X> {
    type Owner = X;

    fn into_order(self) -> Order<X> {
        self
    }
}
