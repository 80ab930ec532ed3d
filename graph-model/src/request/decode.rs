//! From the bytes of an answer to the type that its request promised.
//!
//! In: status, headers, bytes. Out: a value, or a [`DecodeError`] that says where in the body it went wrong.

use bytes::Bytes;
use http::StatusCode;

use super::decode_error::DecodeError;
use super::raw_response::RawResponse;
use crate::json::Reading;
use crate::model::{Declared, Kept, Value, read_text};

mod error_object;

pub use error_object::{Shape, is_error};

/// What a request can be answered by.
///
/// Declared types implement it, and so do `()` (whatever came is ignored), `Option<T>` (`None` when the service answers
/// without a body, such as 204 No Content), [`Page`](crate::model::Page), [`Bytes`] and [`RawResponse`].
///
/// A body that is an error object, though its status is a success, is an error of all of them but [`Bytes`] and [`RawResponse`], which are
/// taken as they came. An entity that declares a property `error`, or has other properties besides it, is no error.
pub trait Decode: Sized {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// If the body is not what this type is written as, or an error object.
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError>;
}

impl Decode for () {
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError> {
        if !answer.body.is_empty() && is_error(&answer.body, NOT_DECLARED) {
            return Err(DecodeError::error_object(&answer.body).of_response(answer));
        }
        Ok(())
    }
}

impl Decode for RawResponse {
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError> {
        Ok(answer.clone())
    }
}

impl Decode for Bytes {
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError> {
        Ok(answer.body.clone())
    }
}

impl<T: Decode> Decode for Option<T> {
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError> {
        if answer.status == StatusCode::NO_CONTENT || answer.body.is_empty() {
            return Ok(None);
        }
        T::from_response(answer).map(Some)
    }
}

/// The shape of what nobody has declared.
const NOT_DECLARED: Shape = Shape::Structured { has_value: false };

/// Declared types, and pages of them.
impl<T: Value + Declared> Decode for T {
    fn from_response(answer: &RawResponse) -> Result<Self, DecodeError> {
        let body = &answer.body;
        let read = read_value::<T>(body);
        let read = match read {
            Ok(value) if value.undeclared().is_some_and(Kept::may_be_error) => {
                refuse_error(value, body)
            }
            read => read,
        };
        read.and_then(|value| whole(value, body))
            .map_err(|error| error.of_response(answer))
    }
}

/// Refuses a value in whose place an error object came.
#[cold]
fn refuse_error<T: Value>(value: T, body: &[u8]) -> Result<T, DecodeError> {
    let keeps_value = value
        .undeclared()
        .is_some_and(|kept| kept.get("value").is_some());
    let shape = match T::IS_ENVELOPE {
        true => Shape::Envelope,
        // A `value` that the type does not know is no property of it.
        false => Shape::Structured {
            has_value: !keeps_value,
        },
    };
    match is_error(body, shape) {
        true => Err(DecodeError::error_object(body)),
        false => Ok(value),
    }
}

/// Reads a value that is not a response by itself: a member of a page, or what was expanded.
///
/// # Errors
///
/// If the body is not what the type is written as.
pub fn decode<T: Value>(body: &[u8]) -> Result<T, DecodeError> {
    read_value(body).and_then(|value| whole(value, body))
}

fn read_value<T: Value>(body: &[u8]) -> Result<T, DecodeError> {
    let mut slot = None::<T>;
    // As a whole, the text is looked at for a tenth of what it costs string by string.
    let reading = match std::str::from_utf8(without_bom(body)) {
        Ok(text) => read_text(&mut slot, text),
        Err(_) => Err(not_utf8(body)),
    };
    let reading = reading.map_err(|error| DecodeError::from_json(&error, body))?;
    match (reading, slot) {
        (Reading::Done | Reading::Spelled, Some(value)) => Ok(value),
        (Reading::Misfit, _) => Err(DecodeError::shape(T::EXPECTED, kind_of(body), body)),
        (Reading::Null | Reading::Done | Reading::Spelled, _) => {
            Err(DecodeError::shape(T::EXPECTED, "null", body))
        }
    }
}

fn whole<T: Value>(value: T, body: &[u8]) -> Result<T, DecodeError> {
    match value.missing() {
        Some(expected) => Err(DecodeError::shape(expected, "other JSON", body)),
        None => Ok(value),
    }
}

/// JSON without the byte order mark that some services write in front of it (RFC 8259, 8.1, lets readers pass over it).
pub fn without_bom(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}

/// Where it is not. Not read as its type, whose code would be compiled a second time for it.
#[cold]
fn not_utf8(body: &[u8]) -> serde_json::Error {
    match serde_json::from_slice::<serde_json::Value>(without_bom(body)) {
        Err(error) => error,
        Ok(_) => serde::de::Error::custom("not UTF-8"),
    }
}

/// What kind of JSON a text is, for messages.
fn kind_of(json: &[u8]) -> &'static str {
    match without_bom(json).trim_ascii_start().first() {
        Some(b'{') => "a JSON object",
        Some(b'[') => "a JSON array",
        Some(b'"') => "a JSON string",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}
