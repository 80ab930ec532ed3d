//! Declare the part of Microsoft Graph that you use; the compiler checks the rest.

mod answer;
mod body;
#[cfg(feature = "client")]
mod client;
mod data;
pub mod edm;
mod error;
mod id;
mod path;
mod property;
mod request;
pub mod verbs;

pub use answer::{Answer, RawAnswer};
pub use body::{Create, Update};
#[cfg(feature = "client")]
pub use client::{
    AccessToken, BoxFuture, BuildError, Client, ClientBuilder, Credential, FixedToken, Response,
    TokenRequest,
};
pub use data::{BareBase, Declared, EntityBase, InheritedBy, Inherits, Page, Value};
pub use error::{
    Cause, DecodeError, Error, ErrorDetail, Phase, RedirectError, ServiceError, TransportError,
};
pub use id::{Id, IntoKey};
pub use path::{Collection, Entity, Many, One, Path, Service, Shape, ToOne};
pub use property::{IntoValue, Property, access};
pub use request::{Body, InvalidRequest, Method, Request};

pub use graph_macros::graph_resource;
pub use http::StatusCode;

/// A path, written as the documentation prints its URL.
///
/// In: a declared service, a colon, and the path. `{…}` holds a key, which is a Rust expression; it is borrowed, as
/// `format!` does. A segment with dots is a type cast. Out: the path that the same method calls build.
///
/// A segment that the declaration does not have, a missing or surplus key and a wrong cast do not compile.
///
/// ```
/// use graph_runtime::{graph_path, graph_resource};
///
/// graph_resource! {
///     service Beta = "beta" { users: [user] }
///     entity user { nav messages: [message] }
///     entity message { subject: String }
/// }
///
/// let (user, message) = ("adele@contoso.com", "AAMk/=");
/// let path = graph_path!(Beta: /users/{user}/messages/{message});
/// assert_eq!(path.get().url(), "/beta/users/adele%40contoso.com/messages/AAMk%2F%3D");
/// ```
#[macro_export]
macro_rules! graph_path {
    ($($path:tt)*) => {
        $crate::__private::__path! { $crate; $($path)* }
    };
}

/// A request, written as the documentation prints it.
///
/// In: a declared service, a colon, the verb in capitals and the path as for [`graph_path!`]; behind a comma the body,
/// where the verb has one. Out: a [`Request`].
///
/// What `graph_path!` refuses does not compile here either, nor does a verb that the navigation does not allow.
///
/// ```
/// use graph_runtime::{Update, graph_request, graph_resource};
///
/// graph_resource! {
///     service Beta = "beta" { users: [user] }
///     entity user { jobTitle: String }
/// }
///
/// let user = "adele@contoso.com";
/// let update = Update::<User>::new().set(User::JOB_TITLE, "Retail Manager");
/// let request = graph_request!(Beta: PATCH /users/{user}, update);
/// assert_eq!(request.method(), "PATCH");
/// ```
#[macro_export]
macro_rules! graph_request {
    ($($request:tt)*) => {
        $crate::__private::__request! { $crate; $($request)* }
    };
}

/// The trait with the methods of paths, for modules that do not declare resources themselves.
pub mod prelude {
    pub use crate::Path as _;
}

/// What expansions name. No part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use std::boxed::Box;
    pub use std::string::String;
    pub use std::vec::Vec;

    pub use graph_macros::{__path, __request};
    pub use serde::de::{Deserialize, Deserializer, MapAccess};
    pub use serde::ser::{Serialize, SerializeMap, Serializer};

    pub use crate::data::{
        Declared, Derived, Enumeration, EnumerationKind, Family, FamilyKind, Fields, Key, Reading,
        Record, RecordKind, Taken, Value, debug, member_of, name_of, new, read, read_base,
        read_boxed, read_boxed_field, read_inline, read_record, write_record,
    };
    pub use crate::path::RawPath;
}
