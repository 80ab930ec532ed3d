//! The body of a request.
//!
//! In: bytes and what they are. Out: the same, with links that name the origin of the service that they go to.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

/// The origin of the public service, as links in bodies name it until they are sent.
pub(crate) const PUBLIC_ORIGIN: &str = "https://graph.microsoft.com";

/// The body of a request: bytes and what they are. Cloning it copies nothing.
///
/// Its `Debug` form shows the length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    content_type: Cow<'static, str>,
    bytes: Bytes,
    /// Where the public service's origin stands, for a client of another cloud to replace.
    origins: Vec<usize>,
}

impl Body {
    /// A JSON body, from its text.
    pub fn json(text: impl Into<Bytes>) -> Self {
        Body::new("application/json", text)
    }

    /// A body of any kind, with the value of its `Content-Type`.
    pub fn new(content_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) -> Self {
        Body {
            content_type: content_type.into(),
            bytes: bytes.into(),
            origins: Vec::new(),
        }
    }

    pub(crate) fn with_origins(mut self, origins: Vec<usize>) -> Self {
        self.origins = origins;
        self
    }

    /// The bytes as they are sent to a service: links to entities name its origin, `https://graph.microsoft.com`.
    pub fn bytes_for(&self, origin: &str) -> Bytes {
        if self.origins.is_empty() || origin == PUBLIC_ORIGIN {
            return self.bytes.clone();
        }
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut from = 0;
        for &at in &self.origins {
            bytes.extend_from_slice(&self.bytes[from..at]);
            bytes.extend_from_slice(origin.as_bytes());
            from = at + PUBLIC_ORIGIN.len();
        }
        bytes.extend_from_slice(&self.bytes[from..]);
        bytes.into()
    }

    /// The value of `Content-Type`.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// The bytes; where they hold links to entities, as for the public service.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({}, {} bytes)", self.content_type, self.bytes.len())
    }
}
