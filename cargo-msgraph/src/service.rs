//! The declared service: its name in Rust, and the version in its URLs.
//!
//! In: what `--service` says, the versions that requests are written with, and the name of the schema's file. Out: the service; or the
//! message that nothing says which it is.

use std::path::Path;
use std::str::FromStr;

use crate::report::Failure;

/// The versions that Graph has.
const VERSIONS: [&str; 2] = ["v1.0", "beta"];

/// `Beta=beta`: a service's name in Rust, and the first segment of its URLs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its Rust name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl FromStr for Service {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_name =
            |name: &str| graph_syntax::escape(name).is_some_and(|escaped| escaped == name);
        match text.split_once('=') {
            Some((name, version))
                if is_name(name) && !version.is_empty() && !version.contains(['"', '\\', '/']) =>
            {
                Ok(Service {
                    name: name.to_owned(),
                    version: version.to_owned(),
                })
            }
            _ => Err("write a Rust name and a version: `Beta=beta`".to_owned()),
        }
    }
}

impl Service {
    /// The service that was asked for: by `--service`; or else by the requests, whose URLs have the version of a service; or else by
    /// the name of the schema's file, where that is a version's, `v1.0.csdl` or `beta.csdl`.
    ///
    /// # Errors
    ///
    /// Returns an error if nothing says the version, or requests are of several.
    pub fn choose<'r>(
        said: Option<&Service>,
        versions: impl IntoIterator<Item = &'r str>,
        metadata: &Path,
    ) -> Result<Self, Failure> {
        if let Some(service) = said {
            return Ok(service.clone());
        }
        let mut versions = versions.into_iter();
        if let Some(first) = versions.next() {
            return match versions.find(|other| !other.eq_ignore_ascii_case(first)) {
                None => Ok(Service::of(first)),
                Some(other) => Err(Failure::new(
                    format!("there are requests of `{first}` and of `{other}`"),
                    "each version has a schema of its own: ask for its requests alone, or name one by `--service`",
                )),
            };
        }
        let stem = metadata.file_stem().unwrap_or_default();
        let mut known = VERSIONS.into_iter();
        match known.find(|version| stem == *version) {
            Some(version) => Ok(Service::of(version)),
            None => Err(Failure::new(
                "nothing says which version of Graph is meant: a schema does not, nor do the requests",
                "add `--service V1=v1.0` or `--service Beta=beta`, or write requests with their version: `GET /v1.0/users`",
            )),
        }
    }

    /// Returns a placeholder for declarations without URLs.
    pub(crate) fn none() -> Self {
        Service {
            name: String::new(),
            version: String::new(),
        }
    }

    /// The service of a version: `V1` for `v1.0`.
    fn of(version: &str) -> Self {
        let version = version.to_lowercase();
        let name = graph_syntax::type_name(version.strip_suffix(".0").unwrap_or(&version));
        Service { name, version }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(said: Option<&str>, versions: &[&str], metadata: &str) -> Result<String, String> {
        let said = said.map(|item| item.parse::<Service>().expect("it is a service"));
        let chosen = Service::choose(said.as_ref(), versions.iter().copied(), metadata.as_ref());
        chosen
            .map(|item| format!("{}={}", item.name, item.version))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_version_comes_from_the_option_or_the_requests_or_the_name_of_the_file() {
        for (said, versions, metadata, expected) in [
            (Some("G=beta"), &["v1.0"][..], "v1.0.csdl", "G=beta"),
            (None, &["v1.0", "V1.0"], "beta.csdl", "V1=v1.0"),
            (None, &["beta"], "schema.xml", "Beta=beta"),
            (None, &[], "graph/v1.0.csdl", "V1=v1.0"),
            (None, &[], "beta.xml", "Beta=beta"),
        ] {
            assert_eq!(chosen(said, versions, metadata).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn a_version_that_nothing_says_is_asked_for() {
        for metadata in ["metadata.xml", "graph-beta.csdl", "v1.0", "betas.csdl", ""] {
            let said = chosen(None, &[], metadata).expect_err(metadata);
            assert!(said.contains("--service V1=v1.0"), "{metadata}: {said}");
        }
        let both = chosen(None, &["beta", "v1.0"], "beta.csdl");
        let both = both.expect_err("these are two versions");
        assert!(
            both.starts_with("there are requests of `beta` and of `v1.0`"),
            "{both}"
        );
    }
}
