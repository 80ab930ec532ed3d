#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`phone`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Phone {
    ///The properties of the base. They can be read as fields of this type.
    pub base: super::entity::ManagedDevice,
}
///A path to `phone`: to one entity or, as [`PhonePaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct PhonePath<M>(__graph::RawPath<M>);
///A path to a collection of `phone`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type PhonePaths<C, E> = PhonePath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> PhonePath<M> {
    /// Returns the path as one to the base, whose segments another declaration has.
    pub fn as_base(self) -> <super::entity::ManagedDevice as __graph::Entity>::Path<M>
    where
        M: __graph::Shape,
    {
        __graph::Path::from_raw(self.0)
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    ::graph_runtime::__record! {
        name: Phone,
        base: super::entity::ManagedDevice,
        new_base: [__graph::new_base("#microsoft.graph.phone")],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.phone";
            type Held = Phone;
            const IS_DIRECTORY_OBJECT: __graph::bool = <super::entity::ManagedDevice as __graph::Declared>::IS_DIRECTORY_OBJECT;
            const TYPED: __graph::bool = true;
        }
    }
    impl<__A, __I> __graph::Inherits<__A, __graph::There<__I>> for Phone
    where
        super::entity::ManagedDevice: __graph::Inherits<__A, __I>,
    {}
    impl __graph::IntoValue<super::entity::ManagedDevice> for Phone {
        fn append_json(
            &self,
            json: &mut __graph::Vec<__graph::u8>,
        ) -> __graph::Result<(), __graph::JsonError> {
            __graph::append_json(self, json)
        }
    }
    impl __graph::Entity for Phone {
        type Root = <super::entity::ManagedDevice as __graph::Entity>::Root;
        type Subtypes = ();
        const SEGMENT_NAMES: &'static __graph::SegmentNames = &__graph::SegmentNames::new(
            "#microsoft.graph.phone",
            &[],
            __graph::Some(
                <super::entity::ManagedDevice as __graph::Entity>::SEGMENT_NAMES,
            ),
        );
        type Path<M: __graph::Shape> = PhonePath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Phone, path: PhonePath, text: "PhonePath"
    }
};
