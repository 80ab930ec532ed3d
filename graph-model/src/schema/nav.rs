//! Typed navigation properties: one constant for each, for `expand`, `any`, `all`, deep inserts and bindings.

use std::fmt;
use std::marker::PhantomData;

use super::route::{BaseOf, Route};
use crate::model::{Declared, InheritedBy, Record, Value};
use crate::request::{DecodeError, decode};

/// A navigation property of `Owner` that leads to a `Target`; `K` says to how many, and whether they live there.
///
/// Declarations expand to constants of this type: `User::MANAGER`.
pub struct Nav<Owner, Target, K> {
    name: &'static str,
    route: Route,
    of: Marker<(Owner, Target, K)>,
}

type Marker<T> = PhantomData<fn() -> T>;

/// What the marker `K` of a [`Nav`] can be: how many it leads to, and whether it contains them or refers to them.
pub mod kind {
    /// Contains one entity.
    #[derive(Debug, Clone, Copy)]
    pub enum Contained {}

    /// Contains a collection.
    #[derive(Debug, Clone, Copy)]
    pub enum ContainedMany {}

    /// Refers to one entity that lives elsewhere.
    #[derive(Debug, Clone, Copy)]
    pub enum Reference {}

    /// Refers to a collection of entities that live elsewhere.
    #[derive(Debug, Clone, Copy)]
    pub enum ReferenceMany {}

    /// Refers to one entity that lives elsewhere; only the service decides to which.
    #[derive(Debug, Clone, Copy)]
    pub enum ReadOnlyReference {}

    /// Refers to a collection of entities that live elsewhere; only the service decides to which.
    #[derive(Debug, Clone, Copy)]
    pub enum ReadOnlyReferenceMany {}
}

/// How many a navigation property leads to.
pub trait Multiplicity {
    /// What holds the values.
    type Of<T>;
}

/// A navigation property to one entity.
#[diagnostic::on_unimplemented(
    message = "this navigation property leads to a collection",
    label = "a collection",
    note = "a collection is set with `bind_all` or `insert_all`"
)]
pub trait Single: Multiplicity {}

/// A navigation property to a collection.
#[diagnostic::on_unimplemented(
    message = "this navigation property leads to a single entity",
    label = "a single entity",
    note = "`filter`, `order_by` and `top` are for collections, as are `bind_all` and `insert_all`; a single entity is set with `bind` or `insert`"
)]
pub trait Multiple: Multiplicity {}

/// A navigation property that refers to what lives elsewhere, and can be bound to it.
#[diagnostic::on_unimplemented(
    message = "this navigation property contains its entities, so none from elsewhere can be bound to it",
    label = "not a `ref`",
    note = "a navigation property that refers is declared with `ref` instead of `nav`"
)]
pub trait Refers: Multiplicity {}

/// A navigation property through which entities can be linked. (What contains its entities is told apart by [`Refers`].)
#[diagnostic::on_unimplemented(
    message = "this navigation property is read only: no entity can be linked through it",
    label = "only the service decides where it refers to",
    note = "the verbs of a link stand behind the type: with `put`, `ref name: type {{ get, put }}`, a single entity can be linked, with `post`, `ref name: [type] {{ get, post }}`, members can; without braces, both can"
)]
pub trait Linkable: Multiplicity {}

impl Multiplicity for kind::Contained {
    type Of<T> = T;
}

impl Multiplicity for kind::ContainedMany {
    type Of<T> = Vec<T>;
}

impl Multiplicity for kind::Reference {
    type Of<T> = T;
}

impl Multiplicity for kind::ReferenceMany {
    type Of<T> = Vec<T>;
}

impl Multiplicity for kind::ReadOnlyReference {
    type Of<T> = T;
}

impl Multiplicity for kind::ReadOnlyReferenceMany {
    type Of<T> = Vec<T>;
}

macro_rules! kinds {
    ($($kind:ident: $($trait:ident)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl $trait for kind::$kind {}
    )*)*};
}

kinds! {
    Contained: Single Linkable;
    ContainedMany: Multiple Linkable;
    Reference: Single Refers Linkable;
    ReferenceMany: Multiple Refers Linkable;
    ReadOnlyReference: Single Refers;
    ReadOnlyReferenceMany: Multiple Refers;
}

/// What expansions call.
pub const fn nav<Owner, Target, K>(name: &'static str) -> Nav<Owner, Target, K> {
    Nav {
        name,
        route: Route::Own,
        of: PhantomData,
    }
}

impl<Owner, Target, K> Nav<Owner, Target, K> {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn route(&self) -> Route {
        self.route
    }

    pub(crate) fn by_route(self, route: Route) -> Nav<BaseOf<Owner>, Target, K> {
        Nav {
            name: self.name,
            route,
            of: PhantomData,
        }
    }
}

impl<Owner, Target: Declared, K: Multiplicity> Nav<Owner, Target, K>
where
    K::Of<Target::Held>: Value,
{
    /// What an answer holds of it: the entities that `expand` asked for. `None` if it holds nothing.
    ///
    /// # Errors
    ///
    /// If the answer holds something else than entities there.
    pub fn of<X, W>(&self, entity: &X) -> Result<Option<K::Of<Target::Held>>, DecodeError>
    where
        X: Record,
        Owner: InheritedBy<X, W>,
    {
        let Some(raw) = entity.extras().get_unknown(self.name) else {
            return Ok(None);
        };
        if raw.get() == "null" {
            return Ok(None);
        }
        decode(raw.get().as_bytes()).map(Some)
    }
}

impl<Owner, Target, K> Clone for Nav<Owner, Target, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Owner, Target, K> Copy for Nav<Owner, Target, K> {}

impl<Owner, Target, K> fmt::Debug for Nav<Owner, Target, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nav({})", self.name)
    }
}
