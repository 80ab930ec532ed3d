#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`source`.
#[derive(::core::clone::Clone)]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
#[allow(non_camel_case_types, clippy::upper_case_acronyms)]
enum Source {
    ///`direct`.
    Direct,
    ///`policySets`.
    PolicySets,
    /// A member that is not declared, with its name as received.
    Unrecognized(__graph::Box<__graph::str>),
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    ::graph_runtime::__enumeration! {
        name: Source,
        odata_type: "#microsoft.graph.source",
        members: [("direct", Self::Direct), ("policySets", Self::PolicySets),]
    }
};
