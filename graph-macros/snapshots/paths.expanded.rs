#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
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
#[allow(dead_code, unused_qualifications, unreachable_pub)]
struct Beta;
#[allow(
    dead_code,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::new_ret_no_self,
    clippy::should_implement_trait,
    clippy::wrong_self_convention
)]
impl Beta {
    /// The first segment of the service's paths.
    pub const VERSION: &'static __graph::str = "beta";
    ///`/users`: `Collection(microsoft.graph.user)`.
    pub fn users(self) -> UserPaths<__graph::Get, __graph::GetPutPatchDelete> {
        UserPath(__graph::RawPath::root("/beta/users"))
    }
}
///`user`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct User {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<User>,
}
///A path to `user`: to one entity or, as [`UserPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct UserPath<M>(__graph::RawPath<M>);
///A path to a collection of `user`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type UserPaths<C, E> = UserPath<__graph::Many<C, E>>;
#[allow(
    dead_code,
    deprecated,
    unreachable_pub,
    unused_qualifications,
    clippy::new_ret_no_self,
    clippy::should_implement_trait,
    clippy::wrong_self_convention
)]
impl<M> UserPath<M> {
    ///`/messages`: `Collection(microsoft.graph.message)`.
    pub fn messages(self) -> MessagePaths<__graph::GetPost, __graph::GetDelete>
    where
        M: __graph::ToOne,
    {
        MessagePath(self.0.step("/messages"))
    }
    ///`/manager`: `microsoft.graph.user`.
    pub fn manager(self) -> UserPath<__graph::One<__graph::Get>>
    where
        M: __graph::ToOne,
    {
        UserPath(self.0.step("/manager"))
    }
}
///`message`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Message {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Message>,
}
///A path to `message`: to one entity or, as [`MessagePaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct MessagePath<M>(__graph::RawPath<M>);
///A path to a collection of `message`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type MessagePaths<C, E> = MessagePath<__graph::Many<C, E>>;
#[allow(
    dead_code,
    deprecated,
    unreachable_patterns,
    unreachable_pub,
    unused_qualifications
)]
const _: () = {
    impl __graph::Service for Beta {
        const VERSION: &'static __graph::str = "beta";
    }
    impl User {
        /// `id`: what identifies the entity.
        pub const ID: __graph::Property<User, __graph::Id<User>, __graph::ReadOnly> = __graph::property(
            "id",
        );
        ::graph_runtime::__navigations! {
            User { #[doc = "`messages`: `Collection(microsoft.graph.message)`."]
            MESSAGES(Message) ContainedMany "messages" #[doc =
            "`manager`: `microsoft.graph.user`."] MANAGER(User) Contained "manager" }
        }
    }
    ::graph_runtime::__record! {
        User __graph::EntityBase < User > [__graph::Record::new()] [const ODATA_TYPE : &
        'static __graph::str = "#microsoft.graph.user"; type Held = User; const
        IS_DIRECTORY_OBJECT : __graph::bool = true;]
    }
    impl __graph::Entity for User {
        type Root = User;
        type Subtypes = ();
        type Path<M: __graph::Shape> = UserPath<M>;
    }
    ::graph_runtime::__paths! {
        User UserPath "UserPath"
    }
    impl Message {
        /// `id`: what identifies the entity.
        pub const ID: __graph::Property<
            Message,
            __graph::Id<Message>,
            __graph::ReadOnly,
        > = __graph::property("id");
    }
    ::graph_runtime::__record! {
        Message __graph::EntityBase < Message > [__graph::Record::new()] [const
        ODATA_TYPE : & 'static __graph::str = "#microsoft.graph.message"; type Held =
        Message;]
    }
    impl __graph::Entity for Message {
        type Root = Message;
        type Subtypes = ();
        type Path<M: __graph::Shape> = MessagePath<M>;
    }
    ::graph_runtime::__paths! {
        Message MessagePath "MessagePath"
    }
};
