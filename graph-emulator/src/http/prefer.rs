//! Parses the `Prefer` header (RFC 7240; OData 4.01, Protocol, section 8.2.8).

use hyper::HeaderMap;
use hyper::header::HeaderName;

pub(crate) const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// The value of the preference `return`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReturnPreference {
    Minimal,
    Representation,
}

/// Returns the first preference `return`. RFC 7240, section 2, ignores later ones.
pub(crate) fn return_preference(headers: &HeaderMap) -> Option<ReturnPreference> {
    values(headers)
        .flat_map(|value| value.split(','))
        .find_map(|preference| {
            let preference = preference.split(';').next().unwrap_or_default();
            let (name, value) = preference.split_once('=')?;
            if !name.trim().eq_ignore_ascii_case("return") {
                return None;
            }
            match value.trim().trim_matches('"').to_ascii_lowercase().as_str() {
                "minimal" => Some(ReturnPreference::Minimal),
                "representation" => Some(ReturnPreference::Representation),
                _ => None,
            }
        })
}

/// Returns the preference `odata.maxpagesize`, or `maxpagesize`.
pub(crate) fn max_page_size(headers: &HeaderMap) -> Option<u64> {
    values(headers)
        .flat_map(|value| value.split([',', ';']))
        .find_map(|preference| {
            let (name, value) = preference.split_once('=')?;
            let name = name.trim().to_ascii_lowercase();
            if !matches!(name.as_str(), "odata.maxpagesize" | "maxpagesize") {
                return None;
            }
            value.trim().parse().ok()
        })
}

fn values(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all("prefer").into_iter();
    values.filter_map(|value| value.to_str().ok())
}
