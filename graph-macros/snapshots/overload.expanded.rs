#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M: __graph::Shape> super::entity::ManagedDevicePath<M> {
    ///The function `range`, which returns `Edm.String`.
    fn range(self) -> __graph::FunctionPath<__graph::ValueOf<__graph::String>>
    where
        M: __graph::ToOne,
    {
        __graph::FunctionPath::from_raw(__graph::Path::into_raw(self).step("/range()"))
    }
    ///The function `range`, which returns `Edm.String`.
    fn range_at(
        self,
        address: impl __graph::IntoLiteral<__graph::String>,
    ) -> __graph::FunctionPath<__graph::ValueOf<__graph::String>>
    where
        M: __graph::ToOne,
    {
        __graph::FunctionPath::from_raw(
            __graph::Path::into_raw(self)
                .call("/range(")
                .argument::<__graph::String>("address=", &address)
                .step(")"),
        )
    }
    #[allow(non_snake_case)]
    ///`/range`, with these arguments.
    fn range_with_address(
        self,
        address: impl __graph::IntoLiteral<__graph::String>,
    ) -> __graph::FunctionPath<__graph::ValueOf<__graph::String>>
    where
        M: __graph::ToOne,
    {
        __graph::FunctionPath::from_raw(
            __graph::Path::into_raw(self)
                .call("/range(")
                .argument::<__graph::String>("address=", &address)
                .step(")"),
        )
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl super::entity::ManagedDevice {}
};
