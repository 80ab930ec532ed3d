#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`work`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Work {
    ///The properties of the base. They can be read as fields of this type.
    pub base: super::complex::EmailAddress,
    ///`office`: `Edm.String`.
    pub office: __graph::Option<__graph::String>,
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Work {
        ::graph_runtime::__properties! {
            owner: Work, properties: { #[doc = "`office`: `Edm.String`."] OFFICE(__graph::String) "office" }
        }
    }
    ::graph_runtime::__record! {
        name: Work,
        base: super::complex::EmailAddress,
        new_base: [__graph::new_base("#microsoft.graph.work")],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.work";
            type Held = Work;
            const IS_DIRECTORY_OBJECT: __graph::bool = <super::complex::EmailAddress as __graph::Declared>::IS_DIRECTORY_OBJECT;
            const OWN: __graph::u32 = 1u32;
            const TYPED: __graph::bool = true;
        },
        fields: { office property "office" }
    }
    impl<__A, __I> __graph::Inherits<__A, __graph::There<__I>> for Work
    where
        super::complex::EmailAddress: __graph::Inherits<__A, __I>,
    {}
    impl __graph::IntoValue<super::complex::EmailAddress> for Work {
        fn append_json(
            &self,
            json: &mut __graph::Vec<__graph::u8>,
        ) -> __graph::Result<(), __graph::JsonError> {
            __graph::append_json(self, json)
        }
    }
};
