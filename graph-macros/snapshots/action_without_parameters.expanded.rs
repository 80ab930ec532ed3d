#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`basket`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Basket {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Basket>,
}
///A path to `basket`: to one entity or, as [`BasketPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct BasketPath<M>(__graph::RawPath<M>);
///A path to a collection of `basket`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type BasketPaths<C, E> = BasketPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> BasketPath<M> {
    ///The action `clear`.
    pub fn clear(self) -> __graph::BareActionPath<()>
    where
        M: __graph::ToOne,
    {
        __graph::BareActionPath::from_raw(self.0.step("/clear"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Basket {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<
            Basket,
            __graph::Id<Basket>,
            __graph::ReadOnly,
        > = __graph::property("id");
    }
    ::graph_runtime::__record! {
        name: Basket,
        base: __graph::EntityBase<Basket>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.basket";
            type Held = Basket;
        }
    }
    impl __graph::Entity for Basket {
        type Root = Basket;
        type Subtypes = ();
        type Path<M: __graph::Shape> = BasketPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Basket, path: BasketPath, text: "BasketPath"
    }
};
