//! The URL of a path, as it grows: one `String`, appended to.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use super::key::{KeyForm, push_encoded, push_key};
use super::names::SegmentNames;
use crate::body::Link;
use crate::edm::to_send;
use crate::query::IntoLiteral;
use crate::request::{InvalidRequest, Request};
use crate::schema::IntoValue;

/// The URL of a path under construction, and what its types say of it.
pub struct RawPath<M> {
    url: String,
    problem: Option<Box<InvalidRequest>>,
    /// Which segments are keys: a bit for each of the first 64.
    keys: u64,
    marker: PhantomData<fn() -> M>,
}

/// Long enough for most URLs of Graph: one allocation for a whole path.
const USUAL_LENGTH: usize = 256;

impl<M> RawPath<M> {
    /// The beginning of a path: the service's version and the first segment.
    #[doc(hidden)]
    pub fn root(start: &'static str) -> Self {
        let mut url = String::with_capacity(USUAL_LENGTH);
        url.push_str(start);
        RawPath {
            url,
            problem: None,
            keys: 0,
            marker: PhantomData,
        }
    }

    /// The beginning of a path of a service that another declaration has.
    #[doc(hidden)]
    pub fn of_service(version: &'static str) -> Self {
        RawPath::<M>::root("/").step(version)
    }

    /// Appends a segment, given with its slash.
    #[doc(hidden)]
    pub fn step<N>(mut self, segment: &'static str) -> RawPath<N> {
        self.url.push_str(segment);
        self.cast()
    }

    pub(super) fn qualified<N>(mut self, odata_type: &'static str) -> RawPath<N> {
        self.url.push('/');
        self.url.push_str(odata_type.trim_start_matches('#'));
        self.cast()
    }

    fn cast<N>(self) -> RawPath<N> {
        RawPath {
            url: self.url,
            problem: self.problem,
            keys: self.keys,
            marker: PhantomData,
        }
    }

    pub(super) fn key<N>(mut self, key: &str, names: &SegmentNames) -> RawPath<N> {
        let end = self.url.len();
        let form = push_key(&mut self.url, key, names);
        if form == KeyForm::Empty && self.problem.is_none() {
            self.problem = Some(Box::new(InvalidRequest::EmptyKey {
                collection: self.url[..end].to_owned(),
            }));
        }
        if form != KeyForm::InParentheses {
            let at = slashes(&self.url[..end]);
            self.keys |= u32::try_from(at)
                .ok()
                .and_then(|at| 1_u64.checked_shl(at))
                .unwrap_or(0);
        }
        self.cast()
    }

    /// The path as the target of a link in a body.
    pub(super) fn into_link(mut self) -> Link {
        self.url.truncate(self.end().len());
        Link {
            url: self.url,
            problem: self.problem,
        }
    }

    /// The URL as it is if nothing follows, behind the service's origin: the colon behind `root:/a.txt` is for what follows.
    fn end(&self) -> &str {
        // No other URL ends in a colon: a key's is encoded.
        self.url.strip_suffix(':').unwrap_or(&self.url)
    }

    /// Appends the name of a function, up to its opening parenthesis.
    #[doc(hidden)]
    pub fn call(self, segment: &'static str) -> RawPath<()> {
        self.step(segment)
    }

    /// Appends an argument: `name=` (with a comma before all but the first), and the literal, percent-encoded.
    #[doc(hidden)]
    pub fn argument<V>(mut self, name: &'static str, value: &impl IntoLiteral<V>) -> Self {
        self.url.push_str(name);
        let mut literal = String::new();
        value.append_literal(&mut literal);
        push_encoded(&mut self.url, &literal);
        if value.is_time_without_offset() {
            let property = name.trim_matches([',', '=']).to_owned();
            self.problem
                .get_or_insert_with(|| Box::new(InvalidRequest::TimeWithoutOffset { property }));
        }
        self
    }

    /// As [`argument`](Self::argument), for values that have no literal: their JSON.
    #[doc(hidden)]
    pub fn json_argument<V>(mut self, name: &'static str, value: &impl IntoValue<V>) -> Self {
        self.url.push_str(name);
        let mut json = Vec::new();
        match to_send(|| value.append_json(&mut json)) {
            Ok(()) => push_encoded(&mut self.url, &String::from_utf8_lossy(&json)),
            Err(unsent) => {
                let property = name.trim_matches([',', '=']);
                self.problem.get_or_insert_with(|| unsent.of(property));
            }
        }
        self
    }

    /// As [`argument`](Self::argument), for a type that another declaration has: a member of an enumeration has a literal,
    /// which its JSON, a text, tells; a complex value has its JSON alone.
    #[doc(hidden)]
    pub fn foreign_argument<V>(self, name: &'static str, value: &impl IntoValue<V>) -> Self {
        let mut json = Vec::new();
        let is_written = to_send(|| value.append_json(&mut json)).is_ok();
        match serde_json::from_slice::<String>(&json) {
            Ok(member) if is_written => self.argument::<String>(name, &member),
            _ => self.json_argument(name, value),
        }
    }

    /// Goes to the member with this value of an alternate key: `(appId='…')`.
    #[doc(hidden)]
    pub fn alternate_key<V, N>(
        self,
        segment: &'static str,
        name: &'static str,
        value: &impl IntoLiteral<V>,
    ) -> RawPath<N> {
        self.call(segment).argument(name, value).step(")")
    }

    /// Appends `:/a/b.txt:`: each part of the path encoded as a segment.
    pub(super) fn below<N>(mut self, path: &str) -> RawPath<N> {
        let end = self.end().len();
        if path.split('/').all(str::is_empty) {
            let item = self.url[..end].to_owned();
            self.problem
                .get_or_insert_with(|| Box::new(InvalidRequest::EmptyPath { item }));
        }
        // Behind another path, it goes on.
        if end == self.url.len() {
            self.url.push(':');
        } else {
            self.url.truncate(end);
        }
        for part in path.split('/').filter(|part| !part.is_empty()) {
            if part == "." || part == ".." {
                self.problem.get_or_insert_with(|| {
                    Box::new(InvalidRequest::DotSegment {
                        path: path.to_owned(),
                    })
                });
            }
            self.url.push('/');
            push_encoded(&mut self.url, part);
        }
        self.url.push(':');
        self.cast()
    }

    pub(crate) fn request<R>(mut self, method: Method) -> Request<R> {
        self.url.truncate(self.end().len());
        Request::to_known(method, self.url)
            .with_keys(self.keys)
            .with_problem(self.problem)
    }
}

impl<M> Clone for RawPath<M> {
    fn clone(&self) -> Self {
        RawPath {
            url: self.url.clone(),
            problem: self.problem.clone(),
            keys: self.keys,
            marker: PhantomData,
        }
    }
}

/// What `Debug` of a path to an entity does.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug_path<M>(name: &str, path: &RawPath<M>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_tuple(name).field(path).finish()
}

impl<M> fmt::Debug for RawPath<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

/// How many slashes there are: many bytes at a time, which `count` would not do.
fn slashes(url: &str) -> usize {
    let in_chunk = |chunk: &[u8]| {
        let each = chunk.iter().map(|&byte| u8::from(byte == b'/'));
        each.sum::<u8>()
    };
    let chunks = url.as_bytes().chunks(usize::from(u8::MAX));
    chunks.map(|chunk| usize::from(in_chunk(chunk))).sum()
}
