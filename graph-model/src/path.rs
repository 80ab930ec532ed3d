//! Paths: what has been gone through so far, what it leads to, and which verbs are allowed there.
//!
//! In: navigation properties, keys and casts, one method call each. Out: a [`Request`]. A path is one `String`, appended
//! to; its types cost nothing at run time.

use http::Method;

use crate::body::{Create, Update};
use crate::model::{Declared, Identified, Inherits, Record};
use crate::request::{Decode, Request};

mod binding;
mod key;
mod names;
mod operation;
mod raw;
mod raw_text;
mod reference;
mod resource;
mod rules;
mod verbs;

pub use key::IntoKey;
pub use names::SegmentNames;
pub use operation::{ActionPath, BareActionPath, FunctionPath};
pub use raw::{RawPath, debug_path};
pub use raw_text::{Primitive, RawText, RawTextPath};
pub use reference::{Reference, ReferencePath, Referring, Target};
pub use resource::{Count, CountPath, PropertyPath, StreamPath};
use rules::CreatedFromNothing;
pub use rules::{
    Collection, Many, Media, One, Open, PathAddressed, Shape, ToMany, ToOne, UndeclaredCall,
    UndeclaredCast,
};
pub use verbs::{AllowsDelete, AllowsGet, AllowsPatch, AllowsPost, AllowsPut};

/// A declared service: the root of paths.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a service that `graph_resource!` declares",
    label = "not a service",
    note = "entity sets and singletons, `name: type`, are added to a `service`; to an entity, write `nav name: type`"
)]
pub trait Service: Copy {
    /// The first segment of the service's paths.
    const VERSION: &'static str;
}

/// A declared entity type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity that `graph_resource!` declares",
    label = "not an entity",
    note = "a navigation leads to an `entity` of this declaration, or of another by its Rust path"
)]
pub trait Entity: Record + Declared<Held: Decode> {
    /// The type at the root of its hierarchy, which the ids are of.
    type Root;

    /// Its subtypes in the same declaration, for an error that lists them.
    #[doc(hidden)]
    type Subtypes;

    /// The names that a segment after a collection of it can have, which no key is written as.
    #[doc(hidden)]
    const SEGMENT_NAMES: &'static SegmentNames = &SegmentNames::new(Self::ODATA_TYPE, &[], None);

    /// The paths that lead to it.
    type Path<M: Shape>: Path<Entity = Self, Shape = M>;
}

#[diagnostic::do_not_recommend]
impl<X: Entity> Identified for X {
    type Root = <X as Entity>::Root;
}

/// A type that paths of the shape `M` lead to: an entity type, or a complex type with a URL of its own.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "no path leads to `{Self}`",
    label = "its declaration gives it no URL",
    note = "a complex type has paths where a property of it has verbs, `name: type {{ get }}`, or where it has navigation properties"
)]
pub trait Addressed<M> {
    /// The paths that lead to it.
    type Path;

    /// The path.
    fn at(raw: RawPath<M>) -> Self::Path;
}

#[diagnostic::do_not_recommend]
impl<X: Entity, M: Shape> Addressed<M> for X {
    type Path = X::Path<M>;

    fn at(raw: RawPath<M>) -> Self::Path {
        Path::from_raw(raw)
    }
}

/// What every declared path can do: go to a member, cast, and become a request.
///
/// Each `graph_resource!` brings it into the scope of its own module; elsewhere, `use graph_runtime::prelude::*`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a path to an entity",
    label = "expected a path",
    note = "what is linked is named by its path: `graph_path!(Beta: /users/{{id}})`, or `Beta.users().id(id)`"
)]
pub trait Path: Sized {
    /// The type of the entity, or of the members, that the path leads to.
    type Entity: Entity<Path<Self::Shape> = Self>;

    /// Whether it leads to one entity or to a collection.
    type Shape: Shape;

    #[doc(hidden)]
    fn into_raw(self) -> RawPath<Self::Shape>;

    #[doc(hidden)]
    fn from_raw(raw: RawPath<Self::Shape>) -> Self;

    /// Goes to the member with this key, which becomes exactly one segment whatever it holds. A key that the service would read as
    /// something else, such as `delta` or `microsoft.graph.user`, is written `('delta')` (OData 4.01, URL Conventions, section 4.3.6).
    ///
    /// An empty key is reported when the request is sent, and nothing goes out.
    fn id<K>(self, key: K) -> <Self::Entity as Entity>::Path<<Self::Shape as Collection>::Each>
    where
        Self::Shape: Collection,
        K: IntoKey<Self::Entity>,
    {
        let names = <Self::Entity as Entity>::SEGMENT_NAMES;
        Path::from_raw(self.into_raw().key(&key.key_text(), names))
    }

    /// Goes to the number of the collection's members: `/$count`.
    fn count(self) -> CountPath
    where
        Self::Shape: ToMany,
    {
        let is_eventual = <Self::Entity as Declared>::IS_DIRECTORY_OBJECT;
        CountPath::new(self.into_raw().step("/$count"), is_eventual)
    }

    /// Goes to the bytes of a media entity: `/$value`.
    ///
    /// It allows the verbs that the path to the entity allows, unless `#[media { … }]` lists others.
    fn value(self) -> StreamPath<<Self::Entity as Media>::Stream<<Self::Shape as ToOne>::Verbs>>
    where
        Self::Entity: Media,
        Self::Shape: ToOne,
    {
        StreamPath::from_raw(self.into_raw().step("/$value"))
    }

    /// Goes to the reference instead of what it refers to: `/$ref`.
    fn reference(self) -> ReferencePath<Self::Entity, <Self::Shape as Referring>::Link>
    where
        Self::Shape: Referring,
    {
        ReferencePath::new(self.into_raw().step("/$ref"))
    }

    /// Goes to what is at a path below this: `:/Reports/Q1 plan.xlsx:`. Each part of the path is encoded as one segment.
    ///
    /// Slashes at its ends, and those that are doubled, mean nothing. A part `.` or `..`, or an empty path, is reported when
    /// the request is sent, and nothing goes out.
    ///
    /// It allows all verbs of an entity, whatever is allowed on this one, unless `#[path_addressed { … }]` lists others.
    fn at_path(
        self,
        path: &str,
    ) -> <Self::Entity as Entity>::Path<One<<Self::Entity as PathAddressed>::Verbs>>
    where
        Self::Entity: PathAddressed,
        Self::Shape: ToOne,
    {
        Path::from_raw(self.into_raw().below(path))
    }

    /// The same path, as one to a base: for the segments that an extension or another declaration gives to that.
    fn upcast<B, W>(self) -> B::Path<Self::Shape>
    where
        B: Entity,
        Self::Entity: Inherits<B, W>,
    {
        Path::from_raw(self.into_raw().step(""))
    }

    /// Goes on as a subtype, one that another declaration has: `/microsoft.graph.user`.
    fn cast<S, W>(self) -> S::Path<Self::Shape>
    where
        S: Entity + Inherits<Self::Entity, W>,
    {
        Path::from_raw(self.into_raw().qualified(S::ODATA_TYPE))
    }

    /// As [`id`](Path::id), for a key that is borrowed: what a path of `graph_path!` calls.
    #[doc(hidden)]
    fn by_id<K>(self, key: &K) -> <Self::Entity as Entity>::Path<<Self::Shape as Collection>::Each>
    where
        Self::Shape: Collection,
        K: IntoKey<Self::Entity> + ?Sized,
    {
        self.id(key)
    }

    /// Reads the entity, or a page of the collection.
    fn get(self) -> Request<<Self::Shape as Shape>::Response<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsGet,
    {
        self.into_raw().request(Method::GET)
    }

    /// Creates a member of the collection.
    ///
    /// The answer is an `Option`: the service sends the new entity back (201), or nothing (204), as it does where the
    /// request prefers `return=minimal` (OData 4.01, Protocol, "Create an Entity").
    fn post<S, W>(self, body: Create<S>) -> Request<Option<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsPost,
        S: Inherits<Self::Entity, W>,
    {
        body.send_with(self.into_raw().request(Method::POST))
    }

    /// As [`post`](Path::post): what a POST of `graph_request!` with a body calls.
    #[doc(hidden)]
    fn post_body<S, W>(self, body: Create<S>) -> Request<Option<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsPost,
        S: Inherits<Self::Entity, W>,
    {
        self.post(body)
    }

    /// What a POST of `graph_request!` without a body calls, which actions alone can have.
    #[doc(hidden)]
    fn post_without_body(self) -> Request<Option<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsPost,
        Self::Entity: CreatedFromNothing,
    {
        self.into_raw().request(Method::POST)
    }

    /// Changes what the update sets and clears, and nothing else. The service answers with the entity, or with nothing.
    fn patch<S, W>(self, body: Update<S>) -> Request<Option<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsPatch,
        S: Inherits<Self::Entity, W>,
    {
        body.send_with(self.into_raw().request(Method::PATCH))
    }

    /// Replaces the entity, or creates it under this key. The service answers with it, or with nothing.
    fn put<S, W>(self, body: Create<S>) -> Request<Option<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsPut,
        S: Inherits<Self::Entity, W>,
    {
        body.send_with(self.into_raw().request(Method::PUT))
    }

    /// Deletes the entity.
    fn delete(self) -> Request<()>
    where
        Self::Shape: AllowsDelete,
    {
        self.into_raw().request(Method::DELETE)
    }
}
