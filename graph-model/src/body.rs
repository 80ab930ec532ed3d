//! What goes out: [`Update`] and [`Create`] hold just what was set, as JSON text from the start.

use std::fmt;
use std::marker::PhantomData;

use crate::model::{Declared, InheritedBy, Inherits};
use crate::request::Request;
use crate::schema::access::{Clearable, Creatable, Updatable};
use crate::schema::{IntoValue, Linkable, Multiple, Nav, Property, Single};

mod draft;

use draft::append_null;
pub(crate) use draft::{Draft, Link};

/// A change to an `X`: what is set is sent, what is cleared is sent as null, and nothing else but `@odata.type`.
///
/// Source: OData 4.01, Protocol, "Update an Entity": what is absent stays as it is.
///
/// `@odata.type` is left out where the type is abstract. Services that know the type by its place take it, those that do not
/// need it.
///
/// Its `Debug` form shows the names of what was set, never a value.
#[must_use = "an update does nothing until a path takes it: `path.patch(update)`"]
pub struct Update<X> {
    pub(crate) draft: Draft,
    of: PhantomData<fn() -> X>,
}

impl<X: Declared> Update<X> {
    /// A change of nothing.
    pub fn new() -> Self {
        Update {
            draft: Draft::of::<X>(),
            of: PhantomData,
        }
    }

    /// Sets a property. The last value counts if it is set again.
    pub fn set<O, V, A, W>(mut self, property: Property<O, V, A>, value: impl IntoValue<V>) -> Self
    where
        O: InheritedBy<X, W>,
        A: Updatable,
    {
        self.draft
            .set(property.name(), |json| value.append_json(json));
        self
    }

    /// Sets a property to null, which Graph takes as "remove the value".
    pub fn clear<O, V, A, W>(mut self, property: Property<O, V, A>) -> Self
    where
        O: InheritedBy<X, W>,
        A: Clearable,
    {
        self.draft.set(property.name(), append_null);
        self
    }

    /// The JSON text that is sent.
    pub fn to_json(&self) -> String {
        self.draft.to_json()
    }
}

/// A new `X`: what is set is sent, and nothing else but `@odata.type`. Takes `#[immutable]` properties, too.
///
/// Source: OData 4.01, Protocol, "Create an Entity".
///
/// `@odata.type` is left out where the type is abstract, as in an [`Update`].
///
/// Its `Debug` form shows the names of what was set, never a value.
#[must_use = "a new entity is nothing until a path takes it: `path.post(create)`"]
pub struct Create<X> {
    pub(crate) draft: Draft,
    of: PhantomData<fn() -> X>,
}

impl<X: Declared> Create<X> {
    /// An `X` of which nothing is set.
    pub fn new() -> Self {
        Create {
            draft: Draft::of::<X>(),
            of: PhantomData,
        }
    }

    /// Sets a property. The last value counts if it is set again.
    pub fn set<O, V, A, W>(mut self, property: Property<O, V, A>, value: impl IntoValue<V>) -> Self
    where
        O: InheritedBy<X, W>,
        A: Creatable,
    {
        self.draft
            .set(property.name(), |json| value.append_json(json));
        self
    }

    /// Sets a property to null, where that differs from leaving it out.
    pub fn clear<O, V, A, W>(mut self, property: Property<O, V, A>) -> Self
    where
        O: InheritedBy<X, W>,
        A: Clearable,
    {
        self.draft.set(property.name(), append_null);
        self
    }

    /// The JSON text that is sent.
    pub fn to_json(&self) -> String {
        self.draft.to_json()
    }
}

impl<X> Create<X> {
    /// Creates a related entity along with this one (a deep insert: OData 4.01, Protocol, section 11.4.2.2).
    pub fn insert<O, T, K, S, W, W2>(mut self, nav: Nav<O, T, K>, entity: Create<S>) -> Self
    where
        O: InheritedBy<X, W>,
        K: Linkable + Single,
        S: Inherits<T, W2>,
    {
        self.draft.set_drafts(nav.name(), false, vec![entity.draft]);
        self
    }

    /// Creates related entities along with this one.
    pub fn insert_all<O, T, K, S, W, W2>(
        mut self,
        nav: Nav<O, T, K>,
        entities: impl IntoIterator<Item = Create<S>>,
    ) -> Self
    where
        O: InheritedBy<X, W>,
        K: Linkable + Multiple,
        S: Inherits<T, W2>,
    {
        let drafts = entities.into_iter().map(|entity| entity.draft).collect();
        self.draft.set_drafts(nav.name(), true, drafts);
        self
    }
}

macro_rules! drafts {
    ($($type:ident, $word:literal;)*) => {$(
        impl<X> $type<X> {
            pub(crate) fn send_with<R>(self, request: Request<R>) -> Request<R> {
                self.draft.send_with(request)
            }
        }

        impl<X> $type<X> {
            /// Sets an annotation, of the entity (`@microsoft.graph.conflictBehavior`) or of a property (`name@term`).
            ///
            /// A name without `@` is reported when the request is sent, and nothing goes out.
            pub fn annotate<V: serde::Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
                self.draft.annotate(name, value);
                self
            }
        }

        impl<X: Declared> Default for $type<X> {
            fn default() -> Self {
                Self::new()
            }
        }

        impl<X> Clone for $type<X> {
            fn clone(&self) -> Self {
                $type {
                    draft: self.draft.clone(),
                    of: PhantomData,
                }
            }
        }

        impl<X> fmt::Debug for $type<X> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($word)?;
                f.debug_list().entries(self.draft.names()).finish()
            }
        }
    )*};
}

drafts! {
    Update, "Update ";
    Create, "Create ";
}

/// The arguments of an action: what is set is sent, and nothing else is.
///
/// `P` is the type that the declaration makes for the action, with a constant for each parameter.
///
/// Source: OData 4.01, Protocol, "Invoking an Action".
///
/// Its `Debug` form shows the names of what was set, never a value.
#[must_use = "arguments do nothing until an action takes them: `path.post(arguments)`"]
pub struct Arguments<P> {
    draft: Draft,
    of: PhantomData<fn() -> P>,
}

impl<P> Arguments<P> {
    /// No arguments.
    pub fn new() -> Self {
        Arguments {
            draft: Draft::untyped(),
            of: PhantomData,
        }
    }

    /// Sets an argument. The last value counts if it is set again.
    pub fn set<V, A>(mut self, parameter: Property<P, V, A>, value: impl IntoValue<V>) -> Self {
        self.draft
            .set(parameter.name(), |json| value.append_json(json));
        self
    }

    /// Sets an argument to null.
    pub fn clear<V, A: Clearable>(mut self, parameter: Property<P, V, A>) -> Self {
        self.draft.set(parameter.name(), append_null);
        self
    }

    /// The JSON text that is sent.
    pub fn to_json(&self) -> String {
        self.draft.to_json()
    }
}

impl<P> Arguments<P> {
    pub(crate) fn send_with<R>(self, request: Request<R>) -> Request<R> {
        self.draft.send_with(request)
    }
}

impl<P> Clone for Arguments<P> {
    fn clone(&self) -> Self {
        Arguments {
            draft: self.draft.clone(),
            of: PhantomData,
        }
    }
}

impl<P> fmt::Debug for Arguments<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Arguments ")?;
        f.debug_list().entries(self.draft.names()).finish()
    }
}

impl<P> Default for Arguments<P> {
    fn default() -> Self {
        Self::new()
    }
}
