#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`room`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Room {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Room>,
}
///A path to `room`: to one entity or, as [`RoomPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct RoomPath<M>(__graph::RawPath<M>);
///A path to a collection of `room`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type RoomPaths<C, E> = RoomPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> RoomPath<M> {
    ///`/guests`: `Collection(microsoft.graph.room)`.
    pub fn guests(
        self,
    ) -> RoomPaths<
        __graph::WithLink<__graph::Get, __graph::Linked<__graph::GetPost>>,
        __graph::WithLink<__graph::GetDelete, __graph::LinkedMember<__graph::Get>>,
    >
    where
        M: __graph::ToOne,
    {
        RoomPath(self.0.step("/guests"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Room {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<Room, __graph::Id<Room>, __graph::ReadOnly> = __graph::property(
            "id",
        );
        ::graph_runtime::__navigations! {
            owner: Room,
            navigations: {
                #[doc = "`guests`: `Collection(microsoft.graph.room)`."] GUESTS(Room) ReferenceMany "guests"
            }
        }
    }
    ::graph_runtime::__record! {
        name: Room,
        base: __graph::EntityBase<Room>,
        new_base: [__graph::Record::new()],
        derived: { const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.room"; type Held = Room; }
    }
    impl __graph::Entity for Room {
        type Root = Room;
        type Subtypes = ();
        type Path<M: __graph::Shape> = RoomPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Room, path: RoomPath, text: "RoomPath"
    }
};
