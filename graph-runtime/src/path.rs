//! Paths: what has been gone through so far, what it leads to, and which verbs are allowed there.
//!
//! In: navigation properties, keys and casts, one method call each. Out: a [`Request`]. A path is one `String`, appended
//! to; its types cost nothing at run time.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use crate::answer::Answer;
use crate::body::{Create, Update};
use crate::data::{Declared, Inherits, Page, Record, Value};
use crate::id::{IntoKey, push_key};
use crate::request::{InvalidRequest, Request};
use crate::verbs::{AllowsDelete, AllowsGet, AllowsPatch, AllowsPost, AllowsPut};

/// A declared service: the root of paths.
pub trait Service: Copy {}

/// A declared entity type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity that `graph_resource!` declares",
    label = "not an entity",
    note = "a navigation leads to an `entity` of this declaration, or of another by its Rust path"
)]
pub trait Entity: Record + Declared<Held: Answer> {
    /// The type at the root of its hierarchy, which the ids are of.
    type Root;

    /// The paths that lead to it.
    type Path<M: Shape>: Path<Entity = Self, Shape = M>;
}

/// The URL of a path under construction, and what its types say of it.
pub struct RawPath<M> {
    url: String,
    problem: Option<Box<InvalidRequest>>,
    marker: PhantomData<fn() -> M>,
}

/// Long enough for most URLs of Graph: one allocation for a whole path.
const USUAL_LENGTH: usize = 256;

impl<M> RawPath<M> {
    /// The beginning of a path: the service's version and the first segment.
    #[doc(hidden)]
    pub fn root(start: &'static str) -> Self {
        let mut url = String::with_capacity(USUAL_LENGTH);
        url.push_str(start);
        RawPath {
            url,
            problem: None,
            marker: PhantomData,
        }
    }

    /// Appends a segment, given with its slash.
    #[doc(hidden)]
    pub fn step<N>(mut self, segment: &'static str) -> RawPath<N> {
        self.url.push_str(segment);
        self.cast()
    }

    fn cast<N>(self) -> RawPath<N> {
        RawPath {
            url: self.url,
            problem: self.problem,
            marker: PhantomData,
        }
    }

    fn key<N>(mut self, key: &str) -> RawPath<N> {
        let end = self.url.len();
        if !push_key(&mut self.url, key) && self.problem.is_none() {
            self.problem = Some(Box::new(InvalidRequest::EmptyKey {
                collection: self.url[..end].to_owned(),
            }));
        }
        self.cast()
    }

    /// The URL so far, behind the service's origin.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn request<R>(self, method: Method) -> Request<R> {
        Request::new(method, self.url).with_problem(self.problem)
    }
}

impl<M> Clone for RawPath<M> {
    fn clone(&self) -> Self {
        RawPath {
            url: self.url.clone(),
            problem: self.problem.clone(),
            marker: PhantomData,
        }
    }
}

impl<M> fmt::Debug for RawPath<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

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
    type Answer<T: Answer + Value>: Answer;
}

impl<V> Shape for One<V> {
    type Answer<T: Answer + Value> = T;
}

impl<C, E> Shape for Many<C, E> {
    type Answer<T: Answer + Value> = Page<T>;
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
pub trait ToOne: Shape {}

#[diagnostic::do_not_recommend]
impl<V> ToOne for One<V> {}

/// What every declared path can do: go to a member, cast, and become a request.
///
/// Each `graph_resource!` brings it into the scope of its own module; elsewhere, `use graph_runtime::prelude::*`.
pub trait Path: Sized {
    /// The type of the entity, or of the members, that the path leads to.
    type Entity: Entity<Path<Self::Shape> = Self>;

    /// Whether it leads to one entity or to a collection.
    type Shape: Shape;

    #[doc(hidden)]
    fn into_raw(self) -> RawPath<Self::Shape>;

    #[doc(hidden)]
    fn from_raw(raw: RawPath<Self::Shape>) -> Self;

    /// Goes to the member with this key, which becomes exactly one segment whatever it holds.
    ///
    /// An empty key is reported when the request is sent, and nothing goes out.
    fn id<K>(self, key: K) -> <Self::Entity as Entity>::Path<<Self::Shape as Collection>::Each>
    where
        Self::Shape: Collection,
        K: IntoKey<Self::Entity>,
    {
        Path::from_raw(self.into_raw().key(&key.key_text()))
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
    fn get(self) -> Request<<Self::Shape as Shape>::Answer<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsGet,
    {
        self.into_raw().request(Method::GET)
    }

    /// Creates a member of the collection. The service answers with it, or with nothing.
    fn post<S>(self, body: Create<S>) -> Request<Option<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsPost,
        S: Inherits<Self::Entity>,
    {
        body.send_with(self.into_raw().request(Method::POST))
    }

    /// Changes what the update sets and clears, and nothing else. The service answers with the entity, or with nothing.
    fn patch<S>(self, body: Update<S>) -> Request<Option<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsPatch,
        S: Inherits<Self::Entity>,
    {
        body.send_with(self.into_raw().request(Method::PATCH))
    }

    /// Replaces the entity, or creates it under this key. The service answers with it, or with nothing.
    fn put<S>(self, body: Create<S>) -> Request<Option<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsPut,
        S: Inherits<Self::Entity>,
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
