#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{Operand as _, Path as _};
///The service whose paths begin with `/beta`.
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
    ::core::default::Default,
)]
#[allow(dead_code, unreachable_pub)]
struct Beta;
#[allow(
    dead_code,
    deprecated,
    unreachable_pub,
    clippy::new_ret_no_self,
    clippy::should_implement_trait,
    clippy::wrong_self_convention
)]
impl Beta {
    /// The first segment of the service's paths.
    pub const VERSION: &'static ::core::primitive::str = "beta";
    ///`/users`: `Collection(microsoft.graph.user)`.
    pub fn users(
        self,
    ) -> UserPaths<
        ::graph_runtime::verbs::Get,
        ::graph_runtime::verbs::GetPutPatchDelete,
    > {
        UserPath(::graph_runtime::__private::RawPath::root("/beta/users"))
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::Service for Beta {
    const VERSION: &'static ::core::primitive::str = "beta";
}
///`user`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[allow(
    dead_code,
    deprecated,
    non_camel_case_types,
    unreachable_pub,
    clippy::upper_case_acronyms
)]
struct User {
    ///Its type, and all that no declaration knows.
    pub base: ::graph_runtime::EntityBase<User>,
}
#[allow(dead_code, deprecated, unreachable_pub)]
impl User {
    /// `id`: what identifies the entity.
    pub const ID: ::graph_runtime::Property<
        User,
        ::graph_runtime::Id<User>,
        ::graph_runtime::access::ReadOnly,
    > = ::graph_runtime::Property::new("id");
    ///`messages`: `Collection(microsoft.graph.message)`.
    pub const MESSAGES: ::graph_runtime::Nav<
        User,
        Message,
        ::graph_runtime::kind::ContainedMany,
    > = ::graph_runtime::Nav::new("messages");
    ///`manager`: `microsoft.graph.user`.
    pub const MANAGER: ::graph_runtime::Nav<
        User,
        User,
        ::graph_runtime::kind::Contained,
    > = ::graph_runtime::Nav::new("manager");
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::Deref for User {
    type Target = ::graph_runtime::EntityBase<User>;
    fn deref(&self) -> &::graph_runtime::EntityBase<User> {
        &self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::DerefMut for User {
    fn deref_mut(&mut self) -> &mut ::graph_runtime::EntityBase<User> {
        &mut self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Declared for User {
    const ODATA_TYPE: &'static ::core::primitive::str = "#microsoft.graph.user";
    type Kind = ::graph_runtime::__private::RecordKind;
    type Held = User;
    type Own = Self;
    type Alone = User;
    const IS_DIRECTORY_OBJECT: ::core::primitive::bool = true;
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Derived for User {
    const OWN: ::core::primitive::u32 = 0u32;
    const TYPED: ::core::primitive::bool = false;
    fn blank() -> Self {
        User {
            base: ::graph_runtime::__private::Record::blank(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for User {
    fn default() -> Self {
        ::graph_runtime::__private::new()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Serialize for User {
    fn serialize<S: ::graph_runtime::__private::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        ::graph_runtime::__private::Value::write(self, serializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'de> ::graph_runtime::__private::Deserialize<'de> for User {
    fn deserialize<D: ::graph_runtime::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::graph_runtime::__private::read_record(deserializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Debug for User {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::graph_runtime::__private::debug("User", self, f)
    }
}
///A path to `user`: to one entity or, as [`UserPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code, non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct UserPath<M>(::graph_runtime::__private::RawPath<M>);
///A path to a collection of `user`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
type UserPaths<C, E> = UserPath<::graph_runtime::Many<C, E>>;
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::Entity for User {
    type Root = User;
    type Subtypes = ();
    type Path<M: ::graph_runtime::Shape> = UserPath<M>;
}
#[automatically_derived]
#[allow(deprecated)]
impl<__M: ::graph_runtime::Shape> ::graph_runtime::Path for UserPath<__M> {
    type Entity = User;
    type Shape = __M;
    fn into_raw(self) -> ::graph_runtime::__private::RawPath<__M> {
        self.0
    }
    fn from_raw(raw: ::graph_runtime::__private::RawPath<__M>) -> Self {
        UserPath(raw)
    }
}
#[allow(
    dead_code,
    deprecated,
    unreachable_pub,
    clippy::new_ret_no_self,
    clippy::should_implement_trait,
    clippy::wrong_self_convention
)]
impl<M> UserPath<M> {
    ///`/messages`: `Collection(microsoft.graph.message)`.
    pub fn messages(
        self,
    ) -> MessagePaths<::graph_runtime::verbs::GetPost, ::graph_runtime::verbs::GetDelete>
    where
        M: ::graph_runtime::ToOne,
    {
        MessagePath(self.0.step("/messages"))
    }
    ///`/manager`: `microsoft.graph.user`.
    pub fn manager(self) -> UserPath<::graph_runtime::One<::graph_runtime::verbs::Get>>
    where
        M: ::graph_runtime::ToOne,
    {
        UserPath(self.0.step("/manager"))
    }
}
///`message`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[allow(
    dead_code,
    deprecated,
    non_camel_case_types,
    unreachable_pub,
    clippy::upper_case_acronyms
)]
struct Message {
    ///Its type, and all that no declaration knows.
    pub base: ::graph_runtime::EntityBase<Message>,
}
#[allow(dead_code, deprecated, unreachable_pub)]
impl Message {
    /// `id`: what identifies the entity.
    pub const ID: ::graph_runtime::Property<
        Message,
        ::graph_runtime::Id<Message>,
        ::graph_runtime::access::ReadOnly,
    > = ::graph_runtime::Property::new("id");
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::Deref for Message {
    type Target = ::graph_runtime::EntityBase<Message>;
    fn deref(&self) -> &::graph_runtime::EntityBase<Message> {
        &self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::DerefMut for Message {
    fn deref_mut(&mut self) -> &mut ::graph_runtime::EntityBase<Message> {
        &mut self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Declared for Message {
    const ODATA_TYPE: &'static ::core::primitive::str = "#microsoft.graph.message";
    type Kind = ::graph_runtime::__private::RecordKind;
    type Held = Message;
    type Own = Self;
    type Alone = Message;
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Derived for Message {
    const OWN: ::core::primitive::u32 = 0u32;
    const TYPED: ::core::primitive::bool = false;
    fn blank() -> Self {
        Message {
            base: ::graph_runtime::__private::Record::blank(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Message {
    fn default() -> Self {
        ::graph_runtime::__private::new()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Serialize for Message {
    fn serialize<S: ::graph_runtime::__private::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        ::graph_runtime::__private::Value::write(self, serializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'de> ::graph_runtime::__private::Deserialize<'de> for Message {
    fn deserialize<D: ::graph_runtime::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::graph_runtime::__private::read_record(deserializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Debug for Message {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::graph_runtime::__private::debug("Message", self, f)
    }
}
///A path to `message`: to one entity or, as [`MessagePaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code, non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
struct MessagePath<M>(::graph_runtime::__private::RawPath<M>);
///A path to a collection of `message`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, non_camel_case_types, unreachable_pub, clippy::upper_case_acronyms)]
type MessagePaths<C, E> = MessagePath<::graph_runtime::Many<C, E>>;
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::Entity for Message {
    type Root = Message;
    type Subtypes = ();
    type Path<M: ::graph_runtime::Shape> = MessagePath<M>;
}
#[automatically_derived]
#[allow(deprecated)]
impl<__M: ::graph_runtime::Shape> ::graph_runtime::Path for MessagePath<__M> {
    type Entity = Message;
    type Shape = __M;
    fn into_raw(self) -> ::graph_runtime::__private::RawPath<__M> {
        self.0
    }
    fn from_raw(raw: ::graph_runtime::__private::RawPath<__M>) -> Self {
        MessagePath(raw)
    }
}
