//! The address of the schema.
//!
//! In: a base URL and a version, as typed. Out: the address of `$metadata`, by TLS unless it is this machine.

use std::net::IpAddr;
use std::str::FromStr;

use reqwest::Url;

use crate::report::Failure;

/// A scheme, a host and an optional port.
#[derive(Debug, Clone)]
pub(super) struct Origin(Url);

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = Url::parse(text)
            .map_err(|error| format!("{error}: write scheme and host, `https://…`"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("remove the user name and the password".to_owned());
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(
                "an origin is a scheme, a host and an optional port, and nothing more".to_owned(),
            );
        }
        if !is_private(&url) {
            return Err(
                "write `https`: plain `http` is for `127.0.0.1`, `[::1]` and `localhost` only"
                    .to_owned(),
            );
        }
        Ok(Origin(url))
    }
}

impl Origin {
    pub(super) fn metadata(&self, version: &str) -> Result<Url, Failure> {
        self.0
            .join(&format!("/{version}/$metadata"))
            .map_err(|error| Failure::new(format!("the address is not a URL: {error}"), ""))
    }
}

/// Returns whether nobody can read or change a response on its way: by TLS, or from this machine.
pub(super) fn is_private(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.has_host(),
        "http" => url.host_str().is_some_and(is_loopback),
        _ => false,
    }
}

pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_below_the_version() {
        for base in ["https://graph.microsoft.us", "https://graph.microsoft.us/"] {
            let origin: Origin = base.parse().expect(base);
            assert_eq!(
                origin.metadata("beta").expect(base).as_str(),
                "https://graph.microsoft.us/beta/$metadata"
            );
        }
    }

    #[test]
    fn only_this_machine_is_spoken_to_without_tls() {
        for base in [
            "http://127.0.0.1:80",
            "http://localhost",
            "http://[::1]:8080",
        ] {
            assert!(base.parse::<Origin>().is_ok(), "{base}");
        }
        for base in [
            "http://graph.microsoft.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://10.0.0.1",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
        ] {
            assert!(base.parse::<Origin>().is_err(), "{base}");
        }
    }

    #[test]
    fn an_origin_is_nothing_more() {
        for base in [
            "",
            "graph.microsoft.com",
            "https://",
            "https://graph.microsoft.com/beta",
            "https://graph.microsoft.com?x",
            "https://graph.microsoft.com#x",
            "https://me:secret@graph.microsoft.com",
        ] {
            assert!(base.parse::<Origin>().is_err(), "{base}");
        }
    }
}
