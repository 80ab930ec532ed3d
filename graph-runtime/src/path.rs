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
use crate::id::{IntoKey, push_encoded, push_key};
use crate::property::IntoValue;
use crate::query::IntoLiteral;
use crate::reference::{ReferencePath, Referring};
use crate::request::{InvalidRequest, Request};
use crate::resource::{CountPath, StreamPath};
use crate::verbs::{
    AllowsDelete, AllowsGet, AllowsPatch, AllowsPost, AllowsPut, GetPutPatchDelete,
};

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
    /// Which segments are keys: a bit for each of the first 64.
    keys: u64,
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
            keys: 0,
            marker: PhantomData,
        }
    }

    /// The beginning of a path of a service that another declaration has.
    #[doc(hidden)]
    pub fn of_service(version: &'static str) -> Self {
        RawPath::<M>::root("/").step(version)
    }

    /// Appends a segment, given with its slash.
    #[doc(hidden)]
    pub fn step<N>(mut self, segment: &'static str) -> RawPath<N> {
        self.url.push_str(segment);
        self.cast()
    }

    fn qualified<N>(mut self, odata_type: &'static str) -> RawPath<N> {
        self.url.push('/');
        self.url.push_str(odata_type.trim_start_matches('#'));
        self.cast()
    }

    fn cast<N>(self) -> RawPath<N> {
        RawPath {
            url: self.url,
            problem: self.problem,
            keys: self.keys,
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
        // In parentheses, it is no segment of its own.
        if self.url[end..].starts_with('/') {
            let at = self.url[..end].bytes().filter(|&byte| byte == b'/').count();
            self.keys |= u32::try_from(at)
                .ok()
                .and_then(|at| 1_u64.checked_shl(at))
                .unwrap_or(0);
        }
        self.cast()
    }

    pub(crate) fn into_problem(self) -> Option<Box<InvalidRequest>> {
        self.problem
    }

    /// The URL as it is if nothing follows, behind the service's origin: the colon behind `root:/a.txt` is for what follows.
    pub(crate) fn end(&self) -> &str {
        // No other URL ends in a colon: a key's is encoded.
        self.url.strip_suffix(':').unwrap_or(&self.url)
    }

    /// Appends the name of a function, up to its opening parenthesis.
    #[doc(hidden)]
    pub fn call(self, segment: &'static str) -> RawPath<()> {
        self.step(segment)
    }

    /// Appends an argument: `name=` (with a comma before all but the first), and the literal, percent-encoded.
    #[doc(hidden)]
    pub fn argument<V>(mut self, name: &'static str, value: &impl IntoLiteral<V>) -> Self {
        self.url.push_str(name);
        let mut literal = String::new();
        value.append_literal(&mut literal);
        push_encoded(&mut self.url, &literal);
        self
    }

    /// As [`argument`](Self::argument), for values that have no literal: their JSON.
    #[doc(hidden)]
    pub fn json_argument<V>(mut self, name: &'static str, value: &impl IntoValue<V>) -> Self {
        self.url.push_str(name);
        let mut json = Vec::new();
        match value.append_json(&mut json) {
            Ok(()) => push_encoded(&mut self.url, &String::from_utf8_lossy(&json)),
            Err(_) => {
                self.problem.get_or_insert_with(|| {
                    let property = name.trim_matches([',', '=']).to_owned();
                    Box::new(InvalidRequest::Body { property })
                });
            }
        }
        self
    }

    /// As [`argument`](Self::argument), for a type that another declaration has: a member of an enumeration has a literal,
    /// which its JSON, a text, tells; a complex value has its JSON alone.
    #[doc(hidden)]
    pub fn foreign_argument<V>(self, name: &'static str, value: &impl IntoValue<V>) -> Self {
        let mut json = Vec::new();
        let is_written = value.append_json(&mut json).is_ok();
        match serde_json::from_slice::<String>(&json) {
            Ok(member) if is_written => self.argument::<String>(name, &member),
            _ => self.json_argument(name, value),
        }
    }

    /// Goes to the member with this value of an alternate key: `(appId='…')`.
    #[doc(hidden)]
    pub fn alternate_key<V, N>(
        self,
        segment: &'static str,
        name: &'static str,
        value: &impl IntoLiteral<V>,
    ) -> RawPath<N> {
        self.call(segment).argument(name, value).step(")")
    }

    /// Appends `:/a/b.txt:`: each part of the path encoded as a segment.
    fn below<N>(mut self, path: &str) -> RawPath<N> {
        let end = self.end().len();
        if path.split('/').all(str::is_empty) {
            let item = self.url[..end].to_owned();
            self.problem
                .get_or_insert_with(|| Box::new(InvalidRequest::EmptyPath { item }));
        }
        // Behind another path, it goes on.
        if end == self.url.len() {
            self.url.push(':');
        } else {
            self.url.truncate(end);
        }
        for part in path.split('/').filter(|part| !part.is_empty()) {
            if part == "." || part == ".." {
                self.problem.get_or_insert_with(|| {
                    Box::new(InvalidRequest::DotSegment {
                        path: path.to_owned(),
                    })
                });
            }
            self.url.push('/');
            push_encoded(&mut self.url, part);
        }
        self.url.push(':');
        self.cast()
    }

    pub(crate) fn request<R>(mut self, method: Method) -> Request<R> {
        self.url.truncate(self.end().len());
        Request::new(method, self.url)
            .with_keys(self.keys)
            .with_problem(self.problem)
    }
}

impl<M> Clone for RawPath<M> {
    fn clone(&self) -> Self {
        RawPath {
            url: self.url.clone(),
            problem: self.problem.clone(),
            keys: self.keys,
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
pub trait Media {}

/// An entity below which others are addressed by path, as drive items are.
#[diagnostic::on_unimplemented(
    message = "nothing below `{Self}` is addressed by path",
    label = "`:/path:` cannot follow here",
    note = "an entity below which others have paths, as drive items, is declared with `#[path_addressed]`"
)]
pub trait PathAddressed {}

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
    /// It allows the verbs that the path to the entity allows.
    fn value(self) -> StreamPath<<Self::Shape as ToOne>::Verbs>
    where
        Self::Entity: Media,
        Self::Shape: ToOne,
    {
        StreamPath::from_raw(self.into_raw().step("/$value"))
    }

    /// Goes to the reference instead of what it refers to: `/$ref`.
    fn reference(self) -> ReferencePath<Self::Entity, Self::Shape>
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
    /// What is there lives there: all verbs are allowed, whatever is allowed on this.
    fn at_path(self, path: &str) -> <Self::Entity as Entity>::Path<One<GetPutPatchDelete>>
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
    fn get(self) -> Request<<Self::Shape as Shape>::Answer<<Self::Entity as Declared>::Held>>
    where
        Self::Shape: AllowsGet,
    {
        self.into_raw().request(Method::GET)
    }

    /// Creates a member of the collection. The service answers with it, or with nothing.
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
