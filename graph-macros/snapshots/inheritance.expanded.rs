#[allow(unused_imports, unreachable_pub)]
pub use ::graph_runtime::{Operand as _, Path as _};
///`target`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[allow(
    dead_code,
    deprecated,
    non_camel_case_types,
    unreachable_pub,
    clippy::upper_case_acronyms
)]
struct Target {
    ///Its type, and all that no declaration knows.
    pub base: ::graph_runtime::BareBase,
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::Deref for Target {
    type Target = ::graph_runtime::BareBase;
    fn deref(&self) -> &::graph_runtime::BareBase {
        &self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::DerefMut for Target {
    fn deref_mut(&mut self) -> &mut ::graph_runtime::BareBase {
        &mut self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Declared for Target {
    const ODATA_TYPE: &'static ::core::primitive::str = "#microsoft.graph.target";
    type Kind = ::graph_runtime::__private::RecordKind;
    type Held = AnyTarget;
    type Own = Self;
    type Alone = AnyTarget;
    const IS_ABSTRACT: ::core::primitive::bool = true;
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Derived for Target {
    const OWN: ::core::primitive::u32 = 0u32;
    const TYPED: ::core::primitive::bool = true;
    fn blank() -> Self {
        Target {
            base: ::graph_runtime::__private::Record::blank(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Target {
    fn default() -> Self {
        ::graph_runtime::__private::new()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Serialize for Target {
    fn serialize<S: ::graph_runtime::__private::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        ::graph_runtime::__private::Value::write(self, serializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'de> ::graph_runtime::__private::Deserialize<'de> for Target {
    fn deserialize<D: ::graph_runtime::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::graph_runtime::__private::read_record(deserializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Debug for Target {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::graph_runtime::__private::debug("Target", self, f)
    }
}
///`target` or one of its declared subtypes, by `@odata.type`. Dereferences to [`Target`].
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[allow(
    dead_code,
    deprecated,
    non_camel_case_types,
    unreachable_pub,
    clippy::large_enum_variant,
    clippy::enum_variant_names,
    clippy::upper_case_acronyms
)]
enum AnyTarget {
    ///`target` itself, or a subtype that is not declared.
    Target(Target),
    ///`groupTarget`.
    GroupTarget(GroupTarget),
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Declared for AnyTarget {
    const ODATA_TYPE: &'static ::core::primitive::str = "#microsoft.graph.target";
    type Kind = ::graph_runtime::__private::FamilyKind;
    type Held = Self;
    type Own = Target;
    type Alone = Self;
    const IS_DIRECTORY_OBJECT: ::core::primitive::bool = <Target as ::graph_runtime::__private::Declared>::IS_DIRECTORY_OBJECT;
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Family for AnyTarget {
    type Base = Target;
    fn from_base(base: Target) -> Self {
        Self::Target(base)
    }
    fn read_member(
        name: &::core::primitive::str,
        is_member: ::core::primitive::bool,
        reader: &mut ::graph_runtime::__private::Reader<'_>,
    ) -> ::core::result::Result<Self, ::graph_runtime::__private::NotJson> {
        match name {
            "microsoft.graph.groupTarget" => {
                ::graph_runtime::__private::read_inline(
                    is_member,
                    reader,
                    Self::GroupTarget,
                )
            }
            _ => ::graph_runtime::__private::read_base(is_member, reader),
        }
    }
    fn write_member<S: ::graph_runtime::__private::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        match self {
            Self::Target(value) => {
                ::graph_runtime::__private::write_record(value, serializer)
            }
            Self::GroupTarget(value) => {
                ::graph_runtime::__private::write_record(value, serializer)
            }
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::Deref for AnyTarget {
    type Target = Target;
    fn deref(&self) -> &Target {
        match self {
            Self::Target(value) => value,
            Self::GroupTarget(value) => value,
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::DerefMut for AnyTarget {
    fn deref_mut(&mut self) -> &mut Target {
        match self {
            Self::Target(value) => value,
            Self::GroupTarget(value) => value,
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::convert::From<Target> for AnyTarget {
    fn from(value: Target) -> Self {
        Self::Target(value)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::convert::From<GroupTarget> for AnyTarget {
    fn from(value: GroupTarget) -> Self {
        Self::GroupTarget(value)
    }
}
#[allow(dead_code, deprecated, unreachable_pub)]
impl AnyTarget {
    /// The value as a subtype that another declaration has; `None` if it is of another type.
    pub fn downcast<S, I>(&self) -> ::core::option::Option<S>
    where
        S: ::graph_runtime::__private::Derived + ::graph_runtime::__private::Value
            + ::graph_runtime::Inherits<Target, I>,
    {
        ::graph_runtime::__private::downcast(self, self.odata_type())
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Serialize for AnyTarget {
    fn serialize<S: ::graph_runtime::__private::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        ::graph_runtime::__private::Value::write(self, serializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'de> ::graph_runtime::__private::Deserialize<'de> for AnyTarget {
    fn deserialize<D: ::graph_runtime::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::graph_runtime::__private::read_record(deserializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Debug for AnyTarget {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::graph_runtime::__private::debug("AnyTarget", self, f)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::Inherits<Target> for AnyTarget {
    fn upcast_mut(&mut self) -> &mut Target {
        self
    }
}
///`groupTarget`.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[allow(
    dead_code,
    deprecated,
    non_camel_case_types,
    unreachable_pub,
    clippy::upper_case_acronyms
)]
struct GroupTarget {
    ///What it has from its base; its fields read as this type's own.
    pub base: Target,
    ///`groupId`: `Edm.String`.
    pub group_id: ::core::option::Option<::graph_runtime::__private::String>,
}
#[allow(dead_code, deprecated, unreachable_pub)]
impl GroupTarget {
    ///`groupId`: `Edm.String`.
    pub const GROUP_ID: ::graph_runtime::Property<
        GroupTarget,
        ::graph_runtime::__private::String,
        ::graph_runtime::access::NotNull,
    > = ::graph_runtime::Property::new("groupId");
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::Deref for GroupTarget {
    type Target = Target;
    fn deref(&self) -> &Target {
        &self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::ops::DerefMut for GroupTarget {
    fn deref_mut(&mut self) -> &mut Target {
        &mut self.base
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Declared for GroupTarget {
    const ODATA_TYPE: &'static ::core::primitive::str = "#microsoft.graph.groupTarget";
    type Kind = ::graph_runtime::__private::RecordKind;
    type Held = GroupTarget;
    type Own = Self;
    type Alone = GroupTarget;
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Derived for GroupTarget {
    const OWN: ::core::primitive::u32 = 1u32;
    const TYPED: ::core::primitive::bool = true;
    fn blank() -> Self {
        GroupTarget {
            base: ::graph_runtime::__private::Record::blank(),
            group_id: ::core::option::Option::None,
        }
    }
    fn take_own(
        &mut self,
        key: &::core::primitive::str,
        reader: &mut ::graph_runtime::__private::Reader<'_>,
    ) -> ::core::result::Result<
        ::graph_runtime::__private::Taken,
        ::graph_runtime::__private::NotJson,
    > {
        match key {
            "groupId" => {
                ::graph_runtime::__private::read(0u32, &mut self.group_id, reader)
            }
            _ => ::core::result::Result::Ok(::graph_runtime::__private::Taken::No),
        }
    }
    fn write_own<M: ::graph_runtime::__private::SerializeMap>(
        &self,
        out: &mut ::graph_runtime::__private::Fields<M>,
    ) {
        out.field(0u32, "groupId", &self.group_id);
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for GroupTarget {
    fn default() -> Self {
        ::graph_runtime::__private::new()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::__private::Serialize for GroupTarget {
    fn serialize<S: ::graph_runtime::__private::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        ::graph_runtime::__private::Value::write(self, serializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'de> ::graph_runtime::__private::Deserialize<'de> for GroupTarget {
    fn deserialize<D: ::graph_runtime::__private::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::graph_runtime::__private::read_record(deserializer)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::fmt::Debug for GroupTarget {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::graph_runtime::__private::debug("GroupTarget", self, f)
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::graph_runtime::Inherits<Target> for GroupTarget {
    fn upcast_mut(&mut self) -> &mut Target {
        self
    }
}
