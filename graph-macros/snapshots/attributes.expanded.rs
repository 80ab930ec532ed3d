#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`item`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Item {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Item>,
    ///`type`: `Edm.String`.
    pub kind: __graph::Option<__graph::String>,
}
///A path to `item`: to one entity or, as [`ItemPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct ItemPath<M>(__graph::RawPath<M>);
///A path to a collection of `item`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type ItemPaths<C, E> = ItemPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Item {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<Item, __graph::Id<Item>, __graph::ReadOnly> = __graph::property(
            "id",
        );
        ::graph_runtime::__properties! {
            owner: Item,
            properties: { #[doc = "`type`: `Edm.String`."] KIND(__graph::String, __graph::Immutable) "type" }
        }
    }
    ::graph_runtime::__record! {
        name: Item,
        base: __graph::EntityBase<Item>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.item";
            type Held = Item;
            const OWN: __graph::u32 = 1u32;
        },
        fields: { kind property "type" }
    }
    impl __graph::Media for Item {
        type Stream<V> = __graph::GetPut;
    }
    impl __graph::PathAddressed for Item {
        type Verbs = __graph::GetPutPatchDelete;
    }
    impl __graph::Open for Item {}
    impl __graph::Entity for Item {
        type Root = Item;
        type Subtypes = ();
        type Path<M: __graph::Shape> = ItemPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Item, path: ItemPath, text: "ItemPath"
    }
};
