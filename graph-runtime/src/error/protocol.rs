//! An info of several requests that cannot go on: what the service said against the protocol.

use std::fmt;

use super::RequestInfo;

/// Why paging, a delta round or another info of several requests cannot go on.
///
/// It shows no more of a link than its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProtocolError {
    /// A link leads to another origin, where the token does not go.
    ForeignLink {
        /// Which link it is: `next link`.
        link: &'static str,
        /// Scheme, host and port that it leads to; of a link without a host, the scheme.
        to: String,
        /// The client's own origin.
        origin: String,
    },
    /// A link holds a user name or a password, which would be sent along.
    LinkWithUser {
        /// Which link it is.
        link: &'static str,
    },
    /// A link is no URL.
    UnusableLink {
        /// Which link it is.
        link: &'static str,
    },
    /// A page links to one that was there before.
    LinkLoop {
        /// The number of the page that holds the link, from 1.
        page: usize,
    },
    /// Page after page is empty, and each has a next one.
    EmptyPages {
        /// How many in a row.
        pages: usize,
    },
    /// There are more members than the caller wants to hold.
    TooManyItems {
        /// How many the caller wants to hold at most.
        bound: usize,
    },
    /// The last page of a delta round has no delta link.
    NoDeltaLink,
    /// A delta round was asked for its end while there was more to read.
    UnfinishedRound,
}

impl ProtocolError {
    #[cfg(feature = "client")]
    pub(crate) fn of_answer_to(self, info: Box<RequestInfo>) -> super::Error {
        super::Error::Protocol {
            problem: self,
            info: Some(info),
        }
    }

    /// With the request in front, and its ids at the end of the first line: in front of the advice.
    pub(super) fn write_about(
        &self,
        info: Option<&RequestInfo>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let Some(info) = info else {
            return fmt::Display::fmt(self, f);
        };
        let text = self.to_string();
        let (what, advice) = text.split_once('\n').unwrap_or((&text, ""));
        write!(f, "the answer to {info}: {what}")?;
        info.write_ids(f)?;
        match advice {
            "" => Ok(()),
            advice => write!(f, "\n{advice}"),
        }
    }
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProtocolError::ForeignLink { link, to, origin } => {
                write!(
                    f,
                    "the {link} leads to `{to}`, and the client belongs to `{origin}`: the token does not go there"
                )?;
                match to.contains("://") {
                    true => write!(
                        f,
                        "\nhelp: if the other origin is the service's, make a client with `.base_url(\"{to}\")`"
                    ),
                    false => Ok(()),
                }
            }
            ProtocolError::LinkWithUser { link } => {
                write!(
                    f,
                    "the {link} holds a user name or a password, and is not followed"
                )
            }
            ProtocolError::UnusableLink { link } => write!(f, "the {link} is not a URL"),
            ProtocolError::LinkLoop { page } => {
                write!(f, "page {page} links back to a page that was there before")
            }
            ProtocolError::EmptyPages { pages } => write!(
                f,
                "{pages} pages in a row were empty, and each linked to another"
            ),
            ProtocolError::TooManyItems { bound } => write!(
                f,
                "there are more than {bound} members\n\
                 help: raise the bound, narrow the query, or use the members one by one"
            ),
            ProtocolError::NoDeltaLink => f.write_str(
                "the last page of the delta round has no delta link\n\
                 help: delta is asked of a delta function: `/users/delta()`",
            ),
            ProtocolError::UnfinishedRound => f.write_str(
                "the delta round is not at its end, so there is no delta link yet\n\
                 help: read on until `next` gives `None`; `checkpoint` says where the round stands",
            ),
        }
    }
}

impl std::error::Error for ProtocolError {}
