//! Parses requests, and writes responses and Graph's errors. Nothing here knows resources.

mod body;
mod error;
mod origin;
mod prefer;
mod query;
mod request;
mod response;
mod token;

pub(crate) use body::{BodyError, read_body};
pub(crate) use error::GraphError;
pub(crate) use origin::{Origin, Origins};
pub(crate) use prefer::{PREFERENCE_APPLIED, ReturnPreference, max_page_size, return_preference};
pub(crate) use query::Query;
pub(crate) use request::{Request, parse_json_object, parse_path};
pub(crate) use response::{Content, RequestIds, Response};
pub(crate) use token::{open, seal};
