#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///The service whose paths begin with `/beta`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash, ::core::default::Default)]
#[allow(dead_code, unused_qualifications, unreachable_pub)]
struct Beta;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl Beta {
    /// The first segment of the service's paths.
    pub const VERSION: &'static __graph::str = "beta";
    ///`/managedDevices`: `Collection(super::entity::ManagedDevice)`.
    pub fn managed_devices(
        self,
    ) -> <super::entity::ManagedDevice as __graph::Entity>::Path<
        __graph::Many<__graph::Get, __graph::GetDelete>,
    > {
        __graph::Path::from_raw(__graph::RawPath::root("/beta/managedDevices"))
    }
    ///`/me`: `super::entity::ManagedDevice`.
    pub fn me(
        self,
    ) -> <super::entity::ManagedDevice as __graph::Entity>::Path<
        __graph::One<__graph::Get>,
    > {
        __graph::Path::from_raw(__graph::RawPath::root("/beta/me"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl __graph::Service for Beta {
        const VERSION: &'static __graph::str = "beta";
    }
};
