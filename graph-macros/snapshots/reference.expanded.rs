#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`team`.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Team {
    ///Its type, and all that no declaration knows.
    pub base: __graph::EntityBase<Team>,
}
///A path to `team`: to one entity or, as [`TeamPaths`], to a collection.
#[must_use = "a path is not sent: make it a request with a verb, such as `.get()`"]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct TeamPath<M>(__graph::RawPath<M>);
///A path to a collection of `team`, with the verbs `C`, and the verbs `E` on each member.
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
type TeamPaths<C, E> = TeamPath<__graph::Many<C, E>>;
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications, clippy::new_ret_no_self, clippy::should_implement_trait, clippy::wrong_self_convention)]
impl<M> TeamPath<M> {
    ///`/owner`: `microsoft.graph.team`.
    pub fn owner(self) -> TeamPath<__graph::One<__graph::Linked<__graph::GetPut>>>
    where
        M: __graph::ToOne,
    {
        TeamPath(self.0.step("/owner"))
    }
    ///`/members`: `Collection(microsoft.graph.team)`.
    pub fn members(
        self,
    ) -> TeamPaths<
        __graph::Linked<__graph::GetPost>,
        __graph::LinkedMember<__graph::GetDelete>,
    >
    where
        M: __graph::ToOne,
    {
        TeamPath(self.0.step("/members"))
    }
}
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Team {
        /// `id`: identifies the entity.
        pub const ID: __graph::Property<Team, __graph::Id<Team>, __graph::ReadOnly> = __graph::property(
            "id",
        );
        ::graph_runtime::__navigations! {
            owner: Team,
            navigations: {
                #[doc = "`owner`: `microsoft.graph.team`."] OWNER(Team) Reference "owner"
                #[doc = "`members`: `Collection(microsoft.graph.team)`."] MEMBERS(Team) ReferenceMany "members"
            }
        }
    }
    ::graph_runtime::__record! {
        name: Team,
        base: __graph::EntityBase<Team>,
        new_base: [__graph::Record::new()],
        derived: { const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.team"; type Held = Team; }
    }
    impl __graph::Entity for Team {
        type Root = Team;
        type Subtypes = ();
        type Path<M: __graph::Shape> = TeamPath<M>;
    }
    ::graph_runtime::__paths! {
        entity: Team, path: TeamPath, text: "TeamPath"
    }
};
