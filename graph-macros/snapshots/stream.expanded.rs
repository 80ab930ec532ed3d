#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`attachment`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Attachment {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Attachment>,
}
///A path to `attachment`: to one entity or, as [`AttachmentPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct AttachmentPath<M>(__graph::RawPath<M>);
///A path to a collection of `attachment`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type AttachmentPaths<C, E> = AttachmentPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> AttachmentPath<M> {
    ///`/content`: `Edm.Stream`.
    pub fn content(self) -> __graph::StreamPath<__graph::GetPut>
    where
        M: __graph::ToOne,
    {
        __graph::StreamPath::from_raw(self.0.step("/content"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Attachment {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<
            Attachment,
            __graph::Id<Attachment>,
            __graph::ReadOnly,
        > = __graph::property("id");
        ::graph_runtime::__properties! {
            owner: Attachment,
            properties: {
                #[doc = "`content`: `Edm.Stream`."] CONTENT(__graph::Stream, __graph::ReadOnly) "content"
            }
        }
    }
    ::graph_runtime::__record! {
        name: Attachment,
        base: __graph::EntityBase<Attachment>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.attachment";
            type Held = Attachment;
        }
    }
    impl __graph::Entity for Attachment {
        type Root = Attachment;
        type Subtypes = ();
        type Path<M: __graph::Shape> = AttachmentPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Attachment, path: AttachmentPath, text: "AttachmentPath"
    }
};
