#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///Further segments of the paths of `ManagedDevice`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
trait DeviceExtension: __graph::Path<Entity = super::entity::ManagedDevice> {
    ///`/owner`: `super::entity::ManagedDevice`.
    fn owner(
        self,
    ) -> <super::entity::ManagedDevice as __graph::Entity>::Path<
        __graph::One<__graph::Get>,
    >
    where
        Self::Shape: __graph::ToOne,
    {
        __graph::Path::from_raw(__graph::Path::into_raw(self).step("/owner"))
    }
    ///The function `status`, which returns `Edm.String`.
    fn status(self) -> __graph::FunctionPath<__graph::ValueOf<__graph::String>>
    where
        Self::Shape: __graph::ToOne,
    {
        __graph::FunctionPath::from_raw(__graph::Path::into_raw(self).step("/status()"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl<P: __graph::Path<Entity = super::entity::ManagedDevice>> DeviceExtension for P {}
};
