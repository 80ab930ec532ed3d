#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`report`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub struct Report {
    ///Its type, and all that no declaration knows.
    pub base: __graph::BareBase,
}
///A path to `report`: to one entity or, as [`ReportPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub struct ReportPath<M>(__graph::RawPath<M>);
///A path to a collection of `report`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
pub type ReportPaths<C, E> = ReportPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    ::graph_runtime::__record! {
        name: Report,
        base: __graph::BareBase,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.report";
            type Held = Report;
            const IS_ABSTRACT: __graph::bool = true;
        }
    }
    impl __graph::Entity for Report {
        type Root = Report;
        type Subtypes = ();
        type Path<M: __graph::Shape> = ReportPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Report, path: ReportPath, text: "ReportPath"
    }
};
