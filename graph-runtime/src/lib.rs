//! Declare the part of Microsoft Graph that you use; the compiler checks the rest.
//!
//! - [`graph_resource!`] declares entities, their properties and navigation paths, in Graph's own words. It expands to
//!   structs, typed constants and paths.
//! - [`graph_path!`] and [`graph_request!`] read a URL as the documentation prints it; method calls on a service say the
//!   same: `Beta.users().id("adele@contoso.com").get()`.
//! - [`Request`] is plain data: a method, a URL, headers, a body, and the type of its response. Queries are methods of it
//!   ([`select`](Request::select), [`filter`](Request::filter), [`expand`](Request::expand)); their conditions are methods of
//!   properties ([`Operand`](query::Operand)).
//! - [`Update`], [`Create`] and [`Arguments`] are what goes out: just what was set.
//! - `Client` (feature `client`, on by default) sends requests. Without it there is no HTTP, no TLS and no async runtime.
//!
//! ```
//! use graph_runtime::{Update, graph_request, graph_resource};
//!
//! graph_resource! {
//!     service Beta = "beta" { users: [user] }
//!     entity user { displayName: String, jobTitle: String }
//! }
//!
//! let adele = "adele@contoso.com";
//! let read = graph_request!(Beta: GET /users/{adele}).select(User::DISPLAY_NAME);
//! assert_eq!(read.url(), "/beta/users/adele%40contoso.com?$select=displayName");
//!
//! let update = Update::<User>::new().set(User::JOB_TITLE, "Retail Manager");
//! let write = graph_request!(Beta: PATCH /users/{adele}, update);
//! assert_eq!(write.method(), "PATCH");
//! ```
//!
//! The guide explains all of this in chapters, with recipes: it is in the module `guide` on
//! [docs.rs](https://docs.rs/graph-runtime/latest/graph_runtime/guide/index.html), and in `docs/` of this crate.
//!
//! # Names
//!
//! Names are Graph's, letter for letter; Rust's follow from them. A type `deviceConfiguration` is the struct
//! `DeviceConfiguration`, its paths are `DeviceConfigurationPath`, and together with its subtypes it is
//! `AnyDeviceConfiguration`. A property `sourceId` is the field `source_id` and the constant `SOURCE_ID`; a segment
//! `deviceConfigurations` is the method `device_configurations`.

// docs.rs then shows which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(clippy::missing_errors_doc, clippy::missing_panics_doc)]

#[cfg(feature = "client")]
pub mod auth;
#[cfg(feature = "client")]
pub mod batch;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "device-code")]
pub mod device_code;
pub mod error;
#[cfg(doc)]
pub mod guide;
#[cfg(feature = "client")]
pub mod pages;
#[cfg(feature = "client")]
mod send;
#[cfg(feature = "client")]
mod shared;
#[cfg(feature = "client")]
pub mod transfer;

/// The primitive types of OData's Entity Data Model.
pub mod edm {
    #[doc(inline)]
    pub use graph_model::edm::*;
}

/// The types and traits that declared data is made of.
pub mod model {
    #[doc(inline)]
    pub use graph_model::model::{
        BareBase, Declared, EntityBase, Flags, InheritedBy, Inherits, RemovalReason, Value, ValueOf,
    };
}

/// Paths, keys and references, and what a path can end in.
pub mod path {
    #[doc(inline)]
    pub use graph_model::path::{
        ActionPath, BareActionPath, Collection, Count, CountPath, Entity, FunctionPath, Many,
        Media, One, Open, Path, PathAddressed, Primitive, PropertyPath, RawText, RawTextPath,
        Reference, ReferencePath, Referring, Service, Shape, StreamPath, Target, ToMany, ToOne,
    };
}

/// Typed queries: select, filter, expand, order, search.
pub mod query {
    #[doc(inline)]
    pub use graph_model::query::{
        CollectionOf, Element, Expand, ExpandTarget, Filter, FlagsEnum, IntoLiteral, IntoOrder,
        Nested, Operand, Order, Ordered, Queried, QueriedBy, QueriedMany, Selection, Text, is_of,
    };
}

/// The parts of a [`Request`], and how its response is decoded.
pub mod request {
    #[doc(inline)]
    pub use graph_model::request::{Body, Decode, RawResponse, Versioned};
}

/// The typed constants of a declaration: properties and navigation properties.
pub mod schema {
    #[doc(inline)]
    pub use graph_model::schema::{
        BaseOf, IntoValue, Multiple, Multiplicity, Nav, Property, Refers, Single, access, kind,
    };
}

/// The verbs that a navigation allows, as types: one for each set of them, named after its members.
pub mod verbs {
    #[doc(inline)]
    pub use graph_model::path::{AllowsDelete, AllowsGet, AllowsPatch, AllowsPost, AllowsPut};
    #[doc(inline)]
    pub use graph_model::schema::verbs::*;
}

#[cfg(feature = "client")]
pub use auth::{Credential, FixedToken};
#[cfg(feature = "client")]
pub use batch::Batch;
#[cfg(feature = "client")]
pub use builder::ClientBuilder;
#[cfg(feature = "client")]
pub use client::{Client, Response};
pub use error::{Error, Result};
#[cfg(feature = "client")]
pub use send::Retry;
#[cfg(feature = "client")]
pub use shared::Cloud;

#[doc(inline)]
pub use graph_model::body::{Arguments, Create, Update};
#[doc(inline)]
pub use graph_model::model::{Change, Id, Page};
#[doc(inline)]
pub use graph_model::path::IntoKey;
#[doc(inline)]
pub use graph_model::request::{Method, Request};
#[doc(inline)]
pub use graph_model::{graph_path, graph_request};

// What expansions name. No part of the public interface.
#[doc(hidden)]
pub use graph_model::{
    __alike, __enumeration, __family, __json, __navigations, __paths, __private, __properties,
    __record,
};

pub use bytes::Bytes;
pub use http::{StatusCode, header};

/// Declares a part of Microsoft Graph, in Graph's own words.
///
/// In: items, in any order. Out: for each entity and complex type a struct, a constant for each property and navigation
/// property, and the paths to it; for each type with subtypes an enum `AnyX`; for each enumeration an enum that keeps what
/// it does not know; for each service a unit struct that paths begin at.
///
/// ```
/// # use graph_runtime::graph_resource;
/// graph_resource! {
///     /// The beta endpoint.
///     pub service Beta = "beta" {
///         users: [user] { get, post } each { get, patch, delete },    // an entity set, with its verbs
///         me: user { get, patch },                                    // a singleton
///         applications: [application],
///     }
///
///     pub abstract entity directoryObject {                           // has Graph's `id`, since no key is declared
///         #[read_only] deletedDateTime: DateTimeOffset,
///         action checkMemberGroups(groupIds: [String]) -> [String],
///     }
///
///     pub open entity user: directoryObject {                         // a subtype; `open`: undeclared properties can be set
///         displayName: String,
///         #[immutable] userPrincipalName: String,
///         mailboxSettings: mailboxSettings { get, patch },            // a property with a URL of its own
///         businessPhones: [String],
///         ref manager: directoryObject,                               // lives elsewhere: read, linked and unlinked by `$ref`
///         nav messages: [message],                                    // lives here: all verbs
///         nav mailFolders: [mailFolder],
///         nav photo: profilePhoto { get },
///         function reminderView(startDateTime: String, endDateTime: String) -> [reminder],
///         collection function delta() -> [user],
///         collection function delta(token: String) -> [user] as delta_from,
///     }
///
///     pub entity application: directoryObject {
///         #[alternate_key] appId: String,                             // `/applications(appId='…')`
///     }
///
///     pub entity mailFolder { key inbox, key drafts, displayName: String }   // keys that the service knows by name
///     pub entity message { subject: String, importance: importance }
///     #[media]                                                        // a stream at `/$value`
///     pub entity profilePhoto { width: Int32 }
///
///     pub complex mailboxSettings { timeZone: String { get }, workingDays: weekdays }
///     pub complex reminder { eventId: String }
///
///     pub enum importance { low, normal, high }
///     pub flags enum weekdays { monday, tuesday, wednesday }
/// }
/// ```
///
/// - **Types** of properties are Edm's primitive types without their prefix (see [`edm`]), `Json`, the names of this declaration
///   in lower case, or Rust paths to types of another (`crate::directory::Group`). `[T]` is a collection.
/// - **Verbs** in braces are those of the navigation; `each { … }` those of a collection's members. Left out, a `nav` allows
///   `{ get, post } each { get, put, patch, delete }` or, to one entity, `{ get, put, patch, delete }`. Those of a `ref` are the
///   verbs of its link: `{ get, post } each { get, delete }` or, to one entity, `{ get, put, delete }`. GET reads through the
///   link; the others stand at `/$ref`. Where `post` or `put` is missing, as in `ref memberOf: [directoryObject] { get }`, the
///   service alone links: nothing is added, removed or bound (`bind`) there.
/// - A `nav` that is linked as well, since its entities live elsewhere but are changed from here, has the verbs of its link behind
///   `ref`: `nav members: [member] { get } each { get, patch } ref { get, post } each { get, delete }`.
/// - **Constraints**: `#[key]`, `#[read_only]` (computed by the service), `#[immutable]` (set on create only), `#[not_null]`,
///   `#[alternate_key]`. On entities: `#[media]`, `#[path_addressed]` (drive items: `root:/{path}:/content`) and
///   `#[directory_object]` (queries by Entra's rules; subtypes of `directoryObject` have them by themselves). `#[media { get }]` and
///   `#[path_addressed { get }]` list the verbs of the stream and of what is at a path.
/// - `implicit nav` is declared on subtypes, but documented without a type cast.
/// - **Actions** are `POST` with [`Arguments`], of a type `OwnerAction` (`OwnerCollectionAction` for one of the collection) that has a constant for each parameter; **functions** are
///   `GET` with typed parameters, in the URL as `name(parameter={value})`. `parameter?: T` can be left out (up to four in any
///   combination; of more, none, one or all are given); overloads are told
///   apart by `as other_name`; `collection` binds them to collections.
/// - `extend crate::Service { … }` and `extend crate::User { nav …, ref …, action …, function … }` add to another declaration in
///   this crate; `extend other_crate::User as UserExt { … }` does it across crates, as a trait. The target is named by its path.
/// - `namespace microsoft.graph.security;` and `crate = path;` (where the runtime is) stand at the top.
/// - Doc comments, `#[cfg]`, `#[deprecated]` and lint levels go with what they stand on; `#[rust_name = other]` gives another name
///   in Rust. Visibility works as in Rust: what is not `pub` is private.
pub use graph_macros::graph_resource;

/// The trait with the methods of paths, for modules that do not declare resources themselves.
pub mod prelude {
    pub use crate::path::Path as _;
    pub use crate::query::Operand as _;
}
