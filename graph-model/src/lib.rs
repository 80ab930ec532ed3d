//! What the declarations of `graph-runtime` expand to: values, records, typed queries, bodies, paths and requests.
//!
//! Users depend on `graph-runtime`, which exports all of this again, next to the client that sends requests. Here is no I/O.
//!
//! The modules are layers. Each imports only those that stand before it in this list:
//!
//! - [`edm`]: primitive values;
//! - [`json`]: the reader of JSON texts;
//! - [`model`]: records, families, enumerations, pages, changes;
//! - [`request`]: a request as data, and how its response is decoded;
//! - [`schema`]: typed constants of properties and navigation properties;
//! - [`query`]: select, filter, expand, order, search;
//! - [`body`]: updates, new entities, arguments;
//! - [`path`]: paths, keys, references, operations.

#![warn(clippy::missing_errors_doc, clippy::missing_panics_doc)]

pub mod body;
pub mod edm;
pub mod json;
pub mod model;
pub mod path;
pub mod query;
pub mod request;
pub mod schema;

mod expansion;

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
/// where the verb has one. Out: a [`Request`](request::Request).
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
/// What POST, PUT and PATCH answer is an `Option`, since services send the entity back or nothing (see [`Path::post`](path::Path::post)). The body
/// of a link, `…/$ref`, is the path of what to link; that of an action are its [`Arguments`](body::Arguments):
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

/// What the client of graph-runtime needs besides the public interface. No part of it.
#[doc(hidden)]
pub mod internal {
    pub use crate::request::{
        OneLine, Shape, decode, is_error, path_of, problem_of, shown, template, without_bom,
        would_be_changed,
    };
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

    pub use crate::edm::*;
    pub use crate::json::{NotJson, Reader, Reading};
    pub use crate::model::{
        Alone, BareBase, Declared, Decoded, Derived, EachProperty, EachPropertyMut, EntityBase,
        Enumeration, EnumerationKind, Family, FamilyKind, FlagValues, Flags, FlagsKind, Id,
        Inherits, Page, Record, RecordKind, There, Value, ValueOf, Written, assert_keyless,
        copy_of, debug, downcast_to as downcast, flag, flag_of, flags_of, hash_member, is_same,
        is_same_member, member_of, name_of, new_base, read_boxed, read_inline, read_other,
        read_record, write_declared, write_record,
    };
    pub use crate::path::{
        ActionPath, Addressed, AllowsDelete, AllowsGet, AllowsPatch, AllowsPost, AllowsPut,
        BareActionPath, Collection, Entity, FunctionPath, Many, Media, One, Open, Path,
        PathAddressed, PropertyPath, RawPath, SegmentNames, Service, Shape, StreamPath, ToMany,
        ToOne, UndeclaredCall, UndeclaredCast, debug_path,
    };
    pub use crate::query::{IntoLiteral, Queried};
    pub use crate::schema::access::*;
    pub use crate::schema::kind::*;
    pub use crate::schema::verbs::*;
    pub use crate::schema::{IntoValue, Nav, Property, append_value as append_json, nav, property};
    pub use serde_json::Error as JsonError;
}
