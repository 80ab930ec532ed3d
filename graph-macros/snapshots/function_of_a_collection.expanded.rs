#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`contact`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Contact {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Contact>,
}
///A path to `contact`: to one entity or, as [`ContactPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct ContactPath<M>(__graph::RawPath<M>);
///A path to a collection of `contact`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type ContactPaths<C, E> = ContactPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> ContactPath<M> {
    ///The function `delta`, which returns `Collection(microsoft.graph.contact)`.
    pub fn delta(self) -> ContactPath<__graph::Many<__graph::Get, __graph::Get>>
    where
        M: __graph::ToMany,
    {
        __graph::Path::from_raw(self.0.step("/delta()"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Contact {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<
            Contact,
            __graph::Id<Contact>,
            __graph::ReadOnly,
        > = __graph::property("id");
    }
    ::graph_runtime::__record! {
        name: Contact,
        base: __graph::EntityBase<Contact>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.contact";
            type Held = Contact;
        }
    }
    impl __graph::Entity for Contact {
        type Root = Contact;
        type Subtypes = ();
        const SEGMENT_NAMES: &'static __graph::SegmentNames = &__graph::SegmentNames::new(
            "#microsoft.graph.contact",
            &["delta"],
            __graph::None,
        );
        type Path<M: __graph::Shape> = ContactPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Contact, path: ContactPath, text: "ContactPath"
    }
};
