//! Why an emulator does not start, or does not take a seed.

use std::error::Error;
use std::{fmt, io};

use serde_json::Value;

use crate::path::{PathError, ResourcePath};
use crate::store::{SeedFault, Store};

/// Why an emulator does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// No port of the loopback interface could be opened.
    Bind(io::Error),
    /// A resource could not be seeded.
    Seed(SeedError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(_) => f.write_str("cannot listen on 127.0.0.1"),
            Self::Seed(_) => f.write_str("cannot seed the emulator"),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Bind(error) => Some(error),
            Self::Seed(error) => Some(error),
        }
    }
}

/// Why a resource cannot be seeded: its URL is not a path from the version on, or the value does not fit there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedError {
    url: String,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Url(PathError),
    QueryOrFragment,
    Value(SeedFault),
}

impl SeedError {
    /// The URL as it was given.
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

    /// The path that a seed's URL names.
    pub(crate) fn path(url: &str) -> Result<ResourcePath, Self> {
        if url.contains(['?', '#']) {
            return Err(Self::new(url, Reason::QueryOrFragment));
        }
        ResourcePath::parse(url).map_err(|fault| Self::new(url, Reason::Url(fault)))
    }

    pub(crate) fn seed(store: &mut Store, url: &str, resource: Value) -> Result<(), Self> {
        let path = Self::path(url)?;
        store
            .seed(&path, resource)
            .map_err(|fault| Self::new(url, Reason::Value(fault)))
    }
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot seed `{}`: ", self.url)?;
        match &self.reason {
            Reason::Url(error) => error.fmt(f),
            Reason::QueryOrFragment => {
                f.write_str("in a key, `?` is written `%3F` and `#` is written `%23`")
            }
            Reason::Value(fault) => f.write_str(match fault {
                SeedFault::TooShort => "a version and a name are needed, as in `/beta/me`",
                SeedFault::NotAResource => "the value is neither an object nor an array of objects",
                SeedFault::ItemNotAnObject => "the array holds something that is not an object",
                SeedFault::ItemWithoutId => {
                    "the array holds an object whose `id` is not a non-empty string"
                }
                SeedFault::ItemTwice => "the array holds the same `id` twice",
                SeedFault::CollectionThere => "a collection is there; seed its items below it",
                SeedFault::ResourceThere => "a single resource is there, not a collection",
            }),
        }
    }
}

impl Error for SeedError {}
