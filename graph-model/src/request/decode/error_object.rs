//! Error objects in successful responses: some services answer 200 and say in the body that they failed.
//!
//! In: the body, and what its type knows. Out: whether the body is an error object, or an entity that has a property `error`.
//! Source: OData JSON Format 4.01, section 21.1 (error responses have one member, `error`); OData 3 calls it `odata.error`.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::without_bom;

/// How the type of a response is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Around what the response holds: `value`, and annotations. Whatever else is there, an `error` is the service's.
    Envelope,
    /// With properties of its own, of which `error` is none and `value` may be one. Only a body that has nothing but `error` is an
    /// error object: the declaration may leave out what a long-running operation, say, has in `error`.
    Structured {
        /// Whether the type has a property `value`.
        has_value: bool,
    },
}

/// Whether a body is an error object. Its type does not know `error`.
#[cold]
pub fn is_error(body: &[u8], shape: Shape) -> bool {
    let mut found = Found::default();
    let mut json = serde_json::Deserializer::from_slice(without_bom(body));
    let visitor = Members {
        shape,
        found: &mut found,
    };
    if json.deserialize_map(visitor).is_err() {
        return false;
    }
    match (found.error, shape) {
        (Error::No, _) => false,
        (Error::OfOdata, _) => true,
        (Error::Object { is_empty }, Shape::Envelope) => !is_empty,
        (Error::Text, Shape::Envelope) => true,
        (Error::Object { .. }, Shape::Structured { .. }) => !found.is_entity && !found.is_oauth,
        (Error::Text, Shape::Structured { .. }) => !found.is_entity,
    }
}

#[derive(Default)]
struct Found {
    error: Error,
    /// Whether there is a property besides, or an annotation that only entities have.
    is_entity: bool,
    /// Whether there are members that stand beside the `error` of OAuth.
    is_oauth: bool,
}

#[derive(Default, Clone, Copy)]
enum Error {
    #[default]
    No,
    Object {
        is_empty: bool,
    },
    /// OAuth's form.
    Text,
    /// `odata.error`: no property can have this name.
    OfOdata,
}

impl Error {
    fn of(json: &str) -> Self {
        match json.as_bytes() {
            [b'{', inner @ .., b'}'] => Error::Object {
                is_empty: inner.trim_ascii().is_empty(),
            },
            [b'"', inner @ .., b'"'] if !inner.is_empty() => Error::Text,
            _ => Error::No,
        }
    }
}

struct Members<'a> {
    shape: Shape,
    found: &'a mut Found,
}

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
            // Some services write members of an error with a capital.
            let name = match &*key {
                "Error" => "error",
                name => name,
            };
            match name {
                "error" => self.found.error = Error::of(value.get()),
                "odata.error" => {
                    if let Error::Object { .. } = Error::of(value.get()) {
                        self.found.error = Error::OfOdata;
                    }
                }
                "value" if self.shape == (Shape::Structured { has_value: true }) => {
                    self.found.is_entity = true;
                }
                "value" => {}
                "@odata.type" | "@odata.id" | "@odata.etag" | "@type" | "@id" | "@etag" => {
                    self.found.is_entity = true;
                }
                name if name.contains('@') || name.starts_with("odata.") => {}
                // RFC 6749, 5.2, and what Microsoft's identity platform adds to it.
                "timestamp" | "trace_id" | "correlation_id" => self.found.is_oauth = true,
                name if name.starts_with("error_") => self.found.is_oauth = true,
                _ => self.found.is_entity = true,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Shape = Shape::Structured { has_value: false };
    const WITH_VALUE: Shape = Shape::Structured { has_value: true };

    #[test]
    fn an_error_object_is_told_from_an_entity() {
        for (body, is_in_envelope, is_in_place_of_entity) in [
            (r#"{"error":{"code":"a","message":"b"}}"#, true, true),
            ("\u{feff}{\"error\":{\"code\":\"a\"}}", true, true),
            (r#"{"@odata.context":"x","error":{"code":"a"}}"#, true, true),
            (r#"{"error":{"code":"a"},"value":[]}"#, true, true),
            (r#"{"value":null,"error":{"code":"a"}}"#, true, true),
            (r#"{"\u0065rror":{"code":"a"}}"#, true, true),
            (r#"{"Error":{"Code":"a"}}"#, true, true),
            (r#"{"error":{}}"#, false, true),
            (
                r#"{"error":"invalid_grant","error_description":"a","trace_id":"b"}"#,
                true,
                true,
            ),
            (r#"{"error":"invalid_grant"}"#, true, true),
            (
                r#"{"odata.error":{"code":"a","message":{"lang":"en","value":"b"}},"id":"1"}"#,
                true,
                true,
            ),
            // An operation that has failed.
            (
                r#"{"id":"1","status":"failed","error":{"code":"a"}}"#,
                true,
                false,
            ),
            (r#"{"error":{"code":"a"},"status":"failed"}"#, true, false),
            (
                r##"{"@odata.type":"#a.b","error":{"code":"a"}}"##,
                true,
                false,
            ),
            (r#"{"@odata.etag":"1","error":{"code":"a"}}"#, true, false),
            (r#"{"error":{"code":"a"},"timestamp":"b"}"#, true, false),
            (r#"{"id":"1","error":"a"}"#, true, false),
            // Nothing went wrong.
            (r#"{"error":null}"#, false, false),
            (r#"{"error":""}"#, false, false),
            (r#"{"error":false,"value":[]}"#, false, false),
            (r#"{"error":[],"value":[]}"#, false, false),
            (r#"{"error@odata.type":"a","value":[]}"#, false, false),
            (r#"{"odata.error":null}"#, false, false),
            (r#"{"value":[{"error":{"code":"a"}}]}"#, false, false),
            (r#"{"x":{"error":{"code":"a"}}}"#, false, false),
            ("{}", false, false),
            ("[]", false, false),
            ("", false, false),
            (r#"{"error":{"code":"a"}"#, false, false),
        ] {
            assert_eq!(
                is_error(body.as_bytes(), Shape::Envelope),
                is_in_envelope,
                "{body}"
            );
            assert_eq!(
                is_error(body.as_bytes(), PLAIN),
                is_in_place_of_entity,
                "{body}"
            );
            let has_value = body.starts_with("{\"value\"") || body.ends_with("\"value\":[]}");
            let expected = is_in_place_of_entity && !has_value;
            assert_eq!(is_error(body.as_bytes(), WITH_VALUE), expected, "{body}");
        }
    }
}
