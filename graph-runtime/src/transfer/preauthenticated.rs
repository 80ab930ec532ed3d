//! Requests that take no token: to pre-authenticated URLs and to monitors on other origins.
//!
//! In: a URL that the service named. Out: a place that gets no token, and its answers.

use reqwest::Url;

use crate::error::{Error, ProtocolError};
use crate::send::{Destination, Inner, RequestParts, WholeResponse, is_loopback};

impl Inner {
    /// A place that gets no token, whosever origin it is of. Plain `http` is for tests on the loopback interface only.
    pub(super) fn elsewhere(&self, url: &str, name: &'static str) -> Result<Destination, Error> {
        let unusable = || ProtocolError::UnusableLink { link: name };
        let mut url = Url::parse(url).map_err(|_| unusable())?;
        url.set_fragment(None);
        let host = url.host_str().unwrap_or_default();
        let is_secure = url.scheme() == "https"
            || url.scheme() == "http" && self.origin.is_loopback() && is_loopback(host);
        if !is_secure || host.is_empty() || !url.username().is_empty() || url.password().is_some() {
            return Err(unusable().into());
        }
        Ok(Destination {
            url,
            own: false,
            followed: 0,
        })
    }

    /// The whole answer of a place.
    pub(super) async fn ask(
        &self,
        outgoing: RequestParts<'_>,
        place: &Destination,
    ) -> Result<WholeResponse, Error> {
        let opened = self.run(&outgoing, place, true).await?;
        Ok(opened.into_whole())
    }
}
