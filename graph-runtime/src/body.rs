//! What goes out: [`Update`] and [`Create`] hold just what was set, as JSON text from the start.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use crate::data::{Declared, InheritedBy};
use crate::property::access::{Clearable, Creatable, Updatable};
use crate::property::{IntoValue, Property};
use crate::request::{Body, InvalidRequest, Request};

/// A change to an `X`: what is set is sent, what is cleared is sent as null, and nothing else is.
///
/// `@odata.type` is always sent: services that know the type by its place take it, those that do not need it.
///
/// Its `Debug` form shows the names of what was set, never a value.
#[must_use = "an update does nothing until a path takes it: `path.patch(update)`"]
pub struct Update<X> {
    draft: Draft,
    of: PhantomData<fn() -> X>,
}

impl<X: Declared> Update<X> {
    /// A change of nothing.
    pub fn new() -> Self {
        Update {
            draft: Draft::new(X::ODATA_TYPE),
            of: PhantomData,
        }
    }

    /// Sets a property. The last value counts if it is set again.
    pub fn set<O, V, A>(mut self, property: Property<O, V, A>, value: impl IntoValue<V>) -> Self
    where
        O: InheritedBy<X>,
        A: Updatable,
    {
        self.draft
            .set(property.name(), |json| value.append_json(json));
        self
    }

    /// Sets a property to null, which Graph takes as "remove the value".
    pub fn clear<O, V, A>(mut self, property: Property<O, V, A>) -> Self
    where
        O: InheritedBy<X>,
        A: Clearable,
    {
        self.draft.set(property.name(), append_null);
        self
    }

    /// The JSON text that is sent.
    pub fn to_json(&self) -> String {
        self.draft.to_json()
    }
}

/// A new `X`: what is set is sent, and nothing else is. Takes `#[immutable]` properties, too.
///
/// Its `Debug` form shows the names of what was set, never a value.
#[must_use = "a new entity is nothing until a path takes it: `path.post(create)`"]
pub struct Create<X> {
    draft: Draft,
    of: PhantomData<fn() -> X>,
}

impl<X: Declared> Create<X> {
    /// An `X` of which nothing is set.
    pub fn new() -> Self {
        Create {
            draft: Draft::new(X::ODATA_TYPE),
            of: PhantomData,
        }
    }

    /// Sets a property. The last value counts if it is set again.
    pub fn set<O, V, A>(mut self, property: Property<O, V, A>, value: impl IntoValue<V>) -> Self
    where
        O: InheritedBy<X>,
        A: Creatable,
    {
        self.draft
            .set(property.name(), |json| value.append_json(json));
        self
    }

    /// Sets a property to null, where that differs from leaving it out.
    pub fn clear<O, V, A>(mut self, property: Property<O, V, A>) -> Self
    where
        O: InheritedBy<X>,
        A: Clearable,
    {
        self.draft.set(property.name(), append_null);
        self
    }

    /// The JSON text that is sent.
    pub fn to_json(&self) -> String {
        self.draft.to_json()
    }
}

macro_rules! drafts {
    ($($type:ident, $word:literal;)*) => {$(
        impl<X> $type<X> {
            pub(crate) fn send_with<R>(self, request: Request<R>) -> Request<R> {
                self.draft.send_with(request)
            }
        }

        impl<X: Declared> Default for $type<X> {
            fn default() -> Self {
                Self::new()
            }
        }

        impl<X> Clone for $type<X> {
            fn clone(&self) -> Self {
                $type {
                    draft: self.draft.clone(),
                    of: PhantomData,
                }
            }
        }

        impl<X> fmt::Debug for $type<X> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($word)?;
                f.debug_list().entries(self.draft.names()).finish()
            }
        }
    )*};
}

drafts! {
    Update, "Update ";
    Create, "Create ";
}

/// A JSON object under construction, without its closing brace.
#[derive(Clone)]
struct Draft {
    json: Vec<u8>,
    /// Each property that was set, and where its name and value stand.
    set: Vec<(&'static str, Range<usize>)>,
    problem: Option<Box<InvalidRequest>>,
}

/// Long enough for a small change: one allocation.
const USUAL_LENGTH: usize = 256;

fn append_null(json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    json.extend_from_slice(b"null");
    Ok(())
}

impl Draft {
    fn new(odata_type: &str) -> Self {
        let mut json = Vec::with_capacity(USUAL_LENGTH);
        json.extend_from_slice(b"{\"@odata.type\":\"");
        // A qualified name holds nothing that JSON escapes.
        json.extend_from_slice(odata_type.as_bytes());
        json.push(b'"');
        Draft {
            json,
            set: Vec::new(),
            problem: None,
        }
    }

    fn set(
        &mut self,
        name: &'static str,
        append: impl FnOnce(&mut Vec<u8>) -> Result<(), serde_json::Error>,
    ) {
        self.remove(name);
        let start = self.json.len();
        self.json.extend_from_slice(b",\"");
        self.json.extend_from_slice(name.as_bytes());
        self.json.extend_from_slice(b"\":");
        match append(&mut self.json) {
            Ok(()) => self.set.push((name, start..self.json.len())),
            Err(_) => {
                self.json.truncate(start);
                self.problem.get_or_insert_with(|| {
                    Box::new(InvalidRequest::Body {
                        property: name.to_owned(),
                    })
                });
            }
        }
    }

    fn remove(&mut self, name: &str) {
        let Some(index) = self.set.iter().position(|(known, _)| *known == name) else {
            return;
        };
        let (_, range) = self.set.remove(index);
        let length = range.len();
        self.json.drain(range);
        for (_, later) in &mut self.set[index..] {
            *later = later.start - length..later.end - length;
        }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.set.iter().map(|(name, _)| *name)
    }

    fn to_json(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.json).into_owned();
        text.push('}');
        text
    }

    fn send_with<R>(mut self, request: Request<R>) -> Request<R> {
        self.json.push(b'}');
        request
            .with_body(Body::json(self.json))
            .with_problem(self.problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &'static str) -> impl FnOnce(&mut Vec<u8>) -> Result<(), serde_json::Error> {
        move |json| serde_json::to_writer(json, value)
    }

    #[test]
    fn setting_again_removes_what_was_there() {
        let mut draft = Draft::new("#a.b");
        draft.set("one", text("1"));
        draft.set("two", text("a longer value, with \"quotes\" and a , comma"));
        draft.set("three", append_null);
        draft.set("one", text("again"));
        draft.set("two", append_null);
        assert_eq!(
            draft.to_json(),
            r##"{"@odata.type":"#a.b","three":null,"one":"again","two":null}"##
        );
        assert_eq!(draft.names().collect::<Vec<_>>(), ["three", "one", "two"]);
        for (name, range) in &draft.set {
            let entry = &draft.json[range.clone()];
            assert!(entry.starts_with(format!(",\"{name}\":").as_bytes()));
        }
    }

    #[test]
    fn a_value_without_a_json_form_is_a_problem_of_the_request_and_leaves_no_trace() {
        let mut draft = Draft::new("#a.b");
        draft.set("before", append_null);
        draft.set("odd", |json| {
            json.extend_from_slice(b"{\"half\":");
            serde_json::to_writer(json, &std::collections::BTreeMap::from([((), ())]))
        });
        draft.set("after", append_null);
        assert_eq!(
            draft.to_json(),
            r##"{"@odata.type":"#a.b","before":null,"after":null}"##
        );
        let request = draft.send_with(Request::<()>::new(http::Method::PATCH, "/"));
        let expected = InvalidRequest::Body {
            property: "odd".to_owned(),
        };
        assert_eq!(request.problem(), Some(&expected));
    }
}
