//! Why a request cannot be sent: found where it is built, and said when it is sent.

use std::fmt;

use http::{HeaderName, Method};

use crate::edm::Unsent;

/// Why a request cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// A key is empty: the URL would name the whole collection instead of one of its members.
    EmptyKey {
        /// The path up to the key.
        collection: String,
    },
    /// A path below a drive item has a part `.` or `..`, which no URL can hold as it stands.
    DotSegment {
        /// The path.
        path: String,
    },
    /// A path below a drive item is empty: the URL would name the drive item itself.
    EmptyPath {
        /// The path of the drive item.
        item: String,
    },
    /// A condition asks for one of no values, for which OData has no words.
    EmptyList {
        /// The property, as the condition names it.
        property: String,
    },
    /// An annotation without `@` in its name would be a property.
    Annotation {
        /// The name.
        name: String,
    },
    /// A `DateTimeOffset` has no offset from UTC, which OData requires (4.01, ABNF, `dateTimeOffsetValue`).
    TimeWithoutOffset {
        /// The name of the property, parameter or key on the wire; with slashes, the path to it: `start/moment`.
        property: String,
    },
    /// A property's value could not be written as JSON.
    Body {
        /// The property's name on the wire.
        property: String,
        /// Why, in words that quote nothing of the value.
        problem: String,
    },
    /// The body is not the JSON that its content type says. A batch cannot hold it.
    NotJson {
        /// Why, and where, in words that quote nothing of the body.
        problem: String,
    },
    /// The URL cannot be sent byte for byte as it stands.
    Url {
        /// The path, without the query.
        path: String,
        /// What is wrong with the URL.
        problem: String,
    },
    /// A query option is given twice, which OData forbids: beside a typed one, say. Services take one of the two, or refuse both.
    RepeatedOption {
        /// The option's name, as OData writes it: `$filter`.
        name: String,
    },
    /// A header that cannot be sent.
    Header {
        /// The header's name.
        name: HeaderName,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A method that is no request to a service.
    Method {
        /// The method.
        method: Method,
    },
}

impl InvalidRequest {
    /// The value of `property` could not be written.
    #[cold]
    pub(crate) fn unwritten(property: String, error: &serde_json::Error) -> Self {
        let problem = words_of(error);
        InvalidRequest::Body { property, problem }
    }

    /// A body that is said to be JSON could not be read as that.
    #[doc(hidden)]
    pub fn not_json(error: &serde_json::Error) -> Self {
        let problem = words_of(error);
        InvalidRequest::NotJson { problem }
    }

    /// Names the collection that a time stands in, instead of the variable for its elements.
    pub(crate) fn rename_element(&mut self, variable: &str, collection: &str) {
        if let InvalidRequest::TimeWithoutOffset { property } = self
            && let Some(rest) = property.strip_prefix(variable)
            && (rest.is_empty() || rest.starts_with('/'))
        {
            *property = format!("{collection}{rest}");
        }
    }
}

/// The words of an error about JSON, if they quote nothing but JSON's punctuation.
fn words_of(error: &serde_json::Error) -> String {
    if error.is_data() || error.is_io() {
        return "its `Serialize` refuses it".to_owned();
    }
    error.to_string()
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidRequest::EmptyKey { collection } => write!(
                f,
                "the key behind `{collection}` is empty, which would address the whole collection\n\
                 help: check where the key comes from"
            ),
            InvalidRequest::DotSegment { path } => write!(
                f,
                "`.` and `..` cannot be parts of a path: `{path}`\n\
                 help: write the path out from the drive item that it begins at"
            ),
            InvalidRequest::EmptyPath { item } => write!(
                f,
                "the path below `{item}` is empty, which would address the drive item itself\n\
                 help: check where the path comes from, or leave it out"
            ),
            InvalidRequest::EmptyList { property } => write!(
                f,
                "the list of values that `{property}` is to be in is empty, so nothing would be found\n\
                 help: leave the request out where there are no values"
            ),
            InvalidRequest::Annotation { name } => write!(
                f,
                "`{name}` is not the name of an annotation\n\
                 help: annotations have an `@`: `@microsoft.graph.conflictBehavior`"
            ),
            InvalidRequest::TimeWithoutOffset { property } => write!(
                f,
                "the value of `{property}` is a time without an offset from UTC\n\
                 help: write the offset, as in `2026-01-31T08:15:00Z`, or add it by `DateTimeOffset::assume_utc`"
            ),
            InvalidRequest::Body { property, problem } => {
                write!(
                    f,
                    "the value of `{property}` cannot be written as JSON: {problem}"
                )
            }
            InvalidRequest::NotJson { problem } => write!(
                f,
                "the body is not the JSON that its content type says: {problem}\n\
                 help: give the body another content type by `Body::new`"
            ),
            InvalidRequest::Url { path, problem } => write!(
                f,
                "the URL `{path}` cannot be sent as it stands: {problem}\n\
                 help: a URL is path and query behind the origin, percent-encoded, as in `/v1.0/users?$top=5`"
            ),
            InvalidRequest::RepeatedOption { name } => write!(
                f,
                "the query option `{name}` is given twice, and a request has each option once\n\
                 help: give it once: by a typed method, or in the URL or a raw option"
            ),
            InvalidRequest::Header { name, problem } => {
                write!(f, "the header `{name}` cannot be sent: {problem}")
            }
            InvalidRequest::Method { method } => {
                write!(f, "the method {method} is no request to a service")
            }
        }
    }
}

impl std::error::Error for InvalidRequest {}

impl Unsent {
    /// Why a request that sends it as the value of `property` is invalid.
    #[cold]
    pub(crate) fn of(self, property: &str) -> Box<InvalidRequest> {
        let property = property.to_owned();
        Box::new(match self.time {
            None => InvalidRequest::unwritten(property, &self.error),
            Some(inner) => {
                let inner = inner.into_iter().rev();
                let names: Vec<&str> = std::iter::once(&*property).chain(inner).collect();
                InvalidRequest::TimeWithoutOffset {
                    property: names.join("/"),
                }
            }
        })
    }
}
