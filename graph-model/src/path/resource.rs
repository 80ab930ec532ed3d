//! The ends of paths that are no entities: counts, streams, single properties.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::Method;

use super::raw::RawPath;
use super::rules::One;
use super::verbs::{AllowsDelete, AllowsGet, AllowsPatch, AllowsPut};
use crate::body::{Create, Update};
use crate::model::{Declared, Inherits};
use crate::request::{Body, Decode, DecodeError, RawResponse, Request, Shape, is_error};

/// A path to a stream of bytes: `/photo/$value`, `/content`.
///
/// Source: OData 4.01, Protocol, "Requesting the Media Stream of a Media Entity using `$value`".
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
pub struct StreamPath<V> {
    raw: RawPath<V>,
}

/// A path to the number of a collection's members: `/users/$count`.
///
/// Source: OData 4.01, Protocol, "Requesting the Number of Items in a Collection".
#[must_use = "a path is not sent: make it a request with `.get()`"]
pub struct CountPath {
    raw: RawPath<()>,
    is_eventual: bool,
}

/// A path to one property that is no entity, answered by an `R`.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
pub struct PropertyPath<R, V> {
    raw: RawPath<V>,
    of: PhantomData<fn() -> R>,
}

impl<V> StreamPath<V> {
    #[doc(hidden)]
    pub fn from_raw(raw: RawPath<V>) -> Self {
        StreamPath { raw }
    }

    /// Reads the bytes, all at once.
    pub fn get(self) -> Request<Bytes>
    where
        One<V>: AllowsGet,
    {
        self.raw.request(Method::GET).accepting("*/*")
    }

    /// Writes the bytes: a [`Body`] with their `Content-Type`.
    pub fn put(self, body: Body) -> Request<Bytes>
    where
        One<V>: AllowsPut,
    {
        self.raw.request(Method::PUT).with_body(body)
    }

    /// Changes the bytes: a [`Body`] with its `Content-Type`.
    pub fn patch(self, body: Body) -> Request<Bytes>
    where
        One<V>: AllowsPatch,
    {
        self.raw.request(Method::PATCH).with_body(body)
    }

    /// Deletes the bytes.
    pub fn delete(self) -> Request<()>
    where
        One<V>: AllowsDelete,
    {
        self.raw.request(Method::DELETE)
    }
}

impl CountPath {
    pub(crate) fn new(raw: RawPath<()>, is_eventual: bool) -> Self {
        CountPath { raw, is_eventual }
    }

    /// Reads the number.
    pub fn get(self) -> Request<Count> {
        let request = self.raw.request(Method::GET).accepting("text/plain");
        match self.is_eventual {
            true => request.eventual(),
            false => request,
        }
    }
}

impl<R, V> PropertyPath<R, V> {
    #[doc(hidden)]
    pub fn from_raw(raw: RawPath<V>) -> Self {
        PropertyPath {
            raw,
            of: PhantomData,
        }
    }

    /// Reads the property.
    pub fn get(self) -> Request<R>
    where
        One<V>: AllowsGet,
    {
        self.raw.request(Method::GET)
    }

    /// Sets the property to null.
    pub fn delete(self) -> Request<()>
    where
        One<V>: AllowsDelete,
    {
        self.raw.request(Method::DELETE)
    }

    pub(crate) fn into_raw(self) -> RawPath<V> {
        self.raw
    }
}

/// A property of a complex type that another declaration has.
impl<R: Declared, V> PropertyPath<R, V> {
    /// Changes what the update sets and clears, and nothing else. The response is the value, or nothing.
    pub fn patch<S, W>(self, body: Update<S>) -> Request<Option<R>>
    where
        One<V>: AllowsPatch,
        S: Inherits<R::Own, W>,
    {
        body.send_with(self.raw.request(Method::PATCH))
    }

    /// Replaces the value. The response is the value, or nothing.
    pub fn put<S, W>(self, body: Create<S>) -> Request<Option<R>>
    where
        One<V>: AllowsPut,
        S: Inherits<R::Own, W>,
    {
        body.send_with(self.raw.request(Method::PUT))
    }
}

impl<V> Clone for StreamPath<V> {
    fn clone(&self) -> Self {
        StreamPath::from_raw(self.raw.clone())
    }
}

impl Clone for CountPath {
    fn clone(&self) -> Self {
        CountPath::new(self.raw.clone(), self.is_eventual)
    }
}

impl<T, V> Clone for PropertyPath<T, V> {
    fn clone(&self) -> Self {
        PropertyPath::from_raw(self.raw.clone())
    }
}

macro_rules! debug_as_url {
    ($([$($param:ident),*] $type:ty;)*) => {$(
        impl<$($param),*> fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.raw.fmt(f)
            }
        }
    )*};
}

debug_as_url! {
    [V] StreamPath<V>;
    [] CountPath;
    [T, V] PropertyPath<T, V>;
}

/// The number of a collection's members, as `/$count` answers it: as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(pub u64);

impl Decode for Count {
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError> {
        // Some services begin the text with a byte order mark.
        let text = String::from_utf8_lossy(&answer.body);
        let text = text.trim_start_matches('\u{feff}').trim();
        text.parse().map(Count).map_err(|_| {
            let error = match is_error(&answer.body, Shape::Envelope) {
                true => DecodeError::error_object(&answer.body),
                false => DecodeError::shape("a number", "other text", &answer.body),
            };
            error.of_response(answer)
        })
    }
}
