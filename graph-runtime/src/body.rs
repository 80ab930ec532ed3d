//! What goes out: [`Update`] and [`Create`] hold just what was set, as JSON text from the start.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use crate::data::{Declared, InheritedBy, Inherits};
use crate::nav::{Linkable, Multiple, Nav, Single};
use crate::path::{Path, RawPath};
use crate::property::access::{Clearable, Creatable, Updatable};
use crate::property::{IntoValue, Property};
use crate::request::{Body, InvalidRequest, PUBLIC_ORIGIN, Request};

mod binding;

/// A change to an `X`: what is set is sent, what is cleared is sent as null, and nothing else is.
///
/// Source: OData 4.01, Protocol, "Update an Entity": what is absent stays as it is.
///
/// `@odata.type` is sent, unless the type is abstract: services that know the type by its place take it, those that do not
/// need it.
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
            draft: Draft::of::<X>(),
            of: PhantomData,
        }
    }

    /// Sets a property. The last value counts if it is set again.
    pub fn set<O, V, A, W>(mut self, property: Property<O, V, A>, value: impl IntoValue<V>) -> Self
    where
        O: InheritedBy<X, W>,
        A: Updatable,
    {
        self.draft
            .set(property.name(), |json| value.append_json(json));
        self
    }

    /// Sets a property to null, which Graph takes as "remove the value".
    pub fn clear<O, V, A, W>(mut self, property: Property<O, V, A>) -> Self
    where
        O: InheritedBy<X, W>,
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
/// Source: OData 4.01, Protocol, "Create an Entity".
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
            draft: Draft::of::<X>(),
            of: PhantomData,
        }
    }

    /// Sets a property. The last value counts if it is set again.
    pub fn set<O, V, A, W>(mut self, property: Property<O, V, A>, value: impl IntoValue<V>) -> Self
    where
        O: InheritedBy<X, W>,
        A: Creatable,
    {
        self.draft
            .set(property.name(), |json| value.append_json(json));
        self
    }

    /// Sets a property to null, where that differs from leaving it out.
    pub fn clear<O, V, A, W>(mut self, property: Property<O, V, A>) -> Self
    where
        O: InheritedBy<X, W>,
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

impl<X> Create<X> {
    /// Creates a related entity along with this one (a deep insert: OData 4.01, Protocol, section 11.4.2.2).
    pub fn insert<O, T, K, S, W, W2>(mut self, nav: Nav<O, T, K>, entity: Create<S>) -> Self
    where
        O: InheritedBy<X, W>,
        K: Linkable + Single,
        S: Inherits<T, W2>,
    {
        self.draft.set_drafts(nav.name(), false, vec![entity.draft]);
        self
    }

    /// Creates related entities along with this one.
    pub fn insert_all<O, T, K, S, W, W2>(
        mut self,
        nav: Nav<O, T, K>,
        entities: impl IntoIterator<Item = Create<S>>,
    ) -> Self
    where
        O: InheritedBy<X, W>,
        K: Linkable + Multiple,
        S: Inherits<T, W2>,
    {
        let drafts = entities.into_iter().map(|entity| entity.draft).collect();
        self.draft.set_drafts(nav.name(), true, drafts);
        self
    }
}

macro_rules! drafts {
    ($($type:ident, $word:literal;)*) => {$(
        impl<X> $type<X> {
            pub(crate) fn send_with<R>(self, request: Request<R>) -> Request<R> {
                self.draft.send_with(request)
            }
        }

        impl<X> $type<X> {
            /// Sets an annotation, of the entity (`@microsoft.graph.conflictBehavior`) or of a property (`name@term`).
            ///
            /// A name without `@` is reported when the request is sent, and nothing goes out.
            pub fn annotate<V: serde::Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
                self.draft.annotate(name, value);
                self
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

/// The arguments of an action: what is set is sent, and nothing else is.
///
/// `P` is the type that the declaration makes for the action, with a constant for each parameter.
///
/// Source: OData 4.01, Protocol, "Invoking an Action".
///
/// Its `Debug` form shows the names of what was set, never a value.
#[must_use = "arguments do nothing until an action takes them: `path.post(arguments)`"]
pub struct Arguments<P> {
    draft: Draft,
    of: PhantomData<fn() -> P>,
}

impl<P> Arguments<P> {
    /// No arguments.
    pub fn new() -> Self {
        Arguments {
            draft: Draft::untyped(),
            of: PhantomData,
        }
    }

    /// Sets an argument. The last value counts if it is set again.
    pub fn set<V, A>(mut self, parameter: Property<P, V, A>, value: impl IntoValue<V>) -> Self {
        self.draft
            .set(parameter.name(), |json| value.append_json(json));
        self
    }

    /// Sets an argument to null.
    pub fn clear<V, A: Clearable>(mut self, parameter: Property<P, V, A>) -> Self {
        self.draft.set(parameter.name(), append_null);
        self
    }

    /// The JSON text that is sent.
    pub fn to_json(&self) -> String {
        self.draft.to_json()
    }
}

impl<P> Arguments<P> {
    pub(crate) fn send_with<R>(self, request: Request<R>) -> Request<R> {
        self.draft.send_with(request)
    }
}

impl<P> Clone for Arguments<P> {
    fn clone(&self) -> Self {
        Arguments {
            draft: self.draft.clone(),
            of: PhantomData,
        }
    }
}

impl<P> fmt::Debug for Arguments<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Arguments ")?;
        f.debug_list().entries(self.draft.names()).finish()
    }
}

impl<P> Default for Arguments<P> {
    fn default() -> Self {
        Self::new()
    }
}

/// A request whose body links to the entity at a path.
pub(crate) fn link<R, P: Path>(request: Request<R>, target: P) -> Request<R> {
    let mut draft = Draft::untyped();
    draft.set_links("@odata.id", false, [target.into_raw()]);
    draft.send_with(request)
}

/// A JSON object under construction, without its closing brace.
#[derive(Clone)]
struct Draft {
    json: Vec<u8>,
    /// Each property that was set, and where its name and value stand.
    set: Vec<(Cow<'static, str>, Range<usize>)>,
    /// Where the public service's origin stands.
    origins: Vec<usize>,
    problem: Option<Box<InvalidRequest>>,
}

/// What each draft but the untyped ones begins with.
const ODATA_TYPE: &str = "@odata.type";

/// Long enough for a small change: one allocation.
const USUAL_LENGTH: usize = 256;

fn append_null(json: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    json.extend_from_slice(b"null");
    Ok(())
}

impl Draft {
    /// With `@odata.type`, unless the type is abstract: a service can make none of those.
    fn of<X: Declared>() -> Self {
        match X::IS_ABSTRACT {
            true => Draft::untyped(),
            false => Draft::typed(X::ODATA_TYPE),
        }
    }

    fn typed(odata_type: &str) -> Self {
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
    fn untyped() -> Self {
        Draft {
            json: Vec::with_capacity(USUAL_LENGTH),
            set: Vec::new(),
            origins: Vec::new(),
            problem: None,
        }
    }

    fn set_links<M>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        is_collection: bool,
        targets: impl IntoIterator<Item = RawPath<M>>,
    ) {
        let mut problem = None;
        let mut origins = Vec::new();
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
                json.extend_from_slice(target.end().as_bytes());
                json.push(b'"');
                problem = problem.take().or(target.into_problem());
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
    fn set_drafts(&mut self, name: &'static str, is_collection: bool, drafts: Vec<Draft>) {
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

    fn annotate<T: serde::Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if name.contains('@') {
            self.set(name.to_owned(), |json| serde_json::to_writer(json, value));
        } else {
            self.problem.get_or_insert_with(|| {
                Box::new(InvalidRequest::Annotation {
                    name: name.to_owned(),
                })
            });
        }
    }

    fn set(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        append: impl FnOnce(&mut Vec<u8>) -> Result<(), serde_json::Error>,
    ) {
        let name = name.into();
        if name == ODATA_TYPE {
            return self.set_type(append);
        }
        self.remove(&name);
        let start = self.json.len();
        self.json
            .extend_from_slice(if start == 0 { b"{" } else { b"," });
        let written = serde_json::to_writer(&mut self.json, &*name).and_then(|()| {
            self.json.push(b':');
            append(&mut self.json)
        });
        match written {
            Ok(()) => self.set.push((name, start..self.json.len())),
            Err(_) => {
                self.json.truncate(start);
                self.problem.get_or_insert_with(|| {
                    Box::new(InvalidRequest::Body {
                        property: name.into_owned(),
                    })
                });
            }
        }
    }

    /// Puts another type in the place of the draft's own: in front, where services look for it.
    fn set_type(&mut self, append: impl FnOnce(&mut Vec<u8>) -> Result<(), serde_json::Error>) {
        let mut start = b"{\"@odata.type\":".to_vec();
        if append(&mut start).is_err() {
            let property = ODATA_TYPE.to_owned();
            self.problem
                .get_or_insert_with(|| Box::new(InvalidRequest::Body { property }));
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

    fn remove(&mut self, name: &str) {
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

    fn names(&self) -> impl Iterator<Item = &str> {
        self.set.iter().map(|(name, _)| &**name)
    }

    fn to_json(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.json).into_owned();
        text.push_str(if text.is_empty() { "{}" } else { "}" });
        text
    }

    fn send_with<R>(mut self, request: Request<R>) -> Request<R> {
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
        };
        assert_eq!(request.problem(), Some(&expected));
    }
}
