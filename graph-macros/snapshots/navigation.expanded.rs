#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`folder`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Folder {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Folder>,
}
///A path to `folder`: to one entity or, as [`FolderPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct FolderPath<M>(__graph::RawPath<M>);
///A path to a collection of `folder`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type FolderPaths<C, E> = FolderPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> FolderPath<M> {
    ///`/folders`: `Collection(microsoft.graph.folder)`.
    pub fn folders(self) -> FolderPaths<__graph::GetPost, __graph::GetDelete>
    where
        M: __graph::ToOne,
    {
        FolderPath(self.0.step("/folders"))
    }
    ///`/parent`: `microsoft.graph.folder`.
    pub fn parent(self) -> FolderPath<__graph::One<__graph::Get>>
    where
        M: __graph::ToOne,
    {
        FolderPath(self.0.step("/parent"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Folder {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<
            Folder,
            __graph::Id<Folder>,
            __graph::ReadOnly,
        > = __graph::property("id");
        ::graph_runtime::__navigations! {
            owner: Folder,
            navigations: {
                #[doc = "`folders`: `Collection(microsoft.graph.folder)`."] FOLDERS(Folder) ContainedMany "folders"
                #[doc = "`parent`: `microsoft.graph.folder`."] PARENT(Folder) Contained "parent"
            }
        }
    }
    ::graph_runtime::__record! {
        name: Folder,
        base: __graph::EntityBase<Folder>,
        new_base: [__graph::Record::new()],
        derived: {
            const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.folder";
            type Held = Folder;
        }
    }
    impl __graph::Entity for Folder {
        type Root = Folder;
        type Subtypes = ();
        type Path<M: __graph::Shape> = FolderPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Folder, path: FolderPath, text: "FolderPath"
    }
};
