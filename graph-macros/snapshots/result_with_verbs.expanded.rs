#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`table`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Table {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Table>,
}
///A path to `table`: to one entity or, as [`TablePaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct TablePath<M>(__graph::RawPath<M>);
///A path to a collection of `table`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type TablePaths<C, E> = TablePath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> TablePath<M> {
    ///The function `rows`, which returns `Collection(microsoft.graph.table)`.
    pub fn rows(
        self,
        top: impl __graph::IntoLiteral<__graph::i32>,
    ) -> TablePath<__graph::Many<__graph::GetPost, __graph::GetPatch>>
    where
        M: __graph::ToOne,
    {
        __graph::Path::from_raw(
            self.0.call("/rows(").argument::<__graph::i32>("top=", &top).step(")"),
        )
    }
    #[allow(non_snake_case)]
    ///`/rows`, with these arguments.
    pub fn rows_with_top(
        self,
        top: impl __graph::IntoLiteral<__graph::i32>,
    ) -> TablePath<__graph::Many<__graph::GetPost, __graph::GetPatch>>
    where
        M: __graph::ToOne,
    {
        __graph::Path::from_raw(
            self.0.call("/rows(").argument::<__graph::i32>("top=", &top).step(")"),
        )
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Table {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<Table, __graph::Id<Table>, __graph::ReadOnly> = __graph::property(
            "id",
        );
    }
    ::graph_runtime::__record! {
        name: Table,
        base: __graph::EntityBase<Table>,
        new_base: [__graph::Record::new()],
        derived: { const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.table"; type Held = Table; }
    }
    impl __graph::Entity for Table {
        type Root = Table;
        type Subtypes = ();
        type Path<M: __graph::Shape> = TablePath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Table, path: TablePath, text: "TablePath"
    }
};
