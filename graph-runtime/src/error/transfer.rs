//! An upload or a download that cannot go on.

use std::fmt;
use std::io;

use http::StatusCode;

use super::Chain;

/// Why an upload session cannot go on. What the service refused is [`Error::Service`](super::Error::Service) instead.
#[derive(Debug)]
#[non_exhaustive]
pub enum UploadError {
    /// There is nothing to upload: a session cannot end without a byte.
    Empty,
    /// The bytes could not be read.
    Source(io::Error),
    /// The service does not know the session any more: it has expired, was cancelled, or the upload is complete.
    SessionGone,
    /// All bytes are there, and the service has told so before.
    AlreadyComplete,
    /// What the service expects next makes no sense.
    ExpectedRanges {
        /// The length of what is uploaded.
        total: u64,
    },
    /// The service expects the same bytes again and again.
    Stalled {
        /// The first of them.
        at: u64,
    },
    /// The service said that it has everything, before it was sent.
    EndedEarly {
        /// How much was sent.
        sent: u64,
        /// How much there is.
        total: u64,
    },
}

/// Why a number of bytes is not the size of fragments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FragmentSizeError {
    /// It is 0, or not a multiple of the service's unit.
    NotMultiple {
        /// The size in bytes.
        bytes: u64,
        /// The unit in bytes.
        unit: u64,
    },
    /// No service takes so much in one request.
    TooLarge {
        /// The size in bytes.
        bytes: u64,
    },
}

/// Why a download cannot go on: what the service sends cannot be joined to what came before, or is not all of it.
///
/// Source: RFC 9110, 15.3.7.3: parts are combined only if they have the same strong validator.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DownloadError {
    /// The content has changed: what came by now belongs to another version.
    Changed {
        /// How many bytes of the other version there are.
        at: u64,
    },
    /// The length of the whole is another than the one before: the content has changed.
    OtherLength {
        /// The length before, in bytes.
        expected: u64,
        /// The length now, in bytes.
        found: u64,
    },
    /// The service does not say which version it sends (`ETag`, or `Last-Modified`), so it cannot be joined to what came before.
    NoVersion {
        /// How many bytes there are.
        at: u64,
    },
    /// The service sends another part than it was asked for.
    OtherRange {
        /// The first byte that it was asked for.
        asked: u64,
    },
    /// The service sends a part without a usable `Content-Range`: it has none, or several, or it does not fit `Content-Length`.
    NoRange {
        /// The first byte that it was asked for.
        asked: u64,
    },
    /// The status of the response says that it does not hold the content.
    NotContent {
        /// The first byte that the service was asked for.
        asked: u64,
        /// The status.
        status: StatusCode,
    },
    /// The content ends before the byte that it was asked for from.
    TooShort {
        /// The first byte that the service was asked for.
        asked: u64,
        /// The length of the content in bytes.
        length: u64,
    },
    /// The service ends before the length that it announced, again and again, or the rest cannot be asked for.
    Short {
        /// How many bytes came.
        at: u64,
        /// How many were announced.
        length: u64,
    },
    /// The service sends more bytes than it announced.
    TooLong {
        /// How many were announced.
        length: u64,
    },
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UploadError::Empty => f.write_str(
                "there is nothing to upload: an upload session needs at least one byte\n\
                 help: write an empty file with one PUT: `/content`",
            ),
            UploadError::Source(error) => {
                write!(f, "what is to be uploaded cannot be read: {}", Chain(error))
            }
            UploadError::SessionGone => f.write_str(
                "the service does not know the upload session any more: it has expired, or the upload is complete\n\
                 help: look whether the item is there; if not, create another session and start over",
            ),
            UploadError::AlreadyComplete => f.write_str(
                "the service has all bytes of the upload already\n\
                 help: if the session was created with `deferCommit`, complete it: `Client::complete_upload`",
            ),
            UploadError::ExpectedRanges { total } => write!(
                f,
                "the ranges that the service expects next are none of an upload of {total} bytes"
            ),
            UploadError::Stalled { at } => {
                write!(f, "the service expects the bytes from {at} on, again and again")
            }
            UploadError::EndedEarly { sent, total } => write!(
                f,
                "the service says that it has everything after {sent} of {total} bytes"
            ),
        }
    }
}

impl fmt::Display for FragmentSizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FragmentSizeError::NotMultiple { bytes, unit } => write!(
                f,
                "fragments of {bytes} bytes are not a multiple of {unit} bytes\n\
                 help: take a multiple, or name the service's own unit: `FragmentSize::multiple_of(unit, bytes)`"
            ),
            FragmentSizeError::TooLarge { bytes } => write!(
                f,
                "fragments of {bytes} bytes are too large: a request holds less than 60 MiB (62,914,560 bytes)"
            ),
        }
    }
}

impl std::error::Error for FragmentSizeError {}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DownloadError::Changed { at } => write!(
                f,
                "the content has changed: the {at} bytes that there are belong to another version\n{START_OVER}"
            ),
            DownloadError::OtherLength { expected, found } => write!(
                f,
                "the content has changed: it had {expected} bytes, and has {found} now\n{START_OVER}"
            ),
            DownloadError::NoVersion { at } => write!(
                f,
                "the response has no strong `ETag` or `Last-Modified`, so nothing tells whether it belongs to the {at} bytes before it\n{START_OVER}"
            ),
            DownloadError::OtherRange { asked } => write!(
                f,
                "the service sends another part than the one from byte {asked} on\n{START_OVER}"
            ),
            DownloadError::NoRange { asked } => write!(
                f,
                "the service sends a part without a usable `Content-Range`, and was asked for the one from byte {asked} on\n{START_OVER}"
            ),
            DownloadError::NotContent { asked, status } => write!(
                f,
                "the response with the status {status} is not the content from byte {asked} on\n\
                 help: check that the URL is the one of a content, and try again later"
            ),
            DownloadError::TooShort { asked, length } => write!(
                f,
                "the content has {length} bytes, and was asked for from byte {asked} on\n{START_OVER}"
            ),
            DownloadError::Short { at, length } => write!(
                f,
                "the download ends after {at} of {length} bytes\n\
                 help: try again from the beginning, or from byte {at} on with the content's `ETag` as `If-Range`"
            ),
            DownloadError::TooLong { length } => write!(
                f,
                "the service sends more than the {length} bytes that it announced\n{START_OVER}"
            ),
        }
    }
}

const START_OVER: &str = "help: drop what there is, and download from byte 0";

impl std::error::Error for UploadError {}

impl std::error::Error for DownloadError {}
