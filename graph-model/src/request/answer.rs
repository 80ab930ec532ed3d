//! From the bytes of an answer to the type that its request promised.
//!
//! In: status, headers, bytes. Out: a value, or a [`DecodeError`] that says where in the body it went wrong.

use bytes::Bytes;
use http::StatusCode;

use super::decode_error::DecodeError;
use super::raw_answer::RawAnswer;
use crate::json::Reading;
use crate::model::{Declared, Value, read_text};

/// What a request can be answered by.
///
/// Declared types implement it, and so do `()` (whatever came is ignored), `Option<T>` (`None` when the service answers
/// without a body, such as 204 No Content), [`Page`](crate::model::Page), [`Bytes`] and [`RawAnswer`].
pub trait Answer: Sized {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// If the body is not what this type is written as.
    fn from_answer(answer: &RawAnswer) -> Result<Self, DecodeError>;
}

impl Answer for () {
    fn from_answer(_: &RawAnswer) -> Result<Self, DecodeError> {
        Ok(())
    }
}

impl Answer for RawAnswer {
    fn from_answer(answer: &RawAnswer) -> Result<Self, DecodeError> {
        Ok(answer.clone())
    }
}

impl Answer for Bytes {
    fn from_answer(answer: &RawAnswer) -> Result<Self, DecodeError> {
        Ok(answer.body.clone())
    }
}

impl<T: Answer> Answer for Option<T> {
    fn from_answer(answer: &RawAnswer) -> Result<Self, DecodeError> {
        if answer.status == StatusCode::NO_CONTENT || answer.body.is_empty() {
            return Ok(None);
        }
        T::from_answer(answer).map(Some)
    }
}

/// Declared types, and pages of them.
impl<T: Value + Declared> Answer for T {
    fn from_answer(answer: &RawAnswer) -> Result<Self, DecodeError> {
        decode(&answer.body).map_err(|error| error.of_answer(answer))
    }
}

/// Reads a body as one value.
///
/// # Errors
///
/// If the body is not what the type is written as.
pub fn decode<T: Value>(body: &[u8]) -> Result<T, DecodeError> {
    let mut slot = None::<T>;
    // As a whole, the text is looked at for a tenth of what it costs string by string.
    let reading = match std::str::from_utf8(body) {
        Ok(text) => read_text(&mut slot, text),
        Err(_) => Err(not_utf8(body)),
    };
    let reading = reading.map_err(|error| DecodeError::from_json(&error, body))?;
    match (reading, slot) {
        (Reading::Done | Reading::Spelled, Some(value)) => match value.missing() {
            Some(expected) => Err(DecodeError::shape(expected, "other JSON", body)),
            None => Ok(value),
        },
        (Reading::Misfit, _) => Err(DecodeError::shape(T::EXPECTED, kind_of(body), body)),
        (Reading::Null | Reading::Done | Reading::Spelled, _) => {
            Err(DecodeError::shape(T::EXPECTED, "null", body))
        }
    }
}

/// Where it is not. Not read as its type, whose code would be compiled a second time for it.
#[cold]
fn not_utf8(body: &[u8]) -> serde_json::Error {
    match serde_json::from_slice::<serde_json::Value>(body) {
        Err(error) => error,
        Ok(_) => serde::de::Error::custom("not UTF-8"),
    }
}

/// What kind of JSON a text is, for messages.
fn kind_of(json: &[u8]) -> &'static str {
    match json.trim_ascii_start().first() {
        Some(b'{') => "a JSON object",
        Some(b'[') => "a JSON array",
        Some(b'"') => "a JSON string",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}
