//! Declare the part of Microsoft Graph that you use; the compiler checks the rest.
//!
//! - [`graph_resource!`] declares entities, their properties and navigation paths, in Graph's own words. It expands to
//!   structs, typed constants and paths.
//! - [`graph_path!`] and [`graph_request!`] read a URL as the documentation prints it; method calls on a service say the
//!   same: `Beta.users().id("adele@contoso.com").get()`.
//! - [`Request`] is plain data: a method, a URL, headers, a body, and the type of its answer. Queries are methods of it
//!   ([`select`](Request::select), [`filter`](Request::filter), [`expand`](Request::expand)); their conditions are methods of
//!   properties ([`Operand`]).
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
//! # Names
//!
//! Names are Graph's, letter for letter; Rust's follow from them. A type `deviceConfiguration` is the struct
//! `DeviceConfiguration`, its paths are `DeviceConfigurationPath`, and together with its subtypes it is
//! `AnyDeviceConfiguration`. A property `sourceId` is the field `source_id` and the constant `SOURCE_ID`; a segment
//! `deviceConfigurations` is the method `device_configurations`.

#![warn(clippy::missing_errors_doc, clippy::missing_panics_doc)]

mod answer;
mod body;
#[cfg(feature = "client")]
mod client;
mod data;
pub mod edm;
mod error;
mod expansion;
#[cfg(doc)]
pub mod guide;
mod id;
mod nav;
mod operation;
mod path;
mod property;
mod query;
mod reference;
mod request;
mod resource;
pub mod verbs;

pub use answer::{Answer, RawAnswer};
pub use body::{Arguments, Create, Update};
#[cfg(feature = "client")]
pub use client::{
    AccessToken, Answers, AsyncSource, Batch, Begun, BoxFuture, BuildError, Client, ClientBuilder,
    Cloud, Credential, Delta, DeltaLink, Download, FixedToken, FragmentSize, Items, Monitor,
    Operation, Pages, Progress, ReaderSource, Response, Resync, Retry, RoundEnd, Slot,
    StreamSource, TokenRequest, UploadSession, UploadSource,
};
#[cfg(feature = "device-code")]
pub use client::{DeviceCodeBuilder, DeviceCodeCredential, DeviceCodeError, DevicePrompt};
pub use data::{
    BareBase, Change, Declared, EntityBase, Flags, InheritedBy, Inherits, Page, RemovalReason,
    Value,
};
pub use error::{
    BatchError, Cause, DecodeError, DownloadError, Error, ErrorDetail, Exchange, FragmentSizeError,
    InnerError, Phase, ProtocolError, RedirectError, Refusal, ServiceError, TransportError,
    UploadError,
};
pub use id::{Id, IntoKey};
pub use nav::{Multiple, Multiplicity, Nav, Refers, Single, kind};
pub use operation::{ActionPath, BareActionPath, FunctionPath};
pub use path::{
    Collection, Entity, Many, Media, One, Open, Path, PathAddressed, Service, Shape, ToMany, ToOne,
};
pub use property::{IntoValue, Property, access};
pub use query::{
    BaseOf, CollectionOf, Element, Expand, ExpandTarget, Filter, FlagsEnum, IntoLiteral, IntoOrder,
    Nested, Operand, Order, Ordered, Queried, QueriedBy, QueriedMany, Selection, Text, is_of,
};
pub use reference::{Linked, LinkedMember, Reference, ReferencePath, Referring, Target, WithLink};
pub use request::{Body, InvalidRequest, Method, Request, Versioned};
pub use resource::{Count, CountPath, PropertyPath, StreamPath, ValueOf};

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

/// A path, written as the documentation prints its URL.
///
/// In: a declared service, a colon, and the path. `{…}` holds a key, which is a Rust expression; it is borrowed, as
/// `format!` does. A segment with dots is a type cast. Out: the path that the same method calls build.
///
/// A segment that the declaration does not have, a missing or surplus key and a cast to a type that is no subtype do not
/// compile. Names are written as they are declared, letter for letter: `/Users` is not `/users`, and a cast names its
/// namespace. A name in Rust, which the compiler suggests for one that is misspelt, is taken as well: `/device_configurations`
/// calls that method, and the URL says what it stands for.
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
///
/// What POST, PUT and PATCH answer is an `Option`, since services send the entity back or nothing (see [`Path::post`]). The body
/// of a link, `…/$ref`, is the path of what to link; that of an action are its [`Arguments`]:
///
/// ```
/// use graph_runtime::{Arguments, graph_path, graph_request, graph_resource};
///
/// graph_resource! {
///     service Beta = "beta" { users: [user], groups: [group] }
///     entity user { action changePassword(currentPassword: String, newPassword: String) }
///     entity group { ref members: [user] }
/// }
///
/// let (group, user) = ("02bd9fd6", "adele@contoso.com");
/// let link = graph_request!(Beta: POST /groups/{group}/members/$ref, graph_path!(Beta: /users/{user}));
/// assert_eq!(link.url(), "/beta/groups/02bd9fd6/members/$ref");
///
/// let passwords = Arguments::<UserChangePassword>::new()
///     .set(UserChangePassword::CURRENT_PASSWORD, "old")
///     .set(UserChangePassword::NEW_PASSWORD, "new");
/// let action = graph_request!(Beta: POST /users/{user}/changePassword, passwords);
/// assert_eq!(action.url(), "/beta/users/adele%40contoso.com/changePassword");
/// ```
#[macro_export]
macro_rules! graph_request {
    ($($request:tt)*) => {
        $crate::__private::__request! { $crate; $($request)* }
    };
}

/// The trait with the methods of paths, for modules that do not declare resources themselves.
pub mod prelude {
    pub use crate::{Operand as _, Path as _};
}

/// What expansions name. No part of the public interface.
#[doc(hidden)]
pub mod __private {
    /// One name for all of this, which expansions import: paths of two segments are cheaper to compile than longer ones.
    pub mod anchor {
        pub use super::super::__private as __graph;
    }

    pub use std::boxed::Box;
    pub use std::clone::Clone;
    pub use std::cmp::{Eq, PartialEq};
    pub use std::convert::From;
    pub use std::default::Default;
    pub use std::fmt::{Debug, Display, Formatter, Result as FmtResult};
    pub use std::hash::{Hash, Hasher};
    pub use std::ops::{BitOr, Deref, DerefMut};
    pub use std::option::Option::{self, None, Some};
    pub use std::primitive::{bool, f32, f64, i8, i16, i32, i64, str, u8, u32};
    pub use std::result::Result::{self, Ok};
    pub use std::string::String;
    pub use std::vec::Vec;

    pub use bytes::Bytes;

    pub use graph_macros::{__path, __request};
    pub use serde::de::{Deserialize, Deserializer};
    pub use serde::ser::{Serialize, Serializer};

    pub use crate::access::*;
    pub use crate::data::{
        Alone, Declared, Decoded, Derived, EachProperty, EachPropertyMut, Enumeration,
        EnumerationKind, Family, FamilyKind, FlagValues, FlagsKind, NotJson, Reader, Reading,
        Record, RecordKind, There, Value, Written, assert_keyless, copy_of, debug,
        downcast_to as downcast, flag, flag_of, flags_of, hash_member, is_same, is_same_member,
        member_of, name_of, new_base, read_boxed, read_inline, read_other, read_record,
        write_declared, write_record,
    };
    pub use crate::edm::*;
    pub use crate::kind::*;
    pub use crate::nav::nav;
    pub use crate::path::{
        Addressed, RawPath, SegmentNames, UndeclaredCall, UndeclaredCast, debug_path,
    };
    pub use crate::property::{append_value as append_json, property};
    pub use crate::query::Queried;
    pub use crate::verbs::*;
    pub use crate::{
        ActionPath, BareActionPath, BareBase, Collection, Entity, EntityBase, Flags, FunctionPath,
        Id, Inherits, IntoLiteral, IntoValue, Linked, LinkedMember, Many, Media, Nav, One, Open,
        Page, Path, PathAddressed, Property, PropertyPath, Service, Shape, StreamPath, ToMany,
        ToOne, ValueOf, WithLink,
    };
    pub use serde_json::Error as JsonError;
}
