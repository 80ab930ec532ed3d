//! An upload or a download that cannot go on.

use std::fmt;
use std::io;

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

/// Why a download cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DownloadError {
    /// The content has changed since the download began: what came by now belongs to the old one.
    Changed {
        /// How many bytes of the old one came.
        at: u64,
    },
    /// The service sends another part than it was asked for.
    OtherRange {
        /// The first byte that it was asked for.
        asked: u64,
    },
    /// The service ends before the length that it announced, again and again.
    Short {
        /// How many bytes came.
        at: u64,
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
            UploadError::Source(_) => f.write_str("what is to be uploaded cannot be read"),
            UploadError::SessionGone => f.write_str(
                "the service does not know the upload session any more: it has expired, or the upload is complete\n\
                 help: look whether the item is there; if not, create another session and start over",
            ),
            UploadError::AlreadyComplete => f.write_str("the service has all bytes of the upload already"),
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

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DownloadError::Changed { at } => write!(
                f,
                "the content has changed after {at} bytes of it came\nhelp: start over, and drop what came"
            ),
            DownloadError::OtherRange { asked } => {
                write!(
                    f,
                    "the service sends another part than the one from byte {asked} on"
                )
            }
            DownloadError::Short { at, length } => {
                write!(
                    f,
                    "the download ends after {at} of {length} bytes, again and again"
                )
            }
        }
    }
}

impl std::error::Error for UploadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            UploadError::Source(error) => Some(error),
            _ => None,
        }
    }
}

impl std::error::Error for DownloadError {}
