//! The chain of a record: a type knows its own properties and its base; the root of the chain keeps the rest.

use std::ops::DerefMut;

use serde::ser::SerializeMap;

use super::extras::Extras;
use super::fields::Fields;
use super::value::{Declared, Take, Value};
use crate::json::Reader;

/// What the expansion of an entity or a complex type says: its own properties, next to a base that it dereferences to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that `graph_resource!` declares",
    label = "not a type of Graph",
    note = "a property holds a primitive type such as `String`, or a complex type or an enumeration that a `graph_resource!` declares"
)]
pub trait Derived:
    DerefMut<Target: Record + Clone> + Default + Clone + PartialEq + 'static
{
    /// As in [`Declared`].
    const ODATA_TYPE: &'static str;

    /// As in [`Declared`].
    type Held: Value;

    /// As in [`Declared`].
    const IS_ABSTRACT: bool = false;

    /// As in [`Declared`].
    const IS_DIRECTORY_OBJECT: bool = false;

    /// How many properties the type itself declares.
    const OWN: u32 = 0;

    /// Whether the service needs `@odata.type` to know the type: it has a base or subtypes.
    const TYPED: bool = false;

    /// Whether the type itself declares a key.
    const KEYED: bool = false;

    /// Shows `out` the type's own properties: one body for all that is done with each of them.
    fn each_own<'a, E: EachProperty<'a>>(&'a self, _out: &mut E) {}

    /// Shows `out` the type's own properties, to be set, in the same order.
    fn each_own_mut<E: EachPropertyMut>(&mut self, _out: &mut E) {}
}

/// What is done with each property that a type itself declares: it is written, or compared.
pub trait EachProperty<'a> {
    /// A property, by its name.
    fn property<T: Value>(&mut self, name: &'static str, value: &'a Option<T>);

    /// As [`property`](Self::property), for a property whose value is boxed because its type contains itself.
    fn boxed_property<T: Value>(&mut self, name: &'static str, value: &'a Option<Box<T>>);
}

/// What sets properties that a type itself declares: one is read, or all are copied.
pub trait EachPropertyMut {
    /// A property, by its name.
    fn property<T: Value>(&mut self, name: &'static str, slot: &mut Option<T>);

    /// As [`property`](Self::property), for a property whose value is boxed because its type contains itself.
    fn boxed_property<T: Value>(&mut self, name: &'static str, slot: &mut Option<Box<T>>);
}

/// An entity or complex type.
#[derive(Debug)]
pub struct RecordKind;

#[diagnostic::do_not_recommend]
impl<T: Derived> Declared for T {
    const ODATA_TYPE: &'static str = T::ODATA_TYPE;
    type Kind = RecordKind;
    type Held = T::Held;
    type Own = T;
    const IS_ABSTRACT: bool = T::IS_ABSTRACT;
    const IS_DIRECTORY_OBJECT: bool = T::IS_DIRECTORY_OBJECT;
}

/// A value with properties: an entity, a complex value, or the root that either is built on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no properties of Graph",
    label = "not an entity or a complex type",
    note = "entities and complex types are declared by `graph_resource!`"
)]
pub trait Record: Sized {
    /// How many properties the chain declares from its root up to this type.
    const COUNT: u32;

    /// What a value made by the program, not read from an answer, says in `@odata.type`.
    const NEW_TYPE: Option<&'static str>;

    /// Whether the type or one of its bases has a key, Graph's `id` included.
    const HAS_KEY: bool = false;

    /// A new value: no property is set, and it knows its type.
    fn new() -> Self;

    /// What the root of the chain keeps.
    fn extras(&self) -> &Extras;

    /// What the root of the chain keeps.
    fn extras_mut(&mut self) -> &mut Extras;

    /// Reads the value of `key` here or, where it is not known, in the base.
    ///
    /// # Errors
    ///
    /// If the text is no JSON.
    fn take(&mut self, key: &str, reader: &mut Reader<'_>) -> Take;

    /// Writes the properties, the base's first; not what the root of the chain keeps.
    fn write<M: SerializeMap>(&self, out: &mut Fields<M>);

    /// Whether the values are equal, along the chain.
    fn is_same(&self, other: &Self) -> bool;

    /// What an answer has to hold, and this one does not.
    fn missing(&self) -> Option<&'static str> {
        None
    }

    /// As in [`Value`].
    const IS_ENVELOPE: bool = false;
}

/// Fails a build in which a type has a key and its base, which another declaration has, has one as well.
#[doc(hidden)]
#[track_caller]
pub const fn assert_keyless(has_key: bool, message: &str) {
    assert!(!has_key, "{}", message);
}

/// The base of a new value that says its type, where that is not the base's.
#[inline]
pub fn new_base<B: Record>(odata_type: &'static str) -> B {
    let mut base = B::new();
    base.extras_mut().set_new_type(odata_type);
    base
}

/// A value to be read into: what it says of its type will have come.
#[inline]
pub(super) fn forget_type<T: Record>(record: &mut T) {
    if T::NEW_TYPE.is_some() {
        record.extras_mut().forget_type();
    }
}

/// `Self` is `Ancestor`, or has it among its bases.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{Ancestor}`",
    label = "expected `{Ancestor}` or a subtype of it",
    note = "an update, a new entity or a value fits where its type is wanted, or a base of its type"
)]
pub trait Inherits<Ancestor, Via = Here> {}

/// The other way round: `X` is `Self`, or has it among its bases.
///
/// Where the ancestor is to be inferred, a bound on it is better than [`Inherits`] on the subtype: rustc would take the only
/// ancestor that there is, and then say that the types differ instead of why.
#[diagnostic::on_unimplemented(
    message = "`{X}` is not a `{Self}`, so it has none of its properties",
    label = "this property belongs to `{Self}`",
    note = "a property fits the type that declares it and the subtypes of that type"
)]
pub trait InheritedBy<X, Via = Here> {}

/// The ancestor is declared along with the type, or is the type: the default of [`Inherits`].
#[derive(Debug)]
pub enum Here {}

/// The ancestor is the base of another declaration, or `Via` from there an ancestor of that.
#[derive(Debug)]
pub struct There<Via>(std::marker::PhantomData<Via>);

#[diagnostic::do_not_recommend]
impl<X: Inherits<A, Via>, A, Via> InheritedBy<X, Via> for A {}

#[diagnostic::do_not_recommend]
impl<T: Declared> Inherits<T> for T {}
