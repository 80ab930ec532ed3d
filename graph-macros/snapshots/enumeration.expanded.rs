#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{Operand as _, Path as _};
///`source`.
#[derive(
    ::core::clone::Clone,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
)]
#[allow(
    dead_code,
    deprecated,
    non_camel_case_types,
    unreachable_pub,
    clippy::upper_case_acronyms
)]
enum Source {
    ///`direct`.
    Direct,
    ///`policySets`.
    PolicySets,
    /// A member that is not declared: its name as it came.
    Unrecognized(::graph_runtime::__private::Box<::core::primitive::str>),
}
#[allow(dead_code, deprecated, unreachable_pub)]
impl Source {
    /// The name of the member on the wire.
    pub fn as_str(&self) -> &::core::primitive::str {
        ::graph_runtime::__private::name_of(self)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Declared for Source {
    const ODATA_TYPE: &'static ::core::primitive::str = "#microsoft.graph.source";
    type Kind = ::graph_runtime::__private::EnumerationKind;
    type Held = Self;
    type Own = Self;
    type Alone = ::graph_runtime::ValueOf<Self>;
}
#[automatically_derived]
#[allow(deprecated, unreachable_patterns)]
impl ::graph_runtime::__private::Enumeration for Source {
    const MEMBERS: &'static [(&'static ::core::primitive::str, Self)] = &[
        ("direct", Self::Direct),
        ("policySets", Self::PolicySets),
    ];
    fn unrecognized(
        name: ::graph_runtime::__private::Box<::core::primitive::str>,
    ) -> Self {
        Self::Unrecognized(name)
    }
    fn as_unrecognized(&self) -> ::core::option::Option<&::core::primitive::str> {
        match self {
            Self::Unrecognized(name) => ::core::option::Option::Some(name),
            _ => ::core::option::Option::None,
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::convert::From<&::core::primitive::str> for Source {
    fn from(name: &::core::primitive::str) -> Self {
        ::graph_runtime::__private::member_of(name)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Display for Source {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.write_str(::graph_runtime::__private::name_of(self))
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Serialize for Source {
    fn serialize<S: ::graph_runtime::__private::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        ::graph_runtime::__private::Value::write(self, serializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'de> ::graph_runtime::__private::Deserialize<'de> for Source {
    fn deserialize<D: ::graph_runtime::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::graph_runtime::__private::read_record(deserializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Debug for Source {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::graph_runtime::__private::debug("Source", self, f)
    }
}
