//! Seeds the store from URLs, as tests write them.

use std::error::Error;
use std::fmt;

use serde_json::Value;

use crate::path::{PathError, ResourcePath};
use crate::store::{InvalidSeed, Store};

/// An error in a seed: its URL is not a path that begins with a version, or its value does not fit there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedError {
    url: String,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Path(PathError),
    QueryOrFragment,
    Value(InvalidSeed),
}

impl SeedError {
    /// Returns the URL as it was given.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn new(url: &str, reason: Reason) -> Self {
        Self {
            url: url.to_owned(),
            reason,
        }
    }
}

/// Parses the URL of a seed.
///
/// # Errors
/// Fails if the URL is not a path, or if it has a query or a fragment.
pub(crate) fn parse_url(url: &str) -> Result<ResourcePath, SeedError> {
    if url.contains(['?', '#']) {
        return Err(SeedError::new(url, Reason::QueryOrFragment));
    }
    ResourcePath::parse(url).map_err(|error| SeedError::new(url, Reason::Path(error)))
}

/// Stores a resource or a collection at a URL.
///
/// # Errors
/// Fails if the URL is malformed, or if the value does not fit there.
pub(crate) fn seed(store: &mut Store, url: &str, resource: Value) -> Result<(), SeedError> {
    let path = parse_url(url)?;
    store
        .seed(&path, resource)
        .map_err(|error| SeedError::new(url, Reason::Value(error)))
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot seed `{}`: ", self.url)?;
        match &self.reason {
            Reason::Path(error) => error.fmt(f),
            Reason::QueryOrFragment => f.write_str(
                "the URL has a query or a fragment; in a key, write `?` as `%3F` and `#` as `%23`",
            ),
            Reason::Value(error) => f.write_str(match error {
                InvalidSeed::TooShort => {
                    "the URL must have a version and a name, such as `/beta/me`"
                }
                InvalidSeed::NotAResource => "the value must be an object or an array of objects",
                InvalidSeed::ItemNotAnObject => "each item of the array must be an object",
                InvalidSeed::ItemWithoutId => {
                    "each item of the array must have an `id` that is a non-empty string"
                }
                InvalidSeed::ItemTwice => "two items of the array have the same `id`",
                InvalidSeed::CollectionExists => "the URL is a collection; seed its items below it",
                InvalidSeed::ResourceExists => "the URL is a single resource, not a collection",
            }),
        }
    }
}

impl Error for SeedError {}
