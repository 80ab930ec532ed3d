#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///The parameters of the action `wipe`, for [`Arguments`](::graph_runtime::Arguments).
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
enum ManagedDeviceWipe {}
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M: __graph::Shape> super::entity::ManagedDevicePath<M> {
    ///`/twin`: `super::entity::ManagedDevice`.
    fn twin(
        self,
    ) -> <super::entity::ManagedDevice as __graph::Entity>::Path<
        __graph::One<__graph::Get>,
    >
    where
        M: __graph::ToOne,
    {
        __graph::Path::from_raw(__graph::Path::into_raw(self).step("/twin"))
    }
    ///The action `wipe`.
    fn wipe(self) -> __graph::ActionPath<ManagedDeviceWipe, ()>
    where
        M: __graph::ToOne,
    {
        __graph::ActionPath::from_raw(__graph::Path::into_raw(self).step("/wipe"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl ManagedDeviceWipe {
        ::graph_runtime::__properties! {
            owner: ManagedDeviceWipe,
            properties: { #[doc = "`keepData`: `Edm.Boolean`."] KEEP_DATA(__graph::bool) "keepData" }
        }
    }
    impl super::entity::ManagedDevice {
        ::graph_runtime::__navigations! {
            owner: super::entity::ManagedDevice,
            navigations: {
                #[doc = "`twin`: `super::entity::ManagedDevice`."] TWIN(super::entity::ManagedDevice) Contained "twin"
            }
        }
    }
};
