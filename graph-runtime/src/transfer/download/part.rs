//! Which bytes of a content a response holds, and whether they belong to those that came before: without any I/O.
//!
//! In: the status and headers of a response, and what is known of the content. Out: the part, or why it cannot be joined.
//! Source: RFC 9110, 15.3.7.3 (combining parts), 13.1.5 (`If-Range`), 14.4 (`Content-Range`), 8.8 (validators).

use std::time::SystemTime;

use http::header::{CONTENT_RANGE, CONTENT_TYPE, DATE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};

use crate::error::DownloadError;
use crate::send::http_date;

/// The version of a content: its strong validator. A weak one says nothing of single bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Version {
    Etag(HeaderValue),
    Modified(HeaderValue, Timestamp),
}

impl Version {
    /// The strong validator of a response. A date is one if the content was a second old at least by then (RFC 9110, 8.8.2.2),
    /// and if there is no etag, be it weak (13.1.5).
    pub(super) fn of(headers: &HeaderMap, now: SystemTime) -> Option<Version> {
        if let Some(etag) = headers.get(ETAG) {
            return is_strong(etag).then(|| Version::Etag(etag.clone()));
        }
        let value = headers.get(LAST_MODIFIED)?;
        let modified = date(value)?;
        let told = headers.get(DATE).and_then(date);
        let told = told.or_else(|| Timestamp::try_from(now).ok())?;
        let is_strong = told.duration_since(modified) >= SignedDuration::from_secs(1);
        is_strong.then(|| Version::Modified(value.clone(), modified))
    }

    /// Reads the value of `If-Range`.
    pub(super) fn of_condition(value: &HeaderValue) -> Result<Version, &'static str> {
        if value.as_bytes().starts_with(b"W/") {
            return Err(
                "a weak etag cannot tell whether parts belong together: leave it out, or start over",
            );
        }
        if is_strong(value) {
            return Ok(Version::Etag(value.clone()));
        }
        match date(value) {
            Some(modified) => Ok(Version::Modified(value.clone(), modified)),
            None => Err("it is neither a strong etag in quotes nor an HTTP date"),
        }
    }

    pub(super) fn value(&self) -> &HeaderValue {
        match self {
            Version::Etag(value) | Version::Modified(value, _) => value,
        }
    }

    /// Whether a response says that it is of this version; `None` if it says nothing of it.
    fn is_of(&self, headers: &HeaderMap) -> Option<bool> {
        match self {
            Version::Etag(etag) => headers.get(ETAG).map(|other| etag == other),
            Version::Modified(_, modified) => headers
                .get(LAST_MODIFIED)
                .map(|other| date(other) == Some(*modified)),
        }
    }
}

/// `"…"`: RFC 9110, 8.8.3.
fn is_strong(etag: &HeaderValue) -> bool {
    match etag.as_bytes() {
        [b'"', inner @ .., b'"'] => !inner.contains(&b'"'),
        _ => false,
    }
}

fn date(value: &HeaderValue) -> Option<Timestamp> {
    http_date(value.to_str().ok()?.trim())
}

/// What a download has asked for, and what it knows of the content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The first byte that has not come yet.
    pub(super) offset: u64,
    /// Whether bytes of this download have been handed over.
    pub(super) has_begun: bool,
    /// The version that they are of, or that the caller demands.
    pub(super) version: Option<&'a Version>,
    /// The length of the whole.
    pub(super) length: Option<u64>,
}

/// What a response holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// How many bytes come before those that were asked for.
    pub(super) skip: u64,
    /// Where the part ends: the first byte behind it.
    pub(super) end: Option<u64>,
    /// The length of the whole.
    pub(super) length: Option<u64>,
    /// The version of the whole.
    pub(super) version: Option<Version>,
}

impl Wanted<'_> {
    /// Judges a successful response, whose body has `announced` bytes.
    pub(super) fn part(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        announced: Option<u64>,
        now: SystemTime,
    ) -> Result<Part, DownloadError> {
        let (skip, end, length) = match status {
            StatusCode::PARTIAL_CONTENT => self.range(headers, announced)?,
            StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION => {
                (self.offset, announced, announced)
            }
            // An empty content has no bytes to be joined to.
            StatusCode::NO_CONTENT if self.offset == 0 => (0, Some(0), Some(0)),
            _ => {
                return Err(DownloadError::NotContent {
                    asked: self.offset,
                    status,
                });
            }
        };
        let (at, version) = (self.offset, Version::of(headers, now));
        let is_whole = status != StatusCode::PARTIAL_CONTENT;
        let is_same = self.version.map(|version| version.is_of(headers));
        if is_same == Some(Some(false)) {
            return Err(DownloadError::Changed { at });
        }
        self.check_length(length)?;
        if is_whole
            && let Some(length) = length
            && length < at
        {
            return Err(DownloadError::TooShort { asked: at, length });
        }
        match is_same {
            Some(Some(_)) => {}
            // Without a byte before it, it is joined to nothing.
            None if at == 0 => {}
            // The caller says that what is there belongs to what comes.
            None if !self.has_begun && (!is_whole || version.is_some()) => {}
            // `If-Range` did not hold: RFC 9110, 13.1.5.
            Some(None) if is_whole && at > 0 => return Err(DownloadError::Changed { at }),
            Some(None) | None => return Err(DownloadError::NoVersion { at }),
        }
        Ok(Part {
            skip,
            end,
            length: length.or(self.length),
            version: self.version.cloned().or(version),
        })
    }

    /// The range of a 206: what comes before it, its end, and the length of the whole.
    fn range(
        &self,
        headers: &HeaderMap,
        announced: Option<u64>,
    ) -> Result<(u64, Option<u64>, Option<u64>), DownloadError> {
        let asked = self.offset;
        let content_type = headers.get(CONTENT_TYPE);
        let is_multipart = content_type.is_some_and(|value| {
            let kind = value.as_bytes().get(..10);
            kind.is_some_and(|kind| kind.eq_ignore_ascii_case(b"multipart/"))
        });
        let mut ranges = headers.get_all(CONTENT_RANGE).iter();
        let range = match (ranges.next(), ranges.next()) {
            (Some(range), None) if !is_multipart => range.to_str().ok().and_then(parse_range),
            _ => None,
        };
        let Some(ContentRange::Part { first, last, total }) = range else {
            return Err(DownloadError::NoRange { asked });
        };
        if first != asked {
            return Err(DownloadError::OtherRange { asked });
        }
        let end = last.saturating_add(1);
        if announced.is_some_and(|announced| announced != end - first) {
            return Err(DownloadError::NoRange { asked });
        }
        if let (Some(known), None) = (self.length, total)
            && end > known
        {
            return Err(DownloadError::OtherLength {
                expected: known,
                found: end,
            });
        }
        Ok((0, Some(end), total))
    }

    fn check_length(&self, length: Option<u64>) -> Result<(), DownloadError> {
        match (self.length, length) {
            (Some(expected), Some(found)) if expected != found => {
                Err(DownloadError::OtherLength { expected, found })
            }
            _ => Ok(()),
        }
    }

    /// Judges a 416, which says that there is nothing from the offset on: `Ok(true)` if that is where the content ends, and
    /// `Ok(false)` if it is a refusal.
    pub(super) fn ends(&self, headers: &HeaderMap) -> Result<bool, DownloadError> {
        let at = self.offset;
        if at == 0 {
            return Ok(false);
        }
        if self.version.and_then(|version| version.is_of(headers)) == Some(false) {
            return Err(DownloadError::Changed { at });
        }
        let range = headers.get(CONTENT_RANGE);
        match range.and_then(|range| parse_range(range.to_str().ok()?)) {
            Some(ContentRange::Unsatisfied { total }) => {
                self.check_length(Some(total))?;
                match total == at {
                    false if self.has_begun => Err(DownloadError::Changed { at }),
                    is_end => Ok(is_end),
                }
            }
            // A part whose whole had no known length was the last one.
            _ => Ok(self.has_begun && self.length.is_none()),
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum ContentRange {
    /// `bytes 5-9/10`, `bytes 5-9/*`.
    Part {
        first: u64,
        last: u64,
        total: Option<u64>,
    },
    /// `bytes */10`.
    Unsatisfied { total: u64 },
}

/// RFC 9110, 14.4.
fn parse_range(text: &str) -> Option<ContentRange> {
    let (unit, range) = text.trim().split_once(' ')?;
    if !unit.eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (range, total) = range.trim().split_once('/')?;
    let total = match total {
        "*" => None,
        total => Some(number(total)?),
    };
    if range == "*" {
        return total.map(|total| ContentRange::Unsatisfied { total });
    }
    let (first, last) = range.split_once('-')?;
    let (first, last) = (number(first)?, number(last)?);
    let is_sound = first <= last && total.is_none_or(|total| last < total);
    is_sound.then_some(ContentRange::Part { first, last, total })
}

/// Narrower than `parse`, which takes a sign.
fn number(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
