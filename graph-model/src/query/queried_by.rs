//! Which properties a query can name: those of the type itself and of its bases, or of a subtype.

use std::marker::PhantomData;

use crate::model::{Here, Inherits};
use crate::schema::BaseOf;

/// A query on an `X` can name the properties of `Self`, which is `X` or a base of it, or [`BaseOf`] a subtype of `X`.
#[diagnostic::on_unimplemented(
    message = "`{X}` is not a `{Self}`, so it has none of its properties",
    label = "this property belongs to `{Self}`",
    note = "a property fits the type that declares it and the subtypes of that type; by `.implicit()` or `.by_cast()`, also its bases",
    note = "conditions on different subtypes are joined on their base: `.on::<Base, _>()`"
)]
pub trait QueriedBy<X, Via = Up<Here>> {}

/// The properties are those of a base: the default of [`QueriedBy`].
#[derive(Debug)]
pub struct Up<Via>(PhantomData<Via>);

/// The properties are those of a subtype.
#[derive(Debug)]
pub struct Down<Via>(PhantomData<Via>);

#[diagnostic::do_not_recommend]
impl<X: Inherits<A, Via>, A, Via> QueriedBy<X, Up<Via>> for A {}

#[diagnostic::do_not_recommend]
impl<S: Inherits<X, Via>, X, Via> QueriedBy<X, Down<Via>> for BaseOf<S> {}
