#[allow(unused_imports)]
use ::graph_runtime::__private::anchor::*;
#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{path::Path as _, query::Operand as _};
///`days`: a set of members, joined by `|`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::default::Default)]
#[allow(dead_code, deprecated, unreachable_pub, unused_qualifications)]
struct Days(__graph::Flags);
#[allow(dead_code, deprecated, unreachable_patterns, unreachable_pub, unused_qualifications)]
const _: () = {
    impl Days {
        const __VALUES: __graph::FlagValues = &[("monday", 1), ("tuesday", 2)];
        ///`monday`: 1.
        pub const MONDAY: Days = Days(__graph::flag_of("monday", Days::__VALUES));
        ///`tuesday`: 2.
        pub const TUESDAY: Days = Days(__graph::flag_of("tuesday", Days::__VALUES));
    }
    impl __graph::Eq for Days {}
    impl __graph::Declared for Days {
        const ODATA_TYPE: &'static __graph::str = "#microsoft.graph.days";
        type Kind = __graph::FlagsKind;
        type Held = Self;
        type Own = Self;
    }
    impl __graph::From<__graph::Flags> for Days {
        fn from(flags: __graph::Flags) -> Self {
            Days(__graph::flags_of(flags, Days::__VALUES))
        }
    }
    impl __graph::Deref for Days {
        type Target = __graph::Flags;
        fn deref(&self) -> &__graph::Flags {
            &self.0
        }
    }
    impl __graph::BitOr for Days {
        type Output = Self;
        fn bitor(self, other: Self) -> Self {
            Days(self.0.with(&other.0))
        }
    }
    ::graph_runtime::__json! {
        name: Days
    }
};
