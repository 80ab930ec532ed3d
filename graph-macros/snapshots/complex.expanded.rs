#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`emailAddress`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub struct EmailAddress {
    ///Its type, and all that no declaration knows.
    pub base: __graph::BareBase,
    ///`address`: `Edm.String`.
    pub address: __graph::Option<__graph::String>,
    ///`aliases`: `Collection(microsoft.graph.emailAddress)`.
    pub aliases: __graph::Option<__graph::Vec<EmailAddress>>,
    ///`owner`: `microsoft.graph.emailAddress`.
    pub owner: __graph::Option<__graph::Box<EmailAddress>>,
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl EmailAddress {
        ::graph_runtime::__properties! {
            owner: EmailAddress,
            properties: {
                #[doc = "`address`: `Edm.String`."] ADDRESS(__graph::String) "address"
                #[doc = "`aliases`: `Collection(microsoft.graph.emailAddress)`."] ALIASES(__graph::Vec<EmailAddress>) "aliases"
                #[doc = "`owner`: `microsoft.graph.emailAddress`."] OWNER(EmailAddress) "owner"
            }
        }
    }
    ::graph_runtime::__record! {
        name: EmailAddress,
        base: __graph::BareBase,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.emailAddress";
            type Held = EmailAddress;
            const OWN: __graph::u32 = 3u32;
        },
        fields: { address property "address" aliases property "aliases" owner boxed_property "owner" }
    }
};
