//! Handles requests: each handler is a free function over the parts of the state that it needs.
//!
//! A handler that returns an `Option` returns `None` for requests that belong to another handler.

pub(crate) mod batch;
pub(crate) mod content;
pub(crate) mod delta;
pub(crate) mod long_work;
pub(crate) mod pages;
pub(crate) mod references;
pub(crate) mod resources;
pub(crate) mod sign_in;

mod store_error;
