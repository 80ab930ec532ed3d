#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`mailbox`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Mailbox {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Mailbox>,
}
///A path to `mailbox`: to one entity or, as [`MailboxPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct MailboxPath<M>(__graph::RawPath<M>);
///A path to a collection of `mailbox`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type MailboxPaths<C, E> = MailboxPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> MailboxPath<M> {
    ///The action `send`, which returns `Edm.Int32`.
    pub fn send(self) -> __graph::ActionPath<MailboxSend, __graph::ValueOf<__graph::i32>>
    where
        M: __graph::ToOne,
    {
        __graph::ActionPath::from_raw(self.0.step("/send"))
    }
}
///The parameters of the action `send`, for [`Arguments`](::graph_runtime::Arguments).
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
enum MailboxSend {}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Mailbox {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<
            Mailbox,
            __graph::Id<Mailbox>,
            __graph::ReadOnly,
        > = __graph::property("id");
    }
    ::graph_runtime::__record! {
        name: Mailbox,
        base: __graph::EntityBase<Mailbox>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.mailbox";
            type Held = Mailbox;
        }
    }
    impl __graph::Entity for Mailbox {
        type Root = Mailbox;
        type Subtypes = ();
        type Path<M: __graph::Shape> = MailboxPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Mailbox, path: MailboxPath, text: "MailboxPath"
    }
    impl MailboxSend {
        ::graph_runtime::__properties! {
            owner: MailboxSend,
            properties: {
                #[doc = "`to`: `Collection(Edm.String)`."] TO(__graph::Vec<__graph::String>) "to"
                #[doc = "`at`: `Edm.DateTimeOffset`."] AT(__graph::DateTimeOffset) "at"
            }
        }
    }
};
