#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`app`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct App {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<App>,
    ///`tag`: `Edm.Guid`.
    pub tag: __graph::Option<__graph::Guid>,
}
///A path to `app`: to one entity or, as [`AppPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct AppPath<M>(__graph::RawPath<M>);
///A path to a collection of `app`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type AppPaths<C, E> = AppPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> AppPath<M> {
    ///`/apps`: `Collection(microsoft.graph.app)`.
    pub fn apps(self) -> AppPaths<__graph::Get, __graph::Get>
    where
        M: __graph::ToOne,
    {
        AppPath(self.0.step("/apps"))
    }
    ///The member of `/apps` with this `tag`.
    #[allow(non_snake_case)]
    pub fn apps_with_tag(
        self,
        key: impl __graph::IntoLiteral<__graph::Guid>,
    ) -> AppPath<__graph::One<__graph::Get>>
    where
        M: __graph::ToOne,
    {
        AppPath(self.0.alternate_key::<__graph::Guid, _>("/apps(", "tag=", &key))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl App {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<App, __graph::Id<App>, __graph::ReadOnly> = __graph::property(
            "id",
        );
        ::graph_runtime::__properties! {
            owner: App, properties: { #[doc = "`tag`: `Edm.Guid`."] TAG(__graph::Guid) "tag" }
        }
        ::graph_runtime::__navigations! {
            owner: App,
            navigations: {
                #[doc = "`apps`: `Collection(microsoft.graph.app)`."] APPS(App) ContainedMany "apps"
            }
        }
    }
    ::graph_runtime::__record! {
        name: App,
        base: __graph::EntityBase<App>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.app";
            type Held = App;
            const OWN: __graph::u32 = 1u32;
        },
        fields: { tag property "tag" }
    }
    impl __graph::Entity for App {
        type Root = App;
        type Subtypes = ();
        type Path<M: __graph::Shape> = AppPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: App, path: AppPath, text: "AppPath"
    }
};
