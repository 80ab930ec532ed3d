//! What the language says beyond data: queries, links, operations, and paths of every kind, as the requests that come of it.
#![allow(clippy::unwrap_used)]

mod answers;
mod bodies;
mod declared;
mod drafts;
mod eventual;
mod expand;
mod filters;
mod flags;
mod keys;
mod literals;
mod odata;
mod operations;
mod options;
mod overloads;
mod paths;
mod quoting;
mod raw_values;
mod results;
mod subtypes;
mod times;
