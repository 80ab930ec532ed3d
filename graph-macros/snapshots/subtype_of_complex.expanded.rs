#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
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
    ///The properties of the base. They can be read as fields of this type.
    pub base: Target,
    ///`groupId`: `Edm.String`.
    pub group_id: __graph::Option<__graph::String>,
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    ::graph_runtime::__record! {
        name: Target,
        base: __graph::BareBase,
        new_base: [__graph::new_base("#microsoft.graph.target")],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.target";
            type Held = AnyTarget;
            const IS_ABSTRACT: __graph::bool = true;
            const TYPED: __graph::bool = true;
        }
    }
    ::graph_runtime::__family! {
        name: AnyTarget,
        base: Target,
        odata_type: "#microsoft.graph.target",
        subtypes: { GroupTarget read_inline "microsoft.graph.groupTarget" }
    }
    impl __graph::Inherits<Target> for AnyTarget {}
    impl GroupTarget {
        ::graph_runtime::__properties! {
            owner: GroupTarget,
            properties: {
                #[doc = "`groupId`: `Edm.String`."] GROUP_ID(__graph::String, __graph::NotNull) "groupId"
            }
        }
    }
    ::graph_runtime::__record! {
        name: GroupTarget,
        base: Target,
        new_base: [__graph::new_base("#microsoft.graph.groupTarget")],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.groupTarget";
            type Held = GroupTarget;
            const OWN: __graph::u32 = 1u32;
            const TYPED: __graph::bool = true;
        },
        fields: { group_id property "groupId" }
    }
    impl __graph::Inherits<Target> for GroupTarget {}
};
