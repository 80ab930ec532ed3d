//! Where a redirect leads, decided without any I/O.
//!
//! In: where the request was, and what the answer says. Out: where it goes next and whether the token goes along, or
//! why it goes nowhere.

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use reqwest::Url;

use super::origin::{Origin, is_loopback};
use crate::error::RedirectError;

/// More than any sound service makes.
pub(crate) const MOST: usize = 10;

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Destination {
    pub(crate) url: Url,
    /// Whether it is the client's own origin, reached without leaving it: the token goes nowhere else.
    pub(crate) own: bool,
    /// How many redirects led here.
    pub(crate) followed: usize,
}

impl Destination {
    pub(crate) fn first(url: Url) -> Self {
        Destination {
            url,
            own: true,
            followed: 0,
        }
    }

    /// The place that an answer with `status` and `headers` redirects to; `None` if it does not redirect.
    pub(crate) fn next(
        &self,
        origin: &Origin,
        method: &Method,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> Result<Option<Destination>, RedirectError> {
        if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        if method != Method::GET {
            return Err(RedirectError::NotRepeatable {
                method: method.clone(),
                status,
            });
        }
        if self.followed >= MOST {
            return Err(RedirectError::TooMany { followed: MOST });
        }
        let url = headers
            .get(http::header::LOCATION)
            .and_then(|location| self.read(location))
            .ok_or(RedirectError::NoLocation { status })?;
        if url.scheme() == "http" {
            let host = url.host_str().unwrap_or_default();
            if !(origin.is_loopback() && is_loopback(host)) {
                return Err(RedirectError::Insecure {
                    host: host.to_owned(),
                });
            }
        }
        Ok(Some(Destination {
            // A stranger who sends us back decides the path: the token does not come along.
            own: self.own && origin.is_of(&url),
            url,
            followed: self.followed + 1,
        }))
    }

    fn read(&self, location: &HeaderValue) -> Option<Url> {
        let mut url = self
            .url
            .join(std::str::from_utf8(location.as_bytes()).ok()?)
            .ok()?;
        url.set_fragment(None);
        let usable = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            // A user name in a URL would become a header of its own.
            && url.username().is_empty()
            && url.password().is_none();
        usable.then_some(url)
    }
}

#[cfg(test)]
mod tests;
