//! The raw values of properties: `/displayName/$value`.
//!
//! In: a path to a property. Out: a request for its value as text, without JSON around it.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{Method, StatusCode, header};

use super::raw::RawPath;
use super::resource::PropertyPath;
use super::rules::One;
use super::verbs::AllowsGet;
use crate::edm::{Binary, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use crate::model::{Declared, EnumerationKind, FlagsKind, Id, Kind, ValueOf};
use crate::request::{Decode, DecodeError, RawResponse, Request, Shape, is_error, without_bom};

/// A primitive type or an enumeration: a property of it has a raw value, at `/$value`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no raw value",
    label = "`/$value` follows a property with a single primitive value",
    note = "leave `/$value` out: the property's own URL gives the whole value"
)]
pub trait Primitive {
    /// The response to a request for the raw value: [`RawText`], or [`Bytes`] of an `Edm.Binary`.
    type Raw: Decode;
}

macro_rules! as_text {
    ($($(@$param:ident)? $type:ty),* $(,)?) => {$(
        impl$(<$param>)? Primitive for $type {
            type Raw = RawText;
        }
    )*};
}

as_text! {
    String, bool, u8, i8, i16, i32, i64, f32, f64, Decimal, Guid, jiff::civil::Date, DateTimeOffset, TimeOfDay, Duration, @X Id<X>,
}

impl Primitive for Binary {
    type Raw = Bytes;
}

/// How enumerations are read, with flags or without.
#[doc(hidden)]
pub trait OfMembers {}

impl OfMembers for EnumerationKind {}

impl OfMembers for FlagsKind {}

#[diagnostic::do_not_recommend]
impl<T: Declared<Kind: OfMembers + Kind<T>>> Primitive for T {
    type Raw = RawText;
}

/// A path to the raw value of a property: `/users/{id}/displayName/$value`.
///
/// Source: OData 4.01, Protocol, "Requesting a Property's Raw Value using `$value`"; URL Conventions, section 4.7.
#[must_use = "a path is not sent: make it a request with `.get()`"]
pub struct RawTextPath<R, V> {
    raw: RawPath<V>,
    of: PhantomData<fn() -> R>,
}

impl<T, V> PropertyPath<ValueOf<T>, V> {
    /// Goes to the raw value of the property: `/$value`. It allows GET where the property does.
    pub fn value(self) -> RawTextPath<T::Raw, V>
    where
        T: Primitive,
    {
        RawTextPath {
            raw: self.into_raw().step("/$value"),
            of: PhantomData,
        }
    }
}

impl<R, V> RawTextPath<R, V> {
    /// Reads the raw value.
    pub fn get(self) -> Request<R>
    where
        One<V>: AllowsGet,
    {
        self.raw.request(Method::GET).accepting("*/*")
    }
}

impl<R, V> Clone for RawTextPath<R, V> {
    fn clone(&self) -> Self {
        RawTextPath {
            raw: self.raw.clone(),
            of: PhantomData,
        }
    }
}

impl<R, V> fmt::Debug for RawTextPath<R, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}

/// The raw value of a property, as `/$value` gives it: text without quotes around it.
///
/// A response without content (204) is a property that is null (OData 4.01, Protocol, section 11.2.4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawText {
    /// The text; `None` if the property is null.
    pub text: Option<String>,
}

impl Decode for RawText {
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError> {
        if answer.status == StatusCode::NO_CONTENT {
            return Ok(RawText { text: None });
        }
        // A text may look like an error object, and is one only if the service says that it is JSON.
        let media_type = answer.headers.get(header::CONTENT_TYPE);
        let is_json =
            media_type.is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
        if is_json && is_error(&answer.body, Shape::Envelope) {
            return Err(DecodeError::error_object(&answer.body).of_response(answer));
        }
        match std::str::from_utf8(without_bom(&answer.body)) {
            Ok(text) => Ok(RawText {
                text: Some(text.to_owned()),
            }),
            Err(_) => Err(
                DecodeError::shape("text", "bytes that are not UTF-8", &answer.body)
                    .of_response(answer),
            ),
        }
    }
}
