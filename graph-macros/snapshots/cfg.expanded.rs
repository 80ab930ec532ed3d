#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`address`.
#[cfg(unix)]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Address {
    ///Its type, and all that no declaration knows.
    pub base: __graph::BareBase,
    ///`street`: `Edm.String`.
    pub street: __graph::Option<__graph::String>,
    ///`city`: `Edm.String`.
    #[cfg(not(windows))]
    pub city: __graph::Option<__graph::String>,
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    #[cfg(unix)]
    impl Address {
        ::graph_runtime::__properties! {
            owner: Address,
            properties: {
                #[doc = "`street`: `Edm.String`."] STREET(__graph::String) "street"
                #[doc = "`city`: `Edm.String`."] #[cfg(not(windows))] CITY(__graph::String) "city"
            }
        }
    }
    #[cfg(unix)]
    ::graph_runtime::__record! {
        name: Address,
        base: __graph::BareBase,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.address";
            type Held = Address;
            const OWN: __graph::u32 = 2u32;
        },
        fields: { street property "street" #[cfg(not(windows))] city property "city" }
    }
};
