#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`country`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Country {
    ///Its type, and all that no declaration knows.
    pub base: __graph::BareBase,
    ///`code`: `Edm.String`.
    pub code: __graph::Option<__graph::String>,
}
///A path to `country`: to one entity or, as [`CountryPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct CountryPath<M>(__graph::RawPath<M>);
///A path to a collection of `country`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type CountryPaths<C, E> = CountryPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Country {
        ::graph_runtime::__properties! {
            owner: Country,
            properties: { #[doc = "`code`: `Edm.String`."] CODE(__graph::String, __graph::NotNull) "code" }
        }
    }
    ::graph_runtime::__record! {
        name: Country,
        base: __graph::BareBase,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.country";
            type Held = Country;
            const OWN: __graph::u32 = 1u32;
            const KEYED: __graph::bool = true;
        },
        fields: { code property "code" }
    }
    impl __graph::Entity for Country {
        type Root = Country;
        type Subtypes = ();
        type Path<M: __graph::Shape> = CountryPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Country, path: CountryPath, text: "CountryPath"
    }
};
