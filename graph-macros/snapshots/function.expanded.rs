#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`calendar`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Calendar {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Calendar>,
}
///A path to `calendar`: to one entity or, as [`CalendarPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct CalendarPath<M>(__graph::RawPath<M>);
///A path to a collection of `calendar`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type CalendarPaths<C, E> = CalendarPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> CalendarPath<M> {
    ///The function `isFree`, which returns `Edm.Boolean`.
    pub fn is_free(
        self,
        on: impl __graph::IntoLiteral<__graph::Date>,
    ) -> __graph::FunctionPath<__graph::ValueOf<__graph::bool>>
    where
        M: __graph::ToOne,
    {
        __graph::FunctionPath::from_raw(
            self.0.call("/isFree(").argument::<__graph::Date>("on=", &on).step(")"),
        )
    }
    #[allow(non_snake_case)]
    ///`/isFree`, with these arguments.
    pub fn is_free_with_on(
        self,
        on: impl __graph::IntoLiteral<__graph::Date>,
    ) -> __graph::FunctionPath<__graph::ValueOf<__graph::bool>>
    where
        M: __graph::ToOne,
    {
        __graph::FunctionPath::from_raw(
            self.0.call("/isFree(").argument::<__graph::Date>("on=", &on).step(")"),
        )
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Calendar {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<
            Calendar,
            __graph::Id<Calendar>,
            __graph::ReadOnly,
        > = __graph::property("id");
    }
    ::graph_runtime::__record! {
        name: Calendar,
        base: __graph::EntityBase<Calendar>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.calendar";
            type Held = Calendar;
        }
    }
    impl __graph::Entity for Calendar {
        type Root = Calendar;
        type Subtypes = ();
        type Path<M: __graph::Shape> = CalendarPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Calendar, path: CalendarPath, text: "CalendarPath"
    }
};
