#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`photo`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Photo {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Photo>,
    ///`title`: `Edm.String`.
    pub title: __graph::Option<__graph::String>,
}
///A path to `photo`: to one entity or, as [`PhotoPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct PhotoPath<M>(__graph::RawPath<M>);
///A path to a collection of `photo`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type PhotoPaths<C, E> = PhotoPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> PhotoPath<M> {
    ///`/title`: `Edm.String`.
    pub fn title(
        self,
    ) -> __graph::PropertyPath<__graph::ValueOf<__graph::String>, __graph::GetDelete>
    where
        M: __graph::ToOne,
    {
        __graph::PropertyPath::from_raw(self.0.step("/title"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Photo {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<Photo, __graph::Id<Photo>, __graph::ReadOnly> = __graph::property(
            "id",
        );
        ::graph_runtime::__properties! {
            owner: Photo, properties: { #[doc = "`title`: `Edm.String`."] TITLE(__graph::String) "title" }
        }
    }
    ::graph_runtime::__record! {
        name: Photo,
        base: __graph::EntityBase<Photo>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.photo";
            type Held = Photo;
            const OWN: __graph::u32 = 1u32;
        },
        fields: { title property "title" }
    }
    impl __graph::Entity for Photo {
        type Root = Photo;
        type Subtypes = ();
        type Path<M: __graph::Shape> = PhotoPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Photo, path: PhotoPath, text: "PhotoPath"
    }
};
