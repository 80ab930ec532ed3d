//! The members of an error object: details and inner errors, with what the documentation does not describe.
//!
//! Source: "Microsoft Graph error responses and resource types"; OData JSON Format 4.01, section 21.1, and that of OData 3.

use std::fmt;

use serde_json::{Map, Value};

/// One of several causes that Graph lists in `details`.
///
/// Its `Debug` form shows the names of the additional members only.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorDetail {
    /// The code; empty if there is none.
    pub code: String,
    /// The message; empty if there is none.
    pub message: String,
    /// What it is about: a property's name, say.
    pub target: Option<String>,
    additional: Map<String, Value>,
}

/// An error inside of an error, which says more of the cause than the one around it.
///
/// Its `Debug` form shows the names of the additional members only.
#[derive(Clone, PartialEq, Eq)]
pub struct InnerError {
    /// The code; empty if there is none.
    pub code: String,
    /// The message; empty if there is none.
    pub message: String,
    additional: Map<String, Value>,
}

/// The members of an error that have a method or a field of their own.
pub(super) const KNOWN: [&str; 5] = ["code", "message", "target", DETAILS, INNER];

pub(super) const DETAILS: &str = "details";

const INNER: &str = "innerError";

impl ErrorDetail {
    pub(super) fn of(detail: &Value) -> Self {
        let nothing = Map::new();
        let told = detail.as_str().map(str::to_owned);
        let detail = detail.as_object().unwrap_or(&nothing);
        ErrorDetail {
            code: text(detail, "code").unwrap_or_default(),
            message: text(detail, "message").or(told).unwrap_or_default(),
            target: text(detail, "target"),
            additional: others(detail, &["code", "message", "target"]),
        }
    }

    /// The members that Graph's documentation does not describe, by name.
    pub fn additional(&self) -> &Map<String, Value> {
        &self.additional
    }
}

impl InnerError {
    pub(super) fn of(inner: &Map<String, Value>) -> Self {
        InnerError {
            code: text(inner, "code").unwrap_or_default(),
            message: text(inner, "message").unwrap_or_default(),
            additional: others(inner, &["code", "message", INNER]),
        }
    }

    /// All other members but a further inner error, by name.
    pub fn additional(&self) -> &Map<String, Value> {
        &self.additional
    }
}

/// A member by its name. Services vary the letter case: `innererror`, `Message`.
pub(super) fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        let mut members = object.iter();
        members.find_map(|(other, value)| other.eq_ignore_ascii_case(name).then_some(value))
    })
}

/// A member as text.
pub(super) fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    text_of(member(object, name)?)
}

/// A value as text: a string, a number (some services number their codes), or `{"lang": …, "value": …}` (OData 3).
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(localized) => localized.get("value")?.as_str().map(str::to_owned),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

pub(super) fn inner_of(error: &Map<String, Value>) -> Option<&Map<String, Value>> {
    member(error, INNER)?.as_object()
}

/// The members that are not known, and those whose value is of another kind than the known one.
pub(super) fn others(object: &Map<String, Value>, known: &[&str]) -> Map<String, Value> {
    let is_read = |name: &str, value: &Value| {
        let known = known.iter().find(|known| known.eq_ignore_ascii_case(name));
        known.is_some_and(|known| match *known {
            _ if value.is_null() => true,
            DETAILS => value.is_array(),
            INNER => value.is_object(),
            _ => text_of(value).is_some(),
        })
    };
    let others = object.iter().filter(|(name, value)| !is_read(name, value));
    others
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorDetail")
            .field("code", &self.code)
            .field("message", &self.message)
            .field("target", &self.target)
            .field("additional", &self.additional.keys().collect::<Vec<_>>())
            .finish()
    }
}

impl fmt::Debug for InnerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InnerError")
            .field("code", &self.code)
            .field("message", &self.message)
            .field("additional", &self.additional.keys().collect::<Vec<_>>())
            .finish()
    }
}
