//! Actions and functions: what a path calls, with which arguments, and what comes of it.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use super::raw::RawPath;
use crate::body::Arguments;
use crate::request::Request;

/// A path that ends in an action, whose arguments are `P`, and whose answer is an `R`.
///
/// Source: OData 4.01, Protocol, "Actions".
#[must_use = "a path is not sent: make it a request with `.post(arguments)`"]
pub struct ActionPath<P, R> {
    raw: RawPath<()>,
    of: Marker<(P, R)>,
}

/// A path that ends in an action without arguments, whose answer is an `R`.
#[must_use = "a path is not sent: make it a request with `.post()`"]
pub struct BareActionPath<R> {
    raw: RawPath<()>,
    of: Marker<R>,
}

/// A path that ends in a function, whose answer is an `R`.
///
/// Source: OData 4.01, Protocol, "Functions"; URL Conventions, "Addressing Operations".
#[must_use = "a path is not sent: make it a request with `.get()`"]
pub struct FunctionPath<R> {
    raw: RawPath<()>,
    of: Marker<R>,
}

type Marker<T> = PhantomData<fn() -> T>;

/// Nothing: it is there for what it says where an action is read.
#[diagnostic::on_unimplemented(
    message = "an action is carried out by POST, not GET",
    label = "the path ends in an action",
    note = "write `POST`; what is read by GET is declared as a `function`"
)]
pub trait ReadByGet {}

/// Nothing: it is there for what it says where a function is posted to.
#[diagnostic::on_unimplemented(
    message = "a function is called by GET, not POST",
    label = "the path ends in a function",
    note = "write `GET`; what is carried out by POST is declared as an `action`"
)]
pub trait CalledByPost {}

/// Nothing: it is there for what it says where an action has no body.
#[diagnostic::on_unimplemented(
    message = "this action has parameters, so its POST needs a body: its arguments",
    label = "the arguments are missing",
    note = "write them behind the path: `POST /…, arguments`, made by `Arguments::new().set(…)`; without any, `Arguments::new()`"
)]
pub trait WithoutArguments {}

/// Nothing: it is there for what it says where an action has a body that it does not take.
#[diagnostic::on_unimplemented(
    message = "this action has no parameters, so its POST has no body",
    label = "the body is surplus",
    note = "remove the body, and the comma before it"
)]
pub trait WithArguments {}

impl<P, R> ActionPath<P, R> {
    #[doc(hidden)]
    pub fn get(self) -> Request<R>
    where
        R: ReadByGet,
    {
        self.raw.request(Method::GET)
    }

    /// Carries the action out. Only the arguments that are set are sent.
    pub fn post(self, arguments: Arguments<P>) -> Request<R> {
        arguments.send_with(self.raw.request(Method::POST))
    }

    #[doc(hidden)]
    pub fn post_body(self, arguments: Arguments<P>) -> Request<R> {
        self.post(arguments)
    }

    #[doc(hidden)]
    pub fn post_without_body(self) -> Request<R>
    where
        Self: WithoutArguments,
    {
        self.raw.request(Method::POST)
    }
}

impl<R> BareActionPath<R> {
    #[doc(hidden)]
    pub fn get(self) -> Request<R>
    where
        R: ReadByGet,
    {
        self.raw.request(Method::GET)
    }

    /// Carries the action out.
    pub fn post(self) -> Request<R> {
        self.raw.request(Method::POST)
    }

    #[doc(hidden)]
    pub fn post_body<B>(self, _: B) -> Request<R>
    where
        Self: WithArguments,
    {
        self.raw.request(Method::POST)
    }

    #[doc(hidden)]
    pub fn post_without_body(self) -> Request<R> {
        self.post()
    }
}

impl<R> FunctionPath<R> {
    #[doc(hidden)]
    pub fn post(self) -> Request<R>
    where
        R: CalledByPost,
    {
        self.raw.request(Method::POST)
    }

    #[doc(hidden)]
    pub fn post_body<B>(self, _: B) -> Request<R>
    where
        R: CalledByPost,
    {
        self.raw.request(Method::POST)
    }

    #[doc(hidden)]
    pub fn post_without_body(self) -> Request<R>
    where
        R: CalledByPost,
    {
        self.raw.request(Method::POST)
    }

    /// Calls the function.
    pub fn get(self) -> Request<R> {
        self.raw.request(Method::GET)
    }
}

macro_rules! ends {
    ($([$($param:ident),*] $type:ident;)*) => {$(
        impl<$($param),*> $type<$($param),*> {
            #[doc(hidden)]
            pub fn from_raw(raw: RawPath<()>) -> Self {
                $type {
                    raw,
                    of: PhantomData,
                }
            }
        }

        impl<$($param),*> Clone for $type<$($param),*> {
            fn clone(&self) -> Self {
                $type::from_raw(self.raw.clone())
            }
        }

        impl<$($param),*> fmt::Debug for $type<$($param),*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.raw.fmt(f)
            }
        }
    )*};
}

ends! {
    [P, R] ActionPath;
    [R] BareActionPath;
    [R] FunctionPath;
}
