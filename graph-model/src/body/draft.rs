//! The JSON of a body under construction.
//!
//! In: properties and links, in any order, some of them twice. Out: the body of a request, or why there is none.

use std::borrow::Cow;
use std::ops::Range;

use crate::edm::to_send;
use crate::json::other_form;
use crate::model::Declared;
use crate::request::{Body, InvalidRequest, PUBLIC_ORIGIN, Request};

/// What a link in a body leads to.
pub(crate) struct Link {
    /// Its URL behind the service's origin, percent-encoded.
    pub(crate) url: String,
    /// What makes a request with the link impossible to send.
    pub(crate) problem: Option<Box<InvalidRequest>>,
}

/// A JSON object under construction, without its closing brace.
#[derive(Clone)]
pub(crate) struct Draft {
    json: Vec<u8>,
    /// Each property that was set, and where its name and value stand.
    set: Vec<(Cow<'static, str>, Range<usize>)>,
    /// Where the public service's origin stands.
    origins: Vec<usize>,
    problem: Option<Box<InvalidRequest>>,
}

/// What each draft but the untyped ones begins with.
const ODATA_TYPE: &str = "@odata.type";

/// The same in OData 4.01.
const BARE_TYPE: &str = "@type";

/// Long enough for a small change: one allocation.
const USUAL_LENGTH: usize = 256;

pub(super) fn append_null(json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    json.extend_from_slice(b"null");
    Ok(())
}

impl Draft {
    /// With `@odata.type`, unless the type is abstract: a service can make none of those.
    pub(super) fn of<X: Declared>() -> Self {
        match X::IS_ABSTRACT {
            true => Draft::untyped(),
            false => Draft::typed(X::ODATA_TYPE),
        }
    }

    pub(super) fn typed(odata_type: &str) -> Self {
        let mut json = Vec::with_capacity(USUAL_LENGTH);
        json.extend_from_slice(b"{\"@odata.type\":\"");
        // A qualified name holds nothing that JSON escapes.
        json.extend_from_slice(odata_type.as_bytes());
        json.push(b'"');
        Draft {
            json,
            set: Vec::new(),
            origins: Vec::new(),
            problem: None,
        }
    }

    /// Without `@odata.type`.
    pub(crate) fn untyped() -> Self {
        Draft {
            json: Vec::with_capacity(USUAL_LENGTH),
            set: Vec::new(),
            origins: Vec::new(),
            problem: None,
        }
    }

    pub(crate) fn set_links(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        is_collection: bool,
        targets: impl IntoIterator<Item = Link>,
    ) {
        let mut problem = None;
        let mut origins = Vec::new();
        let name = name.into();
        self.remove_other_form(&name);
        self.set(name, |json| {
            if is_collection {
                json.push(b'[');
            }
            for (index, target) in targets.into_iter().enumerate() {
                if index > 0 {
                    json.push(b',');
                }
                json.push(b'"');
                origins.push(json.len());
                json.extend_from_slice(PUBLIC_ORIGIN.as_bytes());
                // Percent-encoding leaves nothing that JSON escapes.
                json.extend_from_slice(target.url.as_bytes());
                json.push(b'"');
                problem = problem.take().or(target.problem);
            }
            if is_collection {
                json.push(b']');
            }
            Ok(())
        });
        self.origins.extend(origins);
        self.problem = self.problem.take().or(problem);
    }

    /// Takes another draft as the value of a property.
    pub(super) fn set_drafts(
        &mut self,
        name: &'static str,
        is_collection: bool,
        drafts: Vec<Draft>,
    ) {
        let mut problem = None;
        let mut origins = Vec::new();
        self.set(name, |json| {
            if is_collection {
                json.push(b'[');
            }
            for (index, draft) in drafts.into_iter().enumerate() {
                if index > 0 {
                    json.push(b',');
                }
                let start = json.len();
                origins.extend(draft.origins.iter().map(|at| start + at));
                json.extend_from_slice(&draft.json);
                json.extend_from_slice(if draft.json.is_empty() { b"{}" } else { b"}" });
                problem = problem.take().or(draft.problem);
            }
            if is_collection {
                json.push(b']');
            }
            Ok(())
        });
        self.origins.extend(origins);
        self.problem = self.problem.take().or(problem);
    }

    pub(super) fn annotate<T: serde::Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if name.contains('@') {
            self.remove_other_form(name);
            self.set(name.to_owned(), |json| serde_json::to_writer(json, value));
        } else {
            self.problem.get_or_insert_with(|| {
                Box::new(InvalidRequest::Annotation {
                    name: name.to_owned(),
                })
            });
        }
    }

    pub(crate) fn set(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        append: impl FnOnce(&mut Vec<u8>) -> Result<(), serde_json::Error>,
    ) {
        let name = name.into();
        if name == ODATA_TYPE || name == BARE_TYPE {
            return self.set_type(&name, append);
        }
        self.remove(&name);
        let start = self.json.len();
        self.json
            .extend_from_slice(if start == 0 { b"{" } else { b"," });
        let written = to_send(|| {
            serde_json::to_writer(&mut self.json, &*name)?;
            self.json.push(b':');
            append(&mut self.json)
        });
        match written {
            Ok(()) => self.set.push((name, start..self.json.len())),
            Err(unsent) => {
                self.json.truncate(start);
                self.problem.get_or_insert_with(|| unsent.of(&name));
            }
        }
    }

    /// Puts another type in the place of the draft's own: in front, where services look for it.
    pub(super) fn set_type(
        &mut self,
        name: &str,
        append: impl FnOnce(&mut Vec<u8>) -> Result<(), serde_json::Error>,
    ) {
        let mut start = format!("{{\"{name}\":").into_bytes();
        if let Err(unsent) = to_send(|| append(&mut start)) {
            self.problem.get_or_insert_with(|| unsent.of(name));
            return;
        }
        let end = self
            .set
            .first()
            .map_or(self.json.len(), |(_, range)| range.start);
        let moved = |at: usize| at - end + start.len();
        for at in &mut self.origins {
            *at = moved(*at);
        }
        for (_, range) in &mut self.set {
            *range = moved(range.start)..moved(range.end);
        }
        self.json.splice(..end, start);
    }

    /// Control information has two names, with `odata.` and without: the last one counts.
    fn remove_other_form(&mut self, name: &str) {
        if let Some(other) = other_form(name) {
            self.remove(&other);
        }
    }

    pub(super) fn remove(&mut self, name: &str) {
        let Some(index) = self.set.iter().position(|(known, _)| *known == name) else {
            return;
        };
        let (_, range) = self.set.remove(index);
        let length = range.len();
        self.origins.retain(|at| !range.contains(at));
        for at in self.origins.iter_mut().filter(|at| **at >= range.end) {
            *at -= length;
        }
        for (_, later) in &mut self.set[index..] {
            *later = later.start - length..later.end - length;
        }
        self.json.drain(range);
        // The first one of an object without a type begins with the brace.
        if let Some(first) = self.json.first_mut() {
            *first = b'{';
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.set.iter().map(|(name, _)| &**name)
    }

    pub(super) fn to_json(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.json).into_owned();
        text.push_str(if text.is_empty() { "{}" } else { "}" });
        text
    }

    pub(crate) fn send_with<R>(mut self, request: Request<R>) -> Request<R> {
        let end: &[u8] = if self.json.is_empty() { b"{}" } else { b"}" };
        self.json.extend_from_slice(end);
        request
            .with_body(Body::json(self.json).with_origins(self.origins))
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
        let mut draft = Draft::typed("#a.b");
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
        let mut draft = Draft::typed("#a.b");
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
            problem: "key must be a string".to_owned(),
        };
        assert_eq!(request.problem(), Some(&expected));
        assert_eq!(
            expected.to_string(),
            "the value of `odd` cannot be written as JSON: key must be a string"
        );
    }
}
