//! The origin that a client belongs to, and which URLs are its own.
//!
//! In: a base URL; a request's URL. Out: the address to send to, which is the request's URL byte for byte, or why not.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::BuildError;
use graph_model::internal::{path_of, problem_of, shown, would_be_changed};
use graph_model::request::InvalidRequest;

/// No longer URL fits into [`http::Uri`].
const LONGEST: usize = u16::MAX as usize - 1;

/// Scheme, host and port.
pub(crate) struct Origin {
    /// Without a slash at the end.
    text: String,
    scope: String,
    url: Url,
    loopback: bool,
}

impl Origin {
    /// Reads a base URL, strictly: what a URL parser would quietly repair or drop is refused.
    pub(crate) fn parse(text: &str) -> Result<Origin, BuildError> {
        let refuse = |problem| BuildError::BaseUrl { problem };
        let (_, rest) = text.split_once("://").ok_or(refuse("it has no `://`"))?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.is_empty() {
            return Err(refuse("it has no host"));
        }
        if authority.contains('@') {
            return Err(refuse("it holds a user name or a password"));
        }
        if authority.contains('?') {
            return Err(refuse("it has a query"));
        }
        if authority.contains('#') {
            return Err(refuse("it has a fragment"));
        }
        if authority.contains(['/', '\\']) {
            return Err(refuse("it has a path"));
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(refuse("it holds white space or a control character"));
        }
        let url = Url::parse(text).map_err(|_| refuse("it is not a URL"))?;
        let host = url.host_str().ok_or(refuse("it has no host"))?;
        let loopback = is_loopback(host);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => {
                return Err(BuildError::Insecure {
                    host: host.to_owned(),
                });
            }
            _ => return Err(refuse("its scheme is not `https`")),
        }
        let text = url.origin().ascii_serialization();
        Ok(Origin {
            scope: format!("{text}/.default"),
            text,
            url,
            loopback,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The scope of the tokens for this origin.
    pub(crate) fn scope(&self) -> &str {
        &self.scope
    }

    pub(crate) fn is_loopback(&self) -> bool {
        self.loopback
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// Whether `url` has this scheme, this host and this port.
    pub(crate) fn is_of(&self, url: &Url) -> bool {
        self.url.scheme() == url.scheme()
            && self.url.host() == url.host()
            && self.url.port_or_known_default() == url.port_or_known_default()
    }

    /// The address of a request's URL.
    pub(crate) fn address(&self, url: &str) -> Result<Url, InvalidRequest> {
        self.resolve(url).map_err(|problem| InvalidRequest::Url {
            path: shown(url),
            problem,
        })
    }

    fn resolve(&self, url: &str) -> Result<Url, String> {
        if let Some(problem) = problem_of(url) {
            return Err(problem);
        }
        if self.text.len() + url.len() > LONGEST {
            return Err(format!(
                "it is {} bytes long; {} is the most that can be sent",
                url.len(),
                LONGEST - self.text.len()
            ));
        }
        // The parser repairs and normalizes; what it would change is not what the caller wrote. What begins with the origin and
        // goes on with a slash is of the origin. What it leaves alone is what goes on the wire, as the tests say of each byte.
        let parsed = self.url.join(url).map_err(|error| error.to_string())?;
        if parsed.as_str().strip_prefix(self.text.as_str()) != Some(url) {
            return Err(self.change(url, parsed.as_str()));
        }
        Ok(parsed)
    }

    /// What a parser does to a URL that it does not leave as it is.
    fn change(&self, url: &str, parsed: &str) -> String {
        let dots = path_of(url).split(['/', '\\']).find(|segment| {
            let plain = segment.to_ascii_lowercase().replace("%2e", ".");
            plain == "." || plain == ".."
        });
        if let Some(dots) = dots {
            return format!("the segment `{dots}` would be resolved on the way, encoded or not");
        }
        let sent = parsed.get(self.text.len()..).unwrap_or_default();
        let at = url
            .bytes()
            .zip(sent.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        match url.as_bytes().get(at) {
            Some(&byte) => would_be_changed(byte, at),
            None => "it would be changed on the way".to_owned(),
        }
    }
}

/// Whether a host, as a parsed URL writes it, is this machine and no other.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host);
    host == "localhost"
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
