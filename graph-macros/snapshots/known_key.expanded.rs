#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`drawer`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Drawer {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Drawer>,
}
///A path to `drawer`: to one entity or, as [`DrawerPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct DrawerPath<M>(__graph::RawPath<M>);
///A path to a collection of `drawer`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type DrawerPaths<C, E> = DrawerPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> DrawerPath<M> {
    ///The member with the well-known key `inbox`.
    pub fn inbox(self) -> DrawerPath<<M as __graph::Collection>::Each>
    where
        M: __graph::Collection,
    {
        DrawerPath(self.0.step("/inbox"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Drawer {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<
            Drawer,
            __graph::Id<Drawer>,
            __graph::ReadOnly,
        > = __graph::property("id");
    }
    ::graph_runtime::__record! {
        name: Drawer,
        base: __graph::EntityBase<Drawer>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.drawer";
            type Held = Drawer;
        }
    }
    impl __graph::Entity for Drawer {
        type Root = Drawer;
        type Subtypes = ();
        type Path<M: __graph::Shape> = DrawerPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Drawer, path: DrawerPath, text: "DrawerPath"
    }
};
