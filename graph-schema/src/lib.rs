//! Microsoft Graph's schema, and the requests of its documentation.
//!
//! - [`csdl::read`] parses a `$metadata` document (OData CSDL 4.01, XML representation) into a [`csdl::Schema`].
//! - [`route::follow`] resolves a request as documentation writes it, such as `GET /users/{id}/messages`, against a schema.
//!
//! The crate does no I/O and generates no code.

pub mod csdl;
mod method;
pub mod route;

pub use method::Method;
