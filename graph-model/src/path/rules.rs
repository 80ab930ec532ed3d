//! What a path leads to, and the rules for what can follow it, each with what is said where it does not hold.

use crate::model::{Page, Value};
use crate::request::Decode;

/// A path to one entity, with the verbs `V`.
#[derive(Debug, Clone, Copy)]
pub enum One<V> {
    #[doc(hidden)]
    Never(V, std::convert::Infallible),
}

/// A path to a collection, with the verbs `C`; with the verbs `E` on each of its members.
#[derive(Debug, Clone, Copy)]
pub enum Many<C, E> {
    #[doc(hidden)]
    Never(C, E, std::convert::Infallible),
}

/// Whether a path leads to one entity or to a collection.
pub trait Shape: Sized {
    /// What reading at the path gives, for an entity that is read as `T`.
    type Response<T: Decode + Value>: Decode;
}

impl<V> Shape for One<V> {
    type Response<T: Decode + Value> = T;
}

impl<C, E> Shape for Many<C, E> {
    type Response<T: Decode + Value> = Page<T>;
}

/// A path that a key can follow.
#[diagnostic::on_unimplemented(
    message = "no key belongs here: the path leads to one entity already",
    label = "this key is surplus",
    note = "a key follows a collection, which a declaration writes as `name: [type]`"
)]
pub trait Collection: Shape {
    /// A path to one of its members.
    type Each: Shape;
}

#[diagnostic::do_not_recommend]
impl<C, E> Collection for Many<C, E> {
    type Each = One<E>;
}

/// A path that a segment can follow.
#[diagnostic::on_unimplemented(
    message = "a key is missing: the path leads to a collection",
    label = "this is a segment of each member, not of the collection",
    note = "a collection is followed by the key of a member: `/{{key}}` in a path, `.id(key)` in a chain of calls"
)]
pub trait ToOne: Shape {
    /// The verbs on it.
    type Verbs;
}

/// A path to a collection, which what is bound to collections can follow.
#[diagnostic::on_unimplemented(
    message = "this segment follows a collection, and the path leads to one entity already",
    label = "a segment of the collection, not of its members",
    note = "leave the key before it out"
)]
pub trait ToMany: Shape {}

#[diagnostic::do_not_recommend]
impl<C, E> ToMany for Many<C, E> {}

#[diagnostic::do_not_recommend]
impl<V> ToOne for One<V> {
    type Verbs = V;
}

/// An entity that has a stream of its own, at `/$value`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `/$value`",
    label = "not a media entity",
    note = "an entity that has a stream of its own is declared with `#[media]`"
)]
pub trait Media {
    /// The verbs of the stream, where the path to the entity allows `V`.
    #[doc(hidden)]
    type Stream<V>;
}

/// An entity below which others are addressed by path, as drive items are.
#[diagnostic::on_unimplemented(
    message = "nothing below `{Self}` is addressed by path",
    label = "`:/path:` cannot follow here",
    note = "an entity below which others have paths, as drive items, is declared with `#[path_addressed]`"
)]
pub trait PathAddressed {
    /// The verbs of an entity at a path.
    #[doc(hidden)]
    type Verbs;
}

/// A type whose values can have properties that no schema declares.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an open type, so it has declared properties only",
    label = "not an open type",
    note = "an open type is declared with `open`: `open entity group {{ … }}`"
)]
pub trait Open {}

/// Nothing: it is there for what it says where a POST to a collection has no body.
#[diagnostic::on_unimplemented(
    message = "a POST to this collection needs a body: the new `{Self}`",
    label = "the body is missing",
    note = "write it behind the path: `POST /…, create`, made by `Create::<{Self}>::new().set(…)`"
)]
pub trait CreatedFromNothing {}

/// What is said of a type cast to `X`'s `Subtypes` that no method is for.
#[diagnostic::on_unimplemented(
    message = "`{X}` has no such type cast",
    label = "not the namespace and name of a declared subtype",
    note = "the subtypes in its declaration, twelve at most: `{Subtypes}`; a type cast is written in Graph's words: `/microsoft.graph.user`",
    note = "to a subtype that another declaration has, go on with `.cast::<Name, _>()`",
    note = "actions and functions are written without their namespace"
)]
pub trait UndeclaredCast<X, Subtypes> {
    #[doc(hidden)]
    type Path: Default;
}

/// What is said of a segment with arguments that no method is for.
#[diagnostic::on_unimplemented(
    message = "neither a function with these arguments nor such an alternate key is declared here",
    label = "not declared with these names in parentheses",
    note = "the names tell a function apart, and all that it requires are given: `name(parameter={{value}})`",
    note = "an alternate key is a property with `#[alternate_key]`: `applications(appId={{value}})`"
)]
pub trait UndeclaredCall {
    #[doc(hidden)]
    type Path: Default;
}

// Were there no implementation, rustc would propose to write one.

#[diagnostic::do_not_recommend]
impl UndeclaredCall for std::convert::Infallible {
    type Path = ();
}

#[diagnostic::do_not_recommend]
impl<X, S> UndeclaredCast<X, S> for std::convert::Infallible {
    type Path = ();
}
