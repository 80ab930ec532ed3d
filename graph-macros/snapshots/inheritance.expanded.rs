#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{Operand as _, Path as _};
///`target`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Target {
    ///Its type, and all that no declaration knows.
    pub base: __graph::BareBase,
}
///`target` or one of its declared subtypes, by `@odata.type`. Dereferences to [`Target`].
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
#[allow(clippy::large_enum_variant, clippy::enum_variant_names)]
enum AnyTarget {
    ///`target` itself, or a subtype that is not declared.
    Target(Target),
    ///`groupTarget`.
    GroupTarget(GroupTarget),
}
///`groupTarget`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct GroupTarget {
    ///What it has from its base; its fields read as this type's own.
    pub base: Target,
    ///`groupId`: `Edm.String`.
    pub group_id: __graph::Option<__graph::String>,
}
#[allow(
    dead_code,
    deprecated,
    unreachable_patterns,
    unreachable_pub,
    unused_qualifications
)]
const _: () = {
    ::graph_runtime::__record! {
        Target __graph::BareBase[__graph::new_base("#microsoft.graph.target")] [const
        ODATA_TYPE : & 'static __graph::str = "#microsoft.graph.target"; type Held =
        AnyTarget; const IS_ABSTRACT : __graph::bool = true; const TYPED : __graph::bool
        = true;]
    }
    impl __graph::Family for AnyTarget {
        type Base = Target;
        const SUBTYPES: &'static [&'static __graph::str] = &[
            "microsoft.graph.groupTarget",
        ];
        fn read_member(
            name: &__graph::str,
            is_member: __graph::bool,
            reader: &mut __graph::Reader<'_>,
        ) -> __graph::Result<Self, __graph::NotJson> {
            match name {
                "microsoft.graph.groupTarget" => {
                    __graph::read_inline(is_member, reader, Self::GroupTarget)
                }
                _ => __graph::read_other(name, is_member, reader),
            }
        }
        fn write_member<S: __graph::Serializer>(
            &self,
            serializer: S,
        ) -> __graph::Result<S::Ok, S::Error> {
            match self {
                Self::Target(value) => __graph::write_record(value, serializer),
                Self::GroupTarget(value) => __graph::write_record(value, serializer),
            }
        }
    }
    impl __graph::Deref for AnyTarget {
        type Target = Target;
        fn deref(&self) -> &Target {
            match self {
                Self::Target(value) => value,
                Self::GroupTarget(value) => value,
            }
        }
    }
    impl __graph::DerefMut for AnyTarget {
        fn deref_mut(&mut self) -> &mut Target {
            match self {
                Self::Target(value) => value,
                Self::GroupTarget(value) => value,
            }
        }
    }
    impl __graph::From<GroupTarget> for AnyTarget {
        fn from(value: GroupTarget) -> Self {
            Self::GroupTarget(value)
        }
    }
    ::graph_runtime::__family! {
        AnyTarget Target "#microsoft.graph.target"
    }
    impl __graph::Inherits<Target> for AnyTarget {}
    impl GroupTarget {
        ::graph_runtime::__properties! {
            GroupTarget { #[doc = "`groupId`: `Edm.String`."] GROUP_ID(__graph::String,
            __graph::NotNull) "groupId" }
        }
    }
    ::graph_runtime::__record! {
        GroupTarget Target[__graph::new_base("#microsoft.graph.groupTarget")] [const
        ODATA_TYPE : & 'static __graph::str = "#microsoft.graph.groupTarget"; type Held =
        GroupTarget; const OWN : __graph::u32 = 1u32; const TYPED : __graph::bool =
        true;] { group_id property "groupId" }
    }
    impl __graph::Inherits<Target> for GroupTarget {}
};
